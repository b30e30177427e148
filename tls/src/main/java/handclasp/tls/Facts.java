package handclasp.tls;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is settled of a connection so far. Immutable; a later fact makes another value. */
public final class Facts {
    /** Nothing yet. */
    public static final Facts NONE = new Facts(List.of());

    private final List<Fact> all;

    private Facts(List<Fact> all) {
        this.all = all;
    }

    /** These and one more. */
    public Facts with(Fact fact) {
        List<Fact> more = new ArrayList<>(all);
        more.add(fact);
        return new Facts(List.copyOf(more));
    }

    /** In the order they were settled. */
    public List<Fact> all() {
        return all;
    }

    public Optional<ProtocolVersion> version() {
        return find(Fact.Version.class).map(Fact.Version::version);
    }

    public Optional<CipherSuite> cipherSuite() {
        return find(Fact.Suite.class).map(Fact.Suite::suite);
    }

    /** The group of the key exchange; empty with RSA, and in TLS 1.2 for groups that have no code point. */
    public Optional<NamedGroup> namedGroup() {
        return find(Fact.Group.class).map(Fact.Group::group);
    }

    /** The name the client asked for by {@code server_name}. */
    public Optional<ServerName> serverName() {
        return find(Fact.AskedFor.class).map(Fact.AskedFor::serverName);
    }

    public Optional<String> applicationProtocol() {
        return find(Fact.ApplicationProtocol.class).map(Fact.ApplicationProtocol::name);
    }

    public Optional<SignatureScheme> ownSignatureScheme() {
        return find(Fact.OwnSignature.class).map(Fact.OwnSignature::scheme);
    }

    public Optional<SignatureScheme> peerSignatureScheme() {
        return find(Fact.PeerSignature.class).map(Fact.PeerSignature::scheme);
    }

    /** What this end showed; empty if nothing. */
    public List<X509Certificate> ownCertificates() {
        return find(Fact.OwnCertificates.class).map(Fact.OwnCertificates::chain).orElse(List.of());
    }

    /** What the peer showed, as sent; empty if nothing. Trust it only once the handshake is complete. */
    public List<X509Certificate> peerCertificates() {
        return find(Fact.PeerCertificates.class)
                .map(Fact.PeerCertificates::chain)
                .orElse(List.of());
    }

    /** The peer's chain as verified up to its anchor; empty if the peer is not authenticated by certificate. */
    public List<X509Certificate> verifiedChain() {
        return find(Fact.VerifiedChain.class).map(Fact.VerifiedChain::chain).orElse(List.of());
    }

    /** Whether a HelloRetryRequest was needed. */
    public boolean retried() {
        return find(Fact.Retried.class).isPresent();
    }

    /** Whether the server asked the client for a certificate. */
    public boolean clientCertificateRequested() {
        return find(Fact.ClientCertificateRequested.class).isPresent();
    }

    /** Whether the master secret of TLS 1.2 is bound to its handshake (RFC 7627); false in TLS 1.3. */
    public boolean extendedMasterSecret() {
        return find(Fact.ExtendedMasterSecret.class).isPresent();
    }

    /** Whether the MAC of a CBC suite stands behind the ciphertext (RFC 7366); false in all other suites. */
    public boolean encryptThenMac() {
        return find(Fact.EncryptThenMac.class).isPresent();
    }

    /** Whether, and by what, an earlier session was resumed. */
    public Optional<Resumption> resumption() {
        return find(Fact.Resumed.class).map(Fact.Resumed::by);
    }

    /** The session identifier of TLS 1.2 in hexadecimal, if the server gave one. */
    public Optional<String> sessionId() {
        return find(Fact.SessionId.class).map(Fact.SessionId::id);
    }

    /** The first ticket that the server gave the client. */
    public Optional<Fact.Ticket> ticket() {
        return find(Fact.Ticket.class);
    }

    /** What the server sent along of its certificate's status, DER of an OCSPResponse. */
    public Optional<byte[]> certificateStatus() {
        return find(Fact.CertificateStatus.class)
                .map(fact -> java.util.HexFormat.of().parseHex(fact.response()));
    }

    /** The identity, in hexadecimal, of the external pre-shared key that stands in for certificates, if one does. */
    public Optional<String> externalKey() {
        return find(Fact.ExternalKey.class).map(Fact.ExternalKey::identity);
    }

    /** What became of the client's early data; empty if it offered none, or as long as the server has not answered. */
    public Optional<EarlyData> earlyData() {
        return find(Fact.EarlyDataOffered.class).map(Fact.EarlyDataOffered::fate);
    }

    /** Whether the handshake is complete. */
    public boolean completed() {
        return find(Fact.Completed.class).isPresent();
    }

    private <F extends Fact> Optional<F> find(Class<F> kind) {
        for (int i = all.size() - 1; i >= 0; i--) {
            if (kind.isInstance(all.get(i))) {
                return Optional.of(kind.cast(all.get(i)));
            }
        }
        return Optional.empty();
    }
}
