package handclasp.conformance.peer;

import static handclasp.tls.ProtocolVersion.TLS_1_2;

import handclasp.tls.CipherSuite;
import handclasp.tls.NamedGroup;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.Role;
import handclasp.tls.crypto.SuiteAlgorithms;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What two TLS ends can do together, in the order of {@code docs/interop.md}. */
public enum Feature {
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
    RETRY_WITHOUT_SHARES("HelloRetryRequest to a ClientHello without key shares", Asked.OF_SERVERS),
    COOKIE("cookie of a HelloRetryRequest", Asked.WHERE_THERE_IS_A_SWITCH),
    COMPATIBILITY_MODE("middlebox compatibility mode"),
    NO_COMPATIBILITY_MODE("without middlebox compatibility mode", Asked.WHERE_THERE_IS_A_SWITCH),
    SERVER_NAME("server name (SNI)"),
    ALPN("application protocol (ALPN)"),
    NO_COMMON_ALPN("no common application protocol: no_application_protocol"),
    TICKETS("session tickets sent", Asked.OF_SERVERS),
    RESUMPTION("resumption by ticket", Asked.WHERE_THERE_IS_A_SWITCH),
    EARLY_DATA("early data sent and taken", Asked.WHERE_THERE_IS_A_SWITCH),
    EARLY_DATA_REFUSED("early data sent and refused", Asked.WHERE_THERE_IS_A_SWITCH),
    EXTERNAL_KEY("external pre-shared key", Asked.WHERE_THERE_IS_A_SWITCH),
    KEY_UPDATE_BY_PEER("key update by the peer, answer wanted or not"),
    KEY_UPDATE_BY_US("key update by Handclasp, answered"),
    PADDING_BY_PEER("padded records from the peer", Asked.WHERE_THERE_IS_A_SWITCH),
    PADDING_BY_US("padded records from Handclasp"),
    SMALL_RECORDS("records of at most 512 bytes from the peer", Asked.WHERE_THERE_IS_A_SWITCH),
    LONG_BODY("1 MiB each way"),
    BULK("64 MiB each way", Asked.WHERE_THERE_IS_A_SWITCH),
    BULK_AT_ONCE("64 MiB each way at once", Asked.WHERE_THERE_IS_A_SWITCH),
    HALF_CLOSE_BY_PEER("half-close by the peer, data goes on to it"),
    HALF_CLOSE_BY_US("half-close by Handclasp, data goes on from the peer"),
    TRUNCATION("end without close_notify told from a proper end", Asked.WHERE_THERE_IS_A_SWITCH),
    CLIENT_CERTIFICATE("client certificate"),
    CLIENT_CERTIFICATE_OPTIONAL("client certificate optional and not given"),
    CLIENT_CERTIFICATE_MISSING("client certificate missing: certificate_required"),
    CLIENT_CERTIFICATE_WRONG("client certificate of an unknown authority refused"),
    OLD_VERSION("only TLS 1.2: protocol_version", Asked.WHERE_THERE_IS_A_SWITCH),
    UNKNOWN_AUTHORITY("server certificate of an unknown authority refused"),
    WRONG_NAME("server certificate for another name refused"),
    EXPIRED("expired server certificate refused"),
    NOT_YET_VALID("server certificate of the future refused"),
    WRONG_USAGE("client's certificate refused for a server"),
    SECURITY_DETAILS(
            "the browser's security details agree with ours", Asked.WHERE_THERE_IS_A_SWITCH),

