package handclasp.conformance.peer;

import handclasp.pki.KeyKind;
import handclasp.pki.KeyUse;
import handclasp.tls.SignatureScheme;
import java.util.List;

/** The kinds of certificates by their keys, and how TLS 1.3 signs with them (RFC 9846 §4.3.3). */
public enum CertificateKind {
    RSA(
            "rsa",
            KeyKind.RSA_2048,
            SignatureScheme.RSA_PSS_RSAE_SHA256,
            SignatureScheme.RSA_PSS_RSAE_SHA384,
            SignatureScheme.RSA_PSS_RSAE_SHA512),
    RSA_PSS(
            "rsa-pss",
            KeyKind.RSA_PSS_2048,
            SignatureScheme.RSA_PSS_PSS_SHA256,
            SignatureScheme.RSA_PSS_PSS_SHA384,
            SignatureScheme.RSA_PSS_PSS_SHA512),
    P256("p256", KeyKind.EC_P256, SignatureScheme.ECDSA_SECP256R1_SHA256),
    P384("p384", KeyKind.EC_P384, SignatureScheme.ECDSA_SECP384R1_SHA384),
    P521("p521", KeyKind.EC_P521, SignatureScheme.ECDSA_SECP521R1_SHA512),
    ED25519("ed25519", KeyKind.ED25519, SignatureScheme.ED25519),
    ED448("ed448", KeyKind.ED448, SignatureScheme.ED448);

    private final String label;
    private final KeyKind keys;
    private final List<SignatureScheme> schemes;

    CertificateKind(String label, KeyKind keys, SignatureScheme... schemes) {
        this.label = label;
        this.keys = keys;
        this.schemes = List.of(schemes);
    }

    public KeyKind keys() {
        return keys;
    }

    /** RSA keys can do more than sign, and NSS takes no server whose RSA certificate does not say so. */
    KeyUse[] uses() {
        return this == RSA
                ? new KeyUse[] {KeyUse.DIGITAL_SIGNATURE, KeyUse.KEY_ENCIPHERMENT}
                : new KeyUse[] {KeyUse.DIGITAL_SIGNATURE};
    }

    /** The schemes that CertificateVerify may use with such a key. */
    public List<SignatureScheme> schemes() {
        return schemes;
    }

    @Override
    public String toString() {
        return label;
    }
}
