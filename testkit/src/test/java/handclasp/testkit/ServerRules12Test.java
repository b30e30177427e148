package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.pki.KeyKind;
import handclasp.tls.Alert;
import handclasp.tls.BadCertificate;
import handclasp.tls.CipherSuite;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.ExtensionType;
import handclasp.tls.HandshakeListener;
import handclasp.tls.HandshakeType;
import handclasp.tls.Incompatible;
import handclasp.tls.Malformed;
import handclasp.tls.Misbehaved;
import handclasp.tls.NamedGroup;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.SignatureScheme;
import handclasp.tls.TlsError;
import handclasp.tls.TlsException;
import handclasp.tls.Unexpected;
import handclasp.tls.crypto.FiniteFieldGroup;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.extension.Extensions;
import handclasp.tls.internal.message.Certificate12;
import handclasp.tls.internal.message.CertificateRequest12;
import handclasp.tls.internal.message.Finished;
import handclasp.tls.internal.message.HandshakeMessage;
import handclasp.tls.internal.message.NewSessionTicket12;
import handclasp.tls.internal.message.RawMessage;
import handclasp.tls.internal.message.ServerHello;
import handclasp.tls.internal.message.ServerHelloDone;
import handclasp.tls.internal.message.ServerKeyExchange;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client of TLS 1.2 refuses in a server's messages (RFC 5246 §7.4), and by which alert. */
class ServerRules12Test {
    /** A server that changes one message, and a client that must refuse it. */
    private static <M extends HandshakeMessage> TlsException refused(
            Variant12 variant,
            Class<M> message,
            Function<M, HandshakeMessage> change,
            TlsError error,
            Alert alert) {
        return refused(
                variant.client(),
                variant.server().listener(Tamper.with(message, change)),
                error,
                alert);
    }

    private static TlsException refused(
            ClientConfiguration.Builder client,
            ServerConfiguration.Builder server,
            TlsError error,
            Alert alert) {
        return End.client(client).mustRefuse(error, alert, End.server(server));
    }

    private static void unexpected(
            Variant12 variant, HandshakeListener tamper, String got, String expected) {
        TlsException refusal =
                End.client(variant.client())
                        .mustRefuse(
                                Unexpected.class,
                                Alert.UNEXPECTED_MESSAGE,
                                End.server(variant.server().listener(tamper)));
        assertThat(refusal).hasMessageContaining("got " + got + ", expected " + expected);
    }

    private static Function<ServerHello, HandshakeMessage> hello(
            UnaryOperator<Extensions.Builder> change) {
        return hello -> Rules12.with(hello, change.apply(hello.extensions().toBuilder()).build());
    }

    // ---- ServerHello (RFC 5246 §7.4.1.3)

    @Test
    void aSuiteThatWasNotOffered() {
        refused(
                Variant12.ECDHE_ECDSA,
                ServerHello.class,
                hello -> suite(hello, CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384),
                Misbehaved.SUITE_NOT_OFFERED,
                Alert.ILLEGAL_PARAMETER);
    }

    @Test
    void aSuiteOfTls13() {
        refused(
                Ends12.client(),
                Variant12.ECDHE_ECDSA
                        .server()
                        .protocolVersion(ProtocolVersion.TLS_1_2)
                        .listener(
                                Tamper.with(
                                        ServerHello.class,
                                        hello -> suite(hello, CipherSuite.TLS_AES_128_GCM_SHA256))),
                Misbehaved.WRONG_SUITE_FOR_VERSION,
                Alert.ILLEGAL_PARAMETER);
    }

    private static ServerHello suite(ServerHello hello, CipherSuite suite) {
        return new ServerHello(
                hello.legacyVersion(),
                hello.random(),
                hello.legacySessionIdEcho(),
                suite,
                hello.legacyCompressionMethod(),
                hello.extensions());
    }

