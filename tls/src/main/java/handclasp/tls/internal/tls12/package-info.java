/** The states and the key schedule of TLS 1.2 (RFC 5246). */
@NullMarked
package handclasp.tls.internal.tls12;

import org.jspecify.annotations.NullMarked;
