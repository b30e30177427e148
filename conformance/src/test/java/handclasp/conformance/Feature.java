package handclasp.conformance;

import handclasp.conformance.peer.CertificateKind;
import handclasp.tls.CipherSuite;
import handclasp.tls.NamedGroup;
import java.util.Arrays;

/** What two TLS ends can do together, in the order of {@code docs/interop.md}. */
enum Feature {
    AES_128_GCM("suite", CipherSuite.TLS_AES_128_GCM_SHA256),
    AES_256_GCM("suite", CipherSuite.TLS_AES_256_GCM_SHA384),
    CHACHA20_POLY1305("suite", CipherSuite.TLS_CHACHA20_POLY1305_SHA256),
    X25519("group", NamedGroup.X25519),
    SECP256R1("group", NamedGroup.SECP256R1),
    SECP384R1("group", NamedGroup.SECP384R1),
    SECP521R1("group", NamedGroup.SECP521R1),
    X448("group", NamedGroup.X448),
    RSA("certificate", CertificateKind.RSA),
    RSA_PSS("certificate", CertificateKind.RSA_PSS),
    P256("certificate", CertificateKind.P256),
    P384("certificate", CertificateKind.P384),
    P521("certificate", CertificateKind.P521),
    ED25519("certificate", CertificateKind.ED25519),
    ED448("certificate", CertificateKind.ED448),
    RETRY("HelloRetryRequest"),
    RETRY_WITHOUT_SHARES("HelloRetryRequest to a ClientHello without key shares"),
    COOKIE("cookie of a HelloRetryRequest"),
    COMPATIBILITY_MODE("middlebox compatibility mode"),
    NO_COMPATIBILITY_MODE("without middlebox compatibility mode"),
    SERVER_NAME("server name (SNI)"),
    ALPN("application protocol (ALPN)"),
    NO_COMMON_ALPN("no common application protocol: no_application_protocol"),
    TICKETS("session tickets sent and ignored"),
    KEY_UPDATE_BY_PEER("key update by the peer, answer wanted or not"),
    KEY_UPDATE_BY_US("key update by Handclasp, answered"),
    PADDING_BY_PEER("padded records from the peer"),
    PADDING_BY_US("padded records from Handclasp"),
    SMALL_RECORDS("records of at most 512 bytes from the peer"),
    BULK("64 MiB each way"),
    BULK_AT_ONCE("64 MiB each way at once"),
    HALF_CLOSE_BY_PEER("half-close by the peer, data goes on to it"),
    HALF_CLOSE_BY_US("half-close by Handclasp, data goes on from the peer"),
    TRUNCATION("end without close_notify told from a proper end"),
    CLIENT_CERTIFICATE("client certificate"),
    CLIENT_CERTIFICATE_OPTIONAL("client certificate optional and not given"),
    CLIENT_CERTIFICATE_MISSING("client certificate missing: certificate_required"),
    CLIENT_CERTIFICATE_WRONG("client certificate of an unknown authority refused"),
    OLD_VERSION("only TLS 1.2: protocol_version"),
    UNKNOWN_AUTHORITY("server certificate of an unknown authority refused"),
    WRONG_NAME("server certificate for another name refused"),
    EXPIRED("expired server certificate refused"),
    NOT_YET_VALID("server certificate of the future refused"),
    WRONG_USAGE("client's certificate refused for a server"),
    SECURITY_DETAILS("the browser's security details agree with ours");

    private final String title;

    Feature(String title) {
        this.title = title;
    }

    Feature(String what, Object value) {
        this(what + " " + value);
    }

    static Feature of(CipherSuite suite) {
        return titled("suite " + suite);
    }

    static Feature of(NamedGroup group) {
        return titled("group " + group);
    }

    static Feature of(CertificateKind kind) {
        return titled("certificate " + kind);
    }

    private static Feature titled(String title) {
        return Arrays.stream(values())
                .filter(feature -> feature.title.equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(title));
    }

    @Override
    public String toString() {
        return title;
    }
}
