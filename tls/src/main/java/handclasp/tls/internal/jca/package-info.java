@NullMarked
package handclasp.tls.internal.jca;

import org.jspecify.annotations.NullMarked;
