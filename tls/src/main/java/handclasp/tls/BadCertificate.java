package handclasp.tls;

/** The peer's certificate was not accepted. */
public enum BadCertificate implements TlsError {
    CORRUPT(
            Alert.BAD_CERTIFICATE,
            "a certificate cannot be read or its signature is wrong",
            "RFC 5280 §4.1, §6.1.3",
            "Install the certificate again, together with its intermediate certificates."),
    WEAK(
            Alert.BAD_CERTIFICATE,
            "a certificate uses an algorithm or key that is too weak",
            "RFC 9846 §4.5.1.3",
            "Get a certificate signed with SHA-256 or better and a key of today's size."),
    WRONG_NAME(
            Alert.BAD_CERTIFICATE,
            "the certificate is not for the name that was asked for",
            "RFC 9525 §6",
            "Connect by a name in the certificate, or get a certificate for this name."),
    UNSUPPORTED(
            Alert.UNSUPPORTED_CERTIFICATE,
            "the certificate or its key is of a kind that cannot be used",
            "RFC 9846 §4.5.1",
            "Use an RSA, ECDSA or EdDSA certificate of X.509."),
    WRONG_USAGE(
            Alert.UNSUPPORTED_CERTIFICATE,
            "the certificate may not be used for this",
            "RFC 5280 §4.2.1",
            "Get a certificate whose key usage and extended key usage allow it."),
    REVOKED(
            Alert.CERTIFICATE_REVOKED,
            "the certificate was revoked",
            "RFC 5280 §6.3",
            "Replace the certificate."),
    EXPIRED(
            Alert.CERTIFICATE_EXPIRED,
            "a certificate has expired",
            "RFC 5280 §4.1.2.5",
            "Renew the certificate; check this machine's clock."),
    NOT_YET_VALID(
            Alert.CERTIFICATE_EXPIRED,
            "a certificate is not valid yet",
            "RFC 5280 §4.1.2.5",
            "Check the clocks of both machines."),
    UNKNOWN_AUTHORITY(
            Alert.UNKNOWN_CA,
            "no trusted authority stands behind the certificate",
            "RFC 5280 §6.1",
            "Trust the authority that issued it, or send the missing intermediate certificates."),
    REQUIRED(
            Alert.CERTIFICATE_REQUIRED,
            "the client sent no certificate",
            "RFC 9846 §4.5.1.3",
            "Give the client a certificate that this server trusts."),
    MISSING(
            Alert.HANDSHAKE_FAILURE,
            "the client sent no certificate",
            "RFC 5246 §7.4.6",
            "Give the client a certificate that this server trusts."),
    ACCESS_DENIED(
            Alert.ACCESS_DENIED,
            "the certificate is valid but its holder is not allowed here",
            "RFC 9846 §6.2",
            "Allow this identity, or use another one."),
    UNACCEPTABLE(
            Alert.CERTIFICATE_UNKNOWN,
            "the certificate was refused for another reason",
            "RFC 5280 §6.1",
            "See the reason that is given beside this.");

    private final Description description;

    BadCertificate(Alert alert, String summary, String rule, String remedy) {
        description = new Description(alert, summary, rule, remedy);
    }

    @Override
    public Description description() {
        return description;
    }
}
