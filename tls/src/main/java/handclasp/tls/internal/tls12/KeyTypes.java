package handclasp.tls.internal.tls12;

import handclasp.tls.NamedGroup;
import handclasp.tls.SignatureScheme;
import handclasp.tls.crypto.SignatureAlgorithm;
import handclasp.tls.crypto.SuiteAlgorithms.Authentication;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Optional;

/** Which suites, signatures and certificates go together (RFC 5246 §7.4.2, RFC 8422 §5.3). */
final class KeyTypes {
    private static final int KEY_ENCIPHERMENT = 2;

    private KeyTypes() {}

    /** The suites that a key is for. */
    static Optional<Authentication> authenticationOf(PublicKey key) {
        if (key instanceof RSAPublicKey) {
            return Optional.of(Authentication.RSA);
        }
        return key instanceof ECPublicKey || key instanceof EdECPublicKey
                ? Optional.of(Authentication.ECDSA)
                : Optional.empty();
    }

    /** The suites that a signature is for. */
    static Authentication authenticationOf(SignatureScheme scheme) {
        return scheme.isRsa() ? Authentication.RSA : Authentication.ECDSA;
    }

    /**
     * Whether a client that names its curves knows that of an ECDSA key (RFC 8422 §5.1.1); keys that have no curve of this
     * kind always are.
     */
    static boolean curveIsAmong(PublicKey key, Optional<List<NamedGroup>> curves) {
        if (!(key instanceof ECPublicKey) || curves.isEmpty()) {
            return true;
        }
        return SignatureAlgorithm.fitting(key).stream()
                .map(SignatureAlgorithm::scheme)
                .map(KeyTypes::curveOf)
                .anyMatch(curves.get()::contains);
    }

    private static NamedGroup curveOf(SignatureScheme scheme) {
        return switch (scheme.code() >>> 8) {
            case 4 -> NamedGroup.SECP256R1;
            case 5 -> NamedGroup.SECP384R1;
            default -> NamedGroup.SECP521R1;
        };
    }

    /** Whether a premaster secret may be encrypted to its key: an RSA key that is not for signatures only. */
    static boolean mayEncipherKeys(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        return certificate.getPublicKey() instanceof RSAPublicKey key
                && key.getAlgorithm().equals("RSA")
                && (usage == null || usage[KEY_ENCIPHERMENT]);
    }
}
