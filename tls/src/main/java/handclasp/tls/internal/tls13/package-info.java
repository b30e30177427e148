@NullMarked
package handclasp.tls.internal.tls13;

import org.jspecify.annotations.NullMarked;
