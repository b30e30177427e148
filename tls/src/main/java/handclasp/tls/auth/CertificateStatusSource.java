package handclasp.tls.auth;

import java.util.Optional;

/**
 * What a server sends along of its certificate's status where a client asks for it (RFC 6066 §8). Must be thread-safe and
 * must not block: it gives what it has.
 */
@FunctionalInterface
public interface CertificateStatusSource {
    /** DER of an OCSPResponse for the credential's own certificate; empty if there is none to give. */
    Optional<byte[]> statusOf(Credential credential);
}
