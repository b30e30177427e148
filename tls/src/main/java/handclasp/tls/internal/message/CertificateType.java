package handclasp.tls.internal.message;

import java.util.Map;

/**
 * A kind of client certificate that a server of TLS 1.2 takes (RFC 5246 §7.4.4, RFC 8422 §5.5), known or not.
 *
 * @param code 0 to 255
 */
public record CertificateType(int code) {
    /** A certificate with an RSA key that signs. */
    public static final CertificateType RSA_SIGN = new CertificateType(1);

    /** A certificate with an ECDSA or EdDSA key. */
    public static final CertificateType ECDSA_SIGN = new CertificateType(64);

    private static final Map<Integer, String> NAMES =
            Map.of(
                    1, "rsa_sign",
                    2, "dss_sign",
                    3, "rsa_fixed_dh",
                    4, "dss_fixed_dh",
                    5, "rsa_ephemeral_dh",
                    6, "dss_ephemeral_dh",
                    20, "fortezza_dms",
                    64, "ecdsa_sign",
                    65, "rsa_fixed_ecdh",
                    66, "ecdsa_fixed_ecdh");

    /** IANA's name, or the code in hexadecimal. */
    @Override
    public String toString() {
        return NAMES.getOrDefault(code, "0x%02x".formatted(code));
    }
}
