package handclasp.tls;

import java.util.Map;
import java.util.Optional;

/**
 * A signature scheme (RFC 9846 §4.3.3), known or not.
 *
 * @param code 0 to 65535
 */
public record SignatureScheme(int code) {
    public static final SignatureScheme RSA_PKCS1_SHA256 = new SignatureScheme(0x0401);
    public static final SignatureScheme RSA_PKCS1_SHA384 = new SignatureScheme(0x0501);
    public static final SignatureScheme RSA_PKCS1_SHA512 = new SignatureScheme(0x0601);
    public static final SignatureScheme ECDSA_SECP256R1_SHA256 = new SignatureScheme(0x0403);
    public static final SignatureScheme ECDSA_SECP384R1_SHA384 = new SignatureScheme(0x0503);
    public static final SignatureScheme ECDSA_SECP521R1_SHA512 = new SignatureScheme(0x0603);
    public static final SignatureScheme RSA_PSS_RSAE_SHA256 = new SignatureScheme(0x0804);
    public static final SignatureScheme RSA_PSS_RSAE_SHA384 = new SignatureScheme(0x0805);
    public static final SignatureScheme RSA_PSS_RSAE_SHA512 = new SignatureScheme(0x0806);
    public static final SignatureScheme ED25519 = new SignatureScheme(0x0807);
    public static final SignatureScheme ED448 = new SignatureScheme(0x0808);
    public static final SignatureScheme RSA_PSS_PSS_SHA256 = new SignatureScheme(0x0809);
    public static final SignatureScheme RSA_PSS_PSS_SHA384 = new SignatureScheme(0x080a);
    public static final SignatureScheme RSA_PSS_PSS_SHA512 = new SignatureScheme(0x080b);

    private static final Map<Integer, String> NAMES =
            Map.ofEntries(
                    Map.entry(0x0201, "rsa_pkcs1_sha1"),
                    Map.entry(0x0202, "dsa_sha1"),
                    Map.entry(0x0203, "ecdsa_sha1"),
                    Map.entry(0x0401, "rsa_pkcs1_sha256"),
                    Map.entry(0x0402, "dsa_sha256"),
                    Map.entry(0x0403, "ecdsa_secp256r1_sha256"),
                    Map.entry(0x0501, "rsa_pkcs1_sha384"),
                    Map.entry(0x0503, "ecdsa_secp384r1_sha384"),
                    Map.entry(0x0601, "rsa_pkcs1_sha512"),
                    Map.entry(0x0603, "ecdsa_secp521r1_sha512"),
                    Map.entry(0x0804, "rsa_pss_rsae_sha256"),
                    Map.entry(0x0805, "rsa_pss_rsae_sha384"),
                    Map.entry(0x0806, "rsa_pss_rsae_sha512"),
                    Map.entry(0x0807, "ed25519"),
                    Map.entry(0x0808, "ed448"),
                    Map.entry(0x0809, "rsa_pss_pss_sha256"),
                    Map.entry(0x080a, "rsa_pss_pss_sha384"),
                    Map.entry(0x080b, "rsa_pss_pss_sha512"),
                    Map.entry(0x0904, "mldsa44"),
                    Map.entry(0x0905, "mldsa65"),
                    Map.entry(0x0906, "mldsa87"));

    /** The scheme of IANA's name, in any case. */
    public static Optional<SignatureScheme> named(String name) {
        return CodePoints.find(NAMES, name).map(SignatureScheme::new);
    }

    /** Whether it is ECDSA with any hash. */
    public boolean isEcdsa() {
        return (code & 0xff) == 0x03 && code >>> 8 <= 0x06;
    }

    /** Whether it needs an RSA key: RSASSA-PKCS1-v1_5 or RSASSA-PSS. */
    public boolean isRsa() {
        return (code & 0xff) == 0x01 && code >>> 8 <= 0x06
                || code >= RSA_PSS_RSAE_SHA256.code && code <= RSA_PSS_RSAE_SHA512.code
                || code >= RSA_PSS_PSS_SHA256.code && code <= RSA_PSS_PSS_SHA512.code;
    }

    /** Whether it signs a hash of MD5 or SHA-1, which is forbidden (RFC 9155, RFC 9846 §4.3.3). */
    public boolean isBroken() {
        return code >>> 8 == 0x01 || code >>> 8 == 0x02;
    }

    /**
     * Whether TLS 1.3 allows it for certificates only: RSASSA-PKCS1-v1_5 and SHA-1 (RFC 9846 §4.3.3).
     */
    public boolean certificatesOnly() {
        return (code & 0xff) == 0x01 || code >>> 8 <= 0x02;
    }

    /** IANA's name, or the code in hexadecimal. */
    @Override
    public String toString() {
        return CodePoints.name(NAMES, code);
    }
}
