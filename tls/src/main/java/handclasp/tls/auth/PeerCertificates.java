package handclasp.tls.auth;

import handclasp.tls.Role;
import handclasp.tls.ServerName;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a peer showed, to be verified. The peer has already proved that it holds the first certificate's key.
 *
 * @param role who the peer is
 * @param chain as sent, the peer's own certificate first; not empty, otherwise in no order to rely on
 * @param serverName for a server, the name it must be certified for; empty for a client
 * @param time when validity is judged
 */
public record PeerCertificates(
        Role role, List<X509Certificate> chain, Optional<ServerName> serverName, Instant time) {
    public PeerCertificates {
        chain = List.copyOf(chain);
    }
}
