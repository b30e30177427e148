@NullMarked
package handclasp.tls.internal.message;

import org.jspecify.annotations.NullMarked;
