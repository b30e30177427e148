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

    /** The handshake is complete; data may flow both ways. */
    record Completed() implements Fact {}
}
