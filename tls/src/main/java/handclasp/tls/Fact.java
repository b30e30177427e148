package handclasp.tls;

import java.security.cert.X509Certificate;
import java.util.List;

/** Something that a handshake settled. */
public sealed interface Fact {
    record Version(ProtocolVersion version) implements Fact {}

    record Suite(CipherSuite suite) implements Fact {}

    /** The group of the key exchange. */
    record Group(NamedGroup group) implements Fact {}

    /** The server asked for another ClientHello. */
    record Retried() implements Fact {}

    /** The name the client asked for. */
    record AskedFor(ServerName serverName) implements Fact {}

    record ApplicationProtocol(String name) implements Fact {}

    /** How this end signed. */
    record OwnSignature(SignatureScheme scheme) implements Fact {}

    /** How the peer signed. */
    record PeerSignature(SignatureScheme scheme) implements Fact {}

    /** What this end showed. */
    record OwnCertificates(List<X509Certificate> chain) implements Fact {
        public OwnCertificates {
            chain = List.copyOf(chain);
        }
    }

    /** What the peer showed, as sent, not verified yet. */
    record PeerCertificates(List<X509Certificate> chain) implements Fact {
        public PeerCertificates {
            chain = List.copyOf(chain);
        }
    }

    /** The peer's chain as verified up to its anchor. */
    record VerifiedChain(List<X509Certificate> chain) implements Fact {
        public VerifiedChain {
            chain = List.copyOf(chain);
        }
    }

    /** The server asked the client for a certificate. */
    record ClientCertificateRequested() implements Fact {}

    /** The master secret of TLS 1.2 is bound to its handshake (RFC 7627). */
    record ExtendedMasterSecret() implements Fact {}

    /** The MAC of TLS 1.2's CBC suite stands behind the ciphertext (RFC 7366). */
    record EncryptThenMac() implements Fact {}

    /** An earlier session goes on instead of a full handshake. */
    record Resumed(Resumption by) implements Fact {}

    /**
     * The identifier the server gave the session, by which it may be resumed (RFC 5246 §7.4.1.3).
     *
     * @param id 1 to 32 bytes in hexadecimal
     */
    record SessionId(String id) implements Fact {}

    /** A key from outside of TLS stands in for certificates (RFC 9846 §2.2). */
    record ExternalKey(String identity) implements Fact {}

    /** The client offered early data (RFC 9846 §4.3.10), of which this became. */
    record EarlyDataOffered(EarlyData fate) implements Fact {}

    /**
     * The server gave the client a ticket (RFC 5077 §3.3, RFC 9846 §4.7.1), the first of several.
     *
     * @param length of the ticket, in bytes
     * @param lifetimeHint in seconds; 0 if the server does not say
     */
    record Ticket(int length, long lifetimeHint) implements Fact {}

    /** The server sent the status of its certificate along (RFC 6066 §8): DER of an OCSPResponse, as hexadecimal. */
    record CertificateStatus(String response) implements Fact {}

    /** The handshake is complete; data may flow both ways. */
    record Completed() implements Fact {}
}
