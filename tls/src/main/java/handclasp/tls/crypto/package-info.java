/** What TLS needs of cryptography, as a seam that any provider can fill. */
@NullMarked
package handclasp.tls.crypto;

import org.jspecify.annotations.NullMarked;
