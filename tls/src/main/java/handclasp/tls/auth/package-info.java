/** Who the two ends are: credentials, and how the peer's are verified. */
@NullMarked
package handclasp.tls.auth;

import org.jspecify.annotations.NullMarked;
