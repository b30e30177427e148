package handclasp.tls.auth;

import handclasp.tls.TlsException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/** Decides whether to believe a peer. Called outside the engine; may block. Must be thread-safe. */
public interface CertificateVerifier {
    /**
     * Verifies a chain for its purpose and, if one is given, the server's name.
     *
     * @return the chain that was verified, from the peer's certificate up to and including its trust anchor where that
     *     is a certificate
     * @throws TlsException with a {@link handclasp.tls.BadCertificate} that says why not
     */
    List<X509Certificate> verify(PeerCertificates peer) throws TlsException;

    /**
     * A name of these settings, so that a session may be resumed by whoever has the same, after a restart too. Two
     * verifiers of one name must take the same peers.
     *
     * @return empty, as by default, if only this object is to be taken for itself
     */
    default Optional<String> settings() {
        return Optional.empty();
    }

    /** The names of the authorities it trusts, for {@code certificate_authorities}; may be empty. */
    default List<X500Principal> authorities() {
        return List.of();
    }
}