    @Test
    void compression() {
        refused(
                Variant12.ECDHE_ECDSA,
                ServerHello.class,
                hello ->
                        new ServerHello(
                                hello.legacyVersion(),
                                hello.random(),
                                hello.legacySessionIdEcho(),
                                hello.cipherSuite(),
                                1,
                                hello.extensions()),
                Misbehaved.ILLEGAL_COMPRESSION,
                Alert.ILLEGAL_PARAMETER);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0300, 0x0301, 0x0302, 0x0304})
    void anotherVersion(int version) {
        TlsException refusal =
                refused(
                        Variant12.ECDHE_ECDSA,
                        ServerHello.class,
                        hello ->
                                new ServerHello(
                                        new ProtocolVersion(version),
                                        hello.random(),
                                        hello.legacySessionIdEcho(),
                                        hello.cipherSuite(),
                                        0,
                                        hello.extensions()),
                        Incompatible.VERSION,
                        Alert.PROTOCOL_VERSION);
        assertThat(refusal).hasMessageContaining(new ProtocolVersion(version).toString());
    }

    /** RFC 9846 §4.2.3: a server that knows TLS 1.3 and yet chose TLS 1.2 was made to. */
    @Test
    void aForgedDowngrade() {
        refused(
                Ends12.client()
                        .listener(
                                Tamper.with(
                                        handclasp.tls.internal.message.ClientHello.class,
                                        hello ->
                                                hello.with(
                                                        hello.extensions().toBuilder()
                                                                .remove(
                                                                        ExtensionType
                                                                                .SUPPORTED_VERSIONS)
                                                                .build()))),
                Ends12.server(KeyKind.EC_P256),
                Misbehaved.DOWNGRADE,
                Alert.ILLEGAL_PARAMETER);
    }

    /** RFC 9846 §4.3.1: no server of TLS 1.2 says its version in the extension. */
    @Test
    void aSelectedVersionOfTls12() {
        refused(
                Ends12.client(),
                Variant12.ECDHE_ECDSA
                        .server()
                        .protocolVersion(ProtocolVersion.TLS_1_2)
                        .listener(
                                Tamper.with(
                                        ServerHello.class,
                                        hello ->
                                                Rules12.with(
                                                        hello,
                                                        Extensions.builder()
                                                                .put(
                                                                        ExtensionTable
                                                                                .SELECTED_VERSION,
                                                                        ProtocolVersion.TLS_1_2)
                                                                .build()))),
                Misbehaved.VERSION_NOT_OFFERED,
                Alert.ILLEGAL_PARAMETER);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 16, 22, 35, 0x7777})
    void anExtensionThatWasNotAskedFor(int code) {
        refused(
                Variant12.ECDHE_ECDSA.client().tickets(false),
                Variant12.ECDHE_ECDSA
                        .server()
                        .listener(
                                Tamper.with(
                                        ServerHello.class,
                                        hello(
                                                extensions ->
                                                        extensions.putRaw(
                                                                new ExtensionType(code),
                                                                code == 16
                                                                        ? HexFormat.of()
                                                                                .parseHex(
                                                                                        "0003026832")
                                                                        : new byte[0])))),
                Misbehaved.UNSOLICITED_EXTENSION,
                Alert.UNSUPPORTED_EXTENSION);
    }

    @Test
    void anExtensionThatHasNoPlaceThere() {
        refused(
                Variant12.ECDHE_ECDSA,
                ServerHello.class,
                hello(
                        extensions ->
                                extensions.putRaw(
                                        ExtensionType.SIGNATURE_ALGORITHMS,
                                        new byte[] {0, 2, 4, 3})),
                Misbehaved.EXTENSION_IN_WRONG_MESSAGE,
                Alert.ILLEGAL_PARAMETER);
    }

    @Test
    void aProtocolThatWasNotOffered() {
        refused(
                Variant12.ECDHE_ECDSA.client().applicationProtocols(List.of("h2")),
                Variant12.ECDHE_ECDSA
                        .server()
                        .applicationProtocols(List.of("h2"))
                        .listener(
                                Tamper.with(
                                        ServerHello.class,
                                        hello(
                                                extensions ->
                                                        extensions.put(
                                                                ExtensionTable.APPLICATION_PROTOCOL,
                                                                "h3")))),
                Misbehaved.ALPN_NOT_OFFERED,
                Alert.ILLEGAL_PARAMETER);
    }

    /** RFC 5746 §3.4. */
    @Test
    void aRenegotiationInfoThatIsNotEmpty() {
        refused(
                Variant12.ECDHE_ECDSA,
                ServerHello.class,
                hello(
                        extensions ->
                                extensions.put(ExtensionTable.RENEGOTIATION_INFO, new byte[12])),
                Misbehaved.RENEGOTIATION_INFO_NOT_EMPTY,
                Alert.HANDSHAKE_FAILURE);
    }

    /** RFC 5746 §4.1. */
    @Test
    void aServerWithoutRenegotiationInfo() throws Exception {
        Tamper tamper =
                Tamper.with(
                        ServerHello.class,
                        hello(extensions -> extensions.remove(ExtensionType.RENEGOTIATION_INFO)));
        refused(
                Variant12.ECDHE_ECDSA.client(),
                Variant12.ECDHE_ECDSA.server().listener(tamper),
                Incompatible.RENEGOTIATION_INDICATION,
                Alert.HANDSHAKE_FAILURE);

        End.shakeHands(
                End.client(
                        Variant12.ECDHE_ECDSA
                                .client()
                                .acceptServersWithoutRenegotiationIndication()),
                End.server(Variant12.ECDHE_ECDSA.server().listener(tamper)));
    }

    /** RFC 7627 §5.2. */
    @Test
    void aServerWithoutExtendedMasterSecret() {
        Tamper tamper =
                Tamper.with(
                        handclasp.tls.internal.message.ClientHello.class,
                        hello ->
                                hello.with(
                                        hello.extensions().toBuilder()
                                                .remove(ExtensionType.EXTENDED_MASTER_SECRET)
                                                .build()));
        refused(
                Variant12.ECDHE_ECDSA.client().requireExtendedMasterSecret(true).listener(tamper),
                Variant12.ECDHE_ECDSA.server(),
                Incompatible.EXTENDED_MASTER_SECRET,
                Alert.HANDSHAKE_FAILURE);
    }

    @Test
    void pointFormatsWithoutTheUncompressedOne() {
        refused(
                Variant12.ECDHE_ECDSA,
                ServerHello.class,
                hello(
                        extensions ->
                                extensions.put(ExtensionTable.EC_POINT_FORMATS, new byte[] {1, 2})),
                Misbehaved.ILLEGAL_POINT_FORMATS,
                Alert.ILLEGAL_PARAMETER);
    }

    // ---- Certificate (§7.4.2)

    @Test
    void noCertificate() {
        refused(
                Variant12.ECDHE_ECDSA,
                Certificate12.class,
                any -> new Certificate12(List.of()),
                Malformed.EMPTY_SERVER_CERTIFICATE,
                Alert.DECODE_ERROR);
    }

    @Test
    void aCertificateThatIsNone() {
        refused(
                Variant12.ECDHE_ECDSA,
                Certificate12.class,
                any -> new Certificate12(List.of(new byte[] {1, 2, 3})),
                BadCertificate.CORRUPT,
                Alert.BAD_CERTIFICATE);
    }

    @Test
    void aCertificateOfAnotherKindThanTheSuites() throws Exception {
        byte[] rsa = Ends12.identity(KeyKind.RSA_2048).certificate().getEncoded();
        refused(
                Variant12.ECDHE_ECDSA,
                Certificate12.class,
                any -> new Certificate12(List.of(rsa)),
                Misbehaved.WRONG_KEY_FOR_SUITE,
                Alert.ILLEGAL_PARAMETER);
    }

    @Test
    void aCertificateThatMayNotEncipherKeys() throws Exception {
        byte[] signing =
                Ends12.authority()
                        .issue()
                        .key(KeyKind.RSA_2048)
                        .names("server.test")
                        .identity()
                        .certificate()
                        .getEncoded();
        refused(
                Variant12.RSA,
                Certificate12.class,
                any -> new Certificate12(List.of(signing)),
                BadCertificate.WRONG_USAGE,
                Alert.UNSUPPORTED_CERTIFICATE);
    }

    @ParameterizedTest
    @CsvSource({"ECDHE_ECDSA", "RSA"})
    void aCertificateThatNobodyTrusts(Variant12 variant) {
        TestAuthority stranger = TestAuthority.create();
        refused(
                variant.client().verifier(stranger.verifier()),
                variant.server(),
                BadCertificate.UNKNOWN_AUTHORITY,
                Alert.UNKNOWN_CA);
    }

    // ---- ServerKeyExchange (§7.4.3, RFC 8422 §5.4, RFC 7919)

    private static void exchangeRefused(
            Variant12 variant,
            Function<ServerKeyExchange, HandshakeMessage> change,
            TlsError error,
            Alert alert) {
        refused(variant, ServerKeyExchange.class, change, error, alert);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0019, 0x0100, 0x1234})
    void aGroupThatWasNotOffered(int group) {
        refused(
                Variant12.ECDHE_RSA.client().namedGroups(List.of(NamedGroup.X25519)),
                Variant12.ECDHE_RSA
                        .server()
                        .listener(
                                Tamper.with(
                                        ServerKeyExchange.class,
                                        exchange ->
                                                Rules12.with(
                                                        exchange,
                                                        new ServerKeyExchange.Curve(
                                                                new NamedGroup(group),
                                                                exchange.parameters().share())))),
                Misbehaved.GROUP_NOT_OFFERED,
                Alert.ILLEGAL_PARAMETER);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 248})
    void aCurveThatIsNotNamed(int curveType) {
        exchangeRefused(
                Variant12.ECDHE_ECDSA,
                exchange -> {
                    byte[] body =
                            Arrays.copyOfRange(exchange.encode(), 4, exchange.encode().length);
                    body[0] = (byte) curveType;
                    return new RawMessage(HandshakeType.SERVER_KEY_EXCHANGE, body);
                },
                Misbehaved.ILLEGAL_CURVE_TYPE,
                Alert.ILLEGAL_PARAMETER);
    }

    /** The signature is over other parameters then, which is found first. */
    @Test
    void anotherShareThanTheOneSigned() {
        exchangeRefused(
                Variant12.ECDHE_ECDSA,
                exchange ->
                        Rules12.with(
                                exchange,
                                new ServerKeyExchange.Curve(NamedGroup.X25519, new byte[32])),
                Misbehaved.BAD_SIGNATURE,
                Alert.DECRYPT_ERROR);
    }

    @Test
    void aWrongSignature() {
        exchangeRefused(
                Variant12.ECDHE_RSA,
                exchange -> {
                    byte[] signature = exchange.signature().clone();
                    signature[9] ^= 1;
                    return new ServerKeyExchange(
                            exchange.parameters(), exchange.scheme(), signature);
                },
                Misbehaved.BAD_SIGNATURE,
                Alert.DECRYPT_ERROR);
    }

    /** RFC 9155 §4, RFC 5246 §7.4.3: SHA-1 and MD5, what was not offered, what does not fit the suite or key. */
    @ParameterizedTest
    @ValueSource(ints = {0x0101, 0x0201, 0x0203, 0x0402, 0x0807, 0x0401, 0x0809})
    void aSignatureOfAnotherScheme(int scheme) {
        exchangeRefused(
                Variant12.ECDHE_ECDSA,
                exchange ->
                        new ServerKeyExchange(
                                exchange.parameters(),
                                new SignatureScheme(scheme),
                                exchange.signature()),
                Misbehaved.SIGNATURE_SCHEME_NOT_OFFERED,
                Alert.ILLEGAL_PARAMETER);
    }

    @Test
    void aSmallGroup() {
        BigInteger small = BigInteger.ONE.shiftLeft(1023).add(BigInteger.ONE);
        exchangeRefused(
                Variant12.DHE_RSA,
                exchange -> field(exchange, small.toByteArray(), exchange.parameters().share()),
                Misbehaved.DIFFIE_HELLMAN_GROUP_SMALL,
                Alert.INSUFFICIENT_SECURITY);
    }

    @Test
    void anUnknownGroup() {
        BigInteger unknown = BigInteger.ONE.shiftLeft(2047).add(BigInteger.ONE);
        exchangeRefused(
                Variant12.DHE_RSA,
                exchange -> field(exchange, unknown.toByteArray(), exchange.parameters().share()),
                Misbehaved.DIFFIE_HELLMAN_GROUP_UNKNOWN,
                Alert.HANDSHAKE_FAILURE);
    }

    @Test
    void aLargeGroup() {
        BigInteger large = BigInteger.ONE.shiftLeft(8191).add(BigInteger.ONE);
        exchangeRefused(
                Variant12.DHE_RSA,
                exchange -> field(exchange, large.toByteArray(), exchange.parameters().share()),
                Misbehaved.DIFFIE_HELLMAN_GROUP_UNKNOWN,
                Alert.HANDSHAKE_FAILURE);
    }

    private static ServerKeyExchange field(ServerKeyExchange exchange, byte[] p, byte[] share) {
        return Rules12.with(exchange, new ServerKeyExchange.FiniteField(p, new byte[] {2}, share));
    }

    /** RFC 7919 §5.1: from 2 to p − 2. */
    @ParameterizedTest
    @CsvSource({"0", "1", "-1", "0x"})
    void aShareOutsideItsGroup(String which) {
        BigInteger prime = FiniteFieldGroup.FFDHE3072.prime();
        BigInteger share =
                switch (which) {
                    case "0" -> BigInteger.ZERO;
                    case "1" -> BigInteger.ONE;
                    case "-1" -> prime.subtract(BigInteger.ONE);
                    default -> prime.shiftLeft(1);
                };
        exchangeRefused(
                Variant12.DHE_RSA,
                exchange -> field(exchange, prime.toByteArray(), share.toByteArray()),
                Misbehaved.KEY_SHARE_INVALID,
                Alert.ILLEGAL_PARAMETER);
    }

    /** Points that are signed but none (RFC 8422 §5.11): the server's own key signs them. */
    @ParameterizedTest
    @CsvSource({"x25519, 00", "secp256r1, 00", "secp256r1, 04"})
    void aSharedSecretOfNothing(String group, String first) {
        NamedGroup named = NamedGroup.named(group).orElseThrow();
        byte[] share = new byte[named.equals(NamedGroup.X25519) ? 32 : 65];
        share[0] = (byte) Integer.parseInt(first, 16);
        SigningTamper tamper = new SigningTamper(KeyKind.EC_P256, named, share);
        refused(
                Variant12.ECDHE_ECDSA.client().listener(tamper.atClient()),
                Variant12.ECDHE_ECDSA.server().listener(tamper.atServer()),
                Misbehaved.KEY_SHARE_INVALID,
                Alert.ILLEGAL_PARAMETER);
    }

    // ---- order

    @Test
    void aMissingServerKeyExchange() {
        unexpected(
                Variant12.ECDHE_ECDSA,
                Tamper.with(
                        ServerKeyExchange.class,
                        any -> new RawMessage(HandshakeType.SERVER_HELLO_DONE, new byte[0])),
                "ServerHelloDone",
                "ServerKeyExchange");
    }

    @Test
    void anExtraServerKeyExchange() {
        unexpected(
                Variant12.RSA,
                Tamper.with(
                        ServerHelloDone.class,
                        any -> new RawMessage(HandshakeType.SERVER_KEY_EXCHANGE, new byte[0])),
                "ServerKeyExchange",
                "CertificateRequest or ServerHelloDone");
    }

    @Test
    void aMissingCertificate() {
        unexpected(
                Variant12.ECDHE_ECDSA,
                Tamper.with(
                        Certificate12.class,
                        any -> new RawMessage(HandshakeType.SERVER_KEY_EXCHANGE, new byte[0])),
                "ServerKeyExchange",
                "Certificate");
    }

    @Test
    void twoCertificateRequests() {
        unexpected(
                Variant12.MUTUAL_ECDHE_ECDSA,
                Tamper.with(
                        ServerHelloDone.class,
                        any -> new RawMessage(HandshakeType.CERTIFICATE_REQUEST, new byte[0])),
                "CertificateRequest",
                "ServerHelloDone");
    }

    @Test
    void aCertificateStatusThatWasNotPromised() {
        unexpected(
                Variant12.STATUS,
                Tamper.with(
                        ServerHello.class,
                        hello(extensions -> extensions.remove(ExtensionType.STATUS_REQUEST))),
                "CertificateStatus",
                "ServerKeyExchange");
    }

    /** RFC 5077 §3.3: it must come if it was promised, and must not if it was not. */
    @Test
    void aTicketThatWasNotPromised() {
        unexpected(
                Variant12.TICKET,
                Tamper.with(
                        ServerHello.class,
                        hello(extensions -> extensions.remove(ExtensionType.SESSION_TICKET))),
                "NewSessionTicket",
                "ChangeCipherSpec");
    }

    @Test
    void aTicketThatDoesNotCome() {
        unexpected(
                Variant12.ECDHE_ECDSA,
                Tamper.with(
                        ServerHello.class,
                        hello(
                                extensions ->
                                        extensions.put(
                                                ExtensionTable.SESSION_TICKET_FOLLOWS, true))),
                "ChangeCipherSpec",
                "NewSessionTicket");
    }

    @Test
    void aMessageThatIsNotEmpty() {
        refused(
                Variant12.ECDHE_ECDSA,
                ServerHelloDone.class,
                any -> new RawMessage(HandshakeType.SERVER_HELLO_DONE, new byte[1]),
                Malformed.TRAILING_DATA,
                Alert.DECODE_ERROR);
    }

    /** RFC 5246 §7.4.4. */
    @Test
    void aCertificateRequestWithoutSchemes() {
        refused(
                Variant12.MUTUAL_ECDHE_ECDSA,
                CertificateRequest12.class,
                any -> new RawMessage(HandshakeType.CERTIFICATE_REQUEST, new byte[] {1, 64, 0, 0}),
                Malformed.LENGTH_OUT_OF_RANGE,
                Alert.DECODE_ERROR);
    }

    // ---- Finished (§7.4.9)

    @ParameterizedTest
    @CsvSource({"ECDHE_ECDSA, 12", "ECDHE_ECDSA, 11", "ECDHE_ECDSA, 0", "RSA, 12", "CBC, 12"})
    void aFinishedThatDoesNotMatch(Variant12 variant, int length) {
        refused(
                variant,
                Finished.class,
                any -> new Finished(new byte[length]),
                Misbehaved.BAD_FINISHED,
                Alert.DECRYPT_ERROR);
    }

    /** An empty ticket is legal: the server has none after all (RFC 5077 §3.3). */
    @Test
    void anEmptyTicketIsTaken() throws Exception {
        Wire wire =
                Ends12.wire(
                                Variant12.TICKET.client().build(),
                                Variant12.TICKET
                                        .server()
                                        .listener(
                                                Tamper.with(
                                                        NewSessionTicket12.class,
                                                        any ->
                                                                new NewSessionTicket12(
                                                                        0, new byte[0])))
                                        .build())
                        .handshake();

        assertThat(wire.client().facts().ticket()).isEmpty();
    }
}
