package handclasp.tls.auth;

import handclasp.tls.Role;
import handclasp.tls.ServerName;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a peer showed, to be verified. Of the first certificate's key the peer has already proved that it holds it, or is
 * about to.
 *
 * @param role who the peer is
 * @param chain as sent, the peer's own certificate first; not empty, otherwise in no order to rely on
 * @param serverName for a server, the name it must be certified for; empty for a client
 * @param time when validity is judged
 * @param keyUse what the first certificate's key is used for, which its key usage must allow
 */
public record PeerCertificates(
        Role role,
        List<X509Certificate> chain,
        Optional<ServerName> serverName,
        Instant time,
        KeyUse keyUse) {
    /** What a handshake does with a peer's key. */
    public enum KeyUse {
        /** It signed, as always in TLS 1.3: {@code digitalSignature} (RFC 9846 §4.5.1.2, RFC 5246 §7.4.2). */
        SIGNATURE,
        /** It decrypts the premaster secret, in TLS 1.2's RSA key exchange: {@code keyEncipherment} (RFC 5246 §7.4.2). */
        KEY_ENCIPHERMENT
    }

    /** Of a peer that signed. */
    public PeerCertificates(
            Role role, List<X509Certificate> chain, Optional<ServerName> serverName, Instant time) {
        this(role, chain, serverName, time, KeyUse.SIGNATURE);
    }

    public PeerCertificates {
        chain = List.copyOf(chain);
    }
}
