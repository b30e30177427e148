@NullMarked
package handclasp.tls.internal.negotiate;

import org.jspecify.annotations.NullMarked;