    ECDHE_12("key exchange ECDHE", TLS_1_2),
    DHE_12("key exchange DHE", TLS_1_2),
    RSA_EXCHANGE_12("key exchange RSA", TLS_1_2),
    AEAD_12("AES-GCM and ChaCha20-Poly1305", TLS_1_2),
    CBC_SHA1_12("AES-CBC with HMAC-SHA1", TLS_1_2),
    CBC_SHA2_12("AES-CBC with HMAC-SHA256 or SHA384", TLS_1_2),
    EXTENDED_MASTER_SECRET_12("extended master secret", TLS_1_2),
    ENCRYPT_THEN_MAC_12("CBC with encrypt-then-MAC", TLS_1_2),
    MAC_THEN_ENCRYPT_12("CBC with MAC-then-encrypt", TLS_1_2, Asked.WHERE_THERE_IS_A_SWITCH),
    RSA_12("certificate rsa", TLS_1_2),
    RSA_PSS_12("certificate rsa-pss", TLS_1_2),
    P256_12("certificate p256", TLS_1_2),
    P384_12("certificate p384", TLS_1_2),
    P521_12("certificate p521", TLS_1_2),
    ED25519_12("certificate ed25519", TLS_1_2),
    ED448_12("certificate ed448", TLS_1_2),
    CLIENT_RSA_12("client certificate with an RSA key", TLS_1_2),
    CLIENT_ECDSA_12("client certificate with an ECDSA key", TLS_1_2),
    CLIENT_ED25519_12("client certificate with an Ed25519 key", TLS_1_2),
    SESSION_ID_12("resumption by session ID", TLS_1_2, Asked.WHERE_THERE_IS_A_SWITCH),
    TICKET_12("resumption by ticket", TLS_1_2, Asked.WHERE_THERE_IS_A_SWITCH),
    PEER_WITHOUT_13("a Handclasp that can speak TLS 1.3 meets a peer that cannot", TLS_1_2),
    PEER_WITH_13(
            "a peer that can speak TLS 1.3 meets a Handclasp that cannot",
            TLS_1_2,
            Asked.WHERE_THERE_IS_A_SWITCH);

    /** Of whom a feature is wanted: who cannot prove it gives a reason in its {@link Gaps}. */
    private enum Asked {
        OF_ALL,
        OF_SERVERS,
        WHERE_THERE_IS_A_SWITCH
    }

    private final String title;
    private final ProtocolVersion version;
    private final Asked asked;

    Feature(String title) {
        this(title, Asked.OF_ALL);
    }

    Feature(String what, Object value) {
        this(what + " " + value);
    }

    Feature(String title, Asked asked) {
        this(title, ProtocolVersion.TLS_1_3, asked);
    }

    Feature(String title, ProtocolVersion version) {
        this(title, version, Asked.OF_ALL);
    }

    Feature(String title, ProtocolVersion version, Asked asked) {
        this.title = title;
        this.version = version;
        this.asked = asked;
    }

    /** Of all features, those of a version. */
    public static List<Feature> of(ProtocolVersion version) {
        return Arrays.stream(values()).filter(feature -> feature.version.equals(version)).toList();
    }

    public static Feature of(CipherSuite suite) {
        return titled("suite " + suite);
    }

    public static Feature of(NamedGroup group) {
        return titled("group " + group);
    }

    public static Feature of(CertificateKind kind) {
        return titled("certificate " + kind);
    }

    /** The same in TLS 1.2. */
    public static Feature of12(CertificateKind kind) {
        return titled("certificate " + kind, TLS_1_2);
    }

    /** The exchange of keys and the records of a suite of TLS 1.2. */
    public static List<Feature> of12(SuiteAlgorithms suite) {
        Feature exchange =
                switch (suite.exchange()) {
                    case ECDHE -> ECDHE_12;
                    case DHE -> DHE_12;
                    case RSA -> RSA_EXCHANGE_12;
                    case BY_EXTENSION -> throw new IllegalArgumentException(suite.toString());
                };
        String name = suite.suite().toString();
        Feature records =
                !name.contains("_CBC_")
                        ? AEAD_12
                        : name.endsWith("_SHA") ? CBC_SHA1_12 : CBC_SHA2_12;
        return List.of(exchange, records);
    }

    private static Feature titled(String title) {
        return titled(title, ProtocolVersion.TLS_1_3);
    }

    private static Feature titled(String title, ProtocolVersion version) {
        return of(version).stream()
                .filter(feature -> feature.title.equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(title));
    }

    /** The roles in which a peer must either prove this or say why it cannot. */
    public Set<Role> askedOf() {
        return switch (asked) {
            case OF_ALL -> Set.of(Role.CLIENT, Role.SERVER);
            case OF_SERVERS -> Set.of(Role.SERVER);
            case WHERE_THERE_IS_A_SWITCH -> Set.of();
        };
    }

    /** With its version, where that is not the newest. */
    public String inFull() {
        return version.equals(ProtocolVersion.TLS_1_3) ? title : title + " in " + version;
    }

    @Override
    public String toString() {
        return title;
    }
}
