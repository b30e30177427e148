/**
 * TLS as a sans-I/O engine, {@link handclasp.tls.TlsConnection}, and as a blocking socket, {@link
 * handclasp.tls.TlsSocket}.
 */
@NullMarked
package handclasp.tls;

import org.jspecify.annotations.NullMarked;
