package handclasp.tls.internal.handshake;

import handclasp.tls.ClientAuthentication;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.Role;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.ServerName;
import handclasp.tls.TlsConfiguration;
import handclasp.tls.TlsException;
import handclasp.tls.auth.CertificateVerifier;
import handclasp.tls.auth.PeerCertificates;
import handclasp.tls.auth.PeerCertificates.KeyUse;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** Proof that the question who the peer is has been answered as the configuration demands. */
public final class Authenticated {
    private final List<X509Certificate> shown;
    private final List<X509Certificate> verifiedChain;

    private Authenticated(List<X509Certificate> shown, List<X509Certificate> verifiedChain) {
        this.shown = List.copyOf(shown);
        this.verifiedChain = List.copyOf(verifiedChain);
    }

    /**
     * By certificate: verifies the chain, unless the configuration believes every peer.
     *
     * @param proof that the peer holds the key
     * @throws TlsException with a {@link handclasp.tls.BadCertificate} if the chain is refused
     */
    public static Authenticated byCertificate(
            SignatureProof proof,
            TlsConfiguration configuration,
            Role peer,
            Optional<ServerName> name)
            throws TlsException {
        if (configuration.peerUnverified()) {
            return new Authenticated(proof.chain(), List.of());
        }
        return verified(proof.chain(), configuration, peer, name, KeyUse.SIGNATURE);
    }

    /**
     * By certificate in the RSA key exchange of TLS 1.2 (RFC 5246 §F.1.1.2), where the server signs nothing: who cannot
     * decrypt the premaster secret cannot send a right Finished, without which no gate opens either.
     *
     * @param chain what the server showed, not empty
     * @throws TlsException with a {@link handclasp.tls.BadCertificate} if the chain is refused
     */
    public static Authenticated byKeyTransport(
            List<X509Certificate> chain, ClientConfiguration configuration, ServerName name)
            throws TlsException {
        if (configuration.peerUnverified()) {
            return new Authenticated(chain, List.of());
        }
        return verified(
                chain, configuration, Role.SERVER, Optional.of(name), KeyUse.KEY_ENCIPHERMENT);
    }

    /**
     * By the session that is resumed: whoever knows its secret is who it was then.
     *
     * @param session that was not over when it was offered or found
     * @throws IllegalStateException if the session was not made under these settings
     */
    public static Authenticated resumed(Session session, TlsConfiguration configuration) {
        if (!session.isOf(configuration)) {
            throw new IllegalStateException("the session does not hold here");
        }
        return new Authenticated(session.peerCertificates(), session.verifiedChain());
    }

    /** By a key from outside of TLS, which nobody else has (RFC 9846 §2.2): a server's proof of it is its Finished. */
    public static Authenticated byExternalKey(PreSharedKey key) {
        if (!key.isExternal()) {
            throw new IllegalArgumentException("the key is of a ticket");
        }
        return new Authenticated(List.of(), List.of());
    }

    private static Authenticated verified(
            List<X509Certificate> chain,
            TlsConfiguration configuration,
            Role peer,
            Optional<ServerName> name,
            KeyUse keyUse)
            throws TlsException {
        CertificateVerifier verifier = configuration.verifier().orElseThrow();
        return new Authenticated(
                chain,
                verifier.verify(
                        new PeerCertificates(
                                peer, chain, name, configuration.clock().instant(), keyUse)));
    }

    /**
     * Without a certificate, where the configuration does not insist on one.
     *
     * @throws IllegalStateException if it does
     */
    public static Authenticated withoutCertificate(ServerConfiguration configuration) {
        if (configuration.clientAuthentication() == ClientAuthentication.NEED) {
            throw new IllegalStateException("the configuration needs a client certificate");
        }
        return new Authenticated(List.of(), List.of());
    }

    /** What the peer showed, now or when the session began. */
    public List<X509Certificate> shown() {
        return shown;
    }

    /** Up to the anchor; empty if the peer was not verified by certificate. */
    public List<X509Certificate> verifiedChain() {
        return verifiedChain;
    }
}
