package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.tls.Alert;
import handclasp.tls.CipherSuite;
import handclasp.tls.ExtensionType;
import handclasp.tls.HandshakeType;
import handclasp.tls.Incompatible;
import handclasp.tls.Malformed;
import handclasp.tls.Misbehaved;
import handclasp.tls.NamedGroup;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.TlsError;
import handclasp.tls.TlsException;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.extension.Extensions;
import handclasp.tls.internal.extension.KeyShareEntry;
import handclasp.tls.internal.message.HandshakeMessage;
import handclasp.tls.internal.message.RawMessage;
import handclasp.tls.internal.message.ServerHello;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client refuses in a ServerHello (RFC 9846 §4.2.3), and how the server hears of it. */
class ServerHelloRulesTest {
    @ParameterizedTest
    @ValueSource(ints = {0x0301, 0x0302, 0x0304, 0})
    void theLegacyVersionIsThatOfTls12(int version) {
        refused(
                hello ->
                        new ServerHello(
                                new ProtocolVersion(version),
                                hello.random(),
                                hello.legacySessionIdEcho(),
                                hello.cipherSuite(),
                                0,
                                hello.extensions()),
                Misbehaved.ILLEGAL_LEGACY_VERSION,
                Alert.PROTOCOL_VERSION);
    }

    @Test
    void theSessionIdIsEchoed() {
        refused(
                hello -> withSessionId(hello, new byte[32]),
                Misbehaved.SESSION_ID_NOT_ECHOED,
                Alert.ILLEGAL_PARAMETER);
        refused(
                hello -> withSessionId(hello, new byte[0]),
                Misbehaved.SESSION_ID_NOT_ECHOED,
                Alert.ILLEGAL_PARAMETER);
        End client = End.client(Ends.client().compatibilityMode(false));
        client.mustRefuse(
                Misbehaved.SESSION_ID_NOT_ECHOED,
                Alert.ILLEGAL_PARAMETER,
                tampering(hello -> withSessionId(hello, new byte[1])));
    }

    @Test
    void theSuiteWasOffered() {
        End client =
                End.client(Ends.client().cipherSuites(List.of(CipherSuite.TLS_AES_128_GCM_SHA256)));
        TlsException refusal =
                client.mustRefuse(
                        Misbehaved.SUITE_NOT_OFFERED,
                        Alert.ILLEGAL_PARAMETER,
                        tampering(hello -> withSuite(hello, CipherSuite.TLS_AES_256_GCM_SHA384)));

        assertThat(refusal.diagnosis().ours()).contains("[TLS_AES_128_GCM_SHA256]");
        assertThat(refusal.diagnosis().theirs()).contains("TLS_AES_256_GCM_SHA384");
    }

    @Test
    void noSuiteOfTls12IsTaken() {
        refused(
                hello -> withSuite(hello, new CipherSuite(0xc02f)),
                Misbehaved.WRONG_SUITE_FOR_VERSION,
                Alert.ILLEGAL_PARAMETER);
    }

    @Test
    void nothingIsCompressed() {
        refused(
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

    // ---- version

    @Test
    void withoutSupportedVersionsItIsOlder() {
        End client = End.client(Ends.client().protocolVersion(ProtocolVersion.TLS_1_3));
        TlsException refusal =
                client.mustRefuse(
                        Incompatible.VERSION,
                        Alert.PROTOCOL_VERSION,
                        tampering(
                                hello ->
                                        withRandom(
                                                extensions(
                                                        hello,
                                                        all ->
                                                                all.remove(
                                                                        ExtensionType
                                                                                .SUPPORTED_VERSIONS)),
                                                new byte[32])));

        assertThat(refusal.diagnosis().theirs()).contains("TLS 1.2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"444f574e47524401", "444f574e47524400"})
    void aDowngradeIsNoticed(String mark) {
        byte[] random = new byte[32];
        System.arraycopy(HexFormat.of().parseHex(mark), 0, random, 24, 8);
        refused(
                hello ->
                        withRandom(
                                extensions(
                                        hello, all -> all.remove(ExtensionType.SUPPORTED_VERSIONS)),
                                random),
                Misbehaved.DOWNGRADE,
                Alert.ILLEGAL_PARAMETER);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0303, 0x0302, 0x0305, 0x7f1c})
    void theVersionWasOffered(int version) {
        refused(
                hello ->
                        extensions(
                                hello,
                                all ->
                                        all.put(
                                                ExtensionTable.SELECTED_VERSION,
                                                new ProtocolVersion(version))),
                Misbehaved.VERSION_NOT_OFFERED,
                Alert.ILLEGAL_PARAMETER);
    }

    // ---- key share

    @Test
    void aKeyShareMustBeThere() {
        refused(
                hello -> extensions(hello, all -> all.remove(ExtensionType.KEY_SHARE)),
                Misbehaved.MISSING_EXTENSION,
                Alert.MISSING_EXTENSION);
    }

    @Test
    void theKeyShareIsOfAGroupThatHadOne() {
        // secp256r1 was among the groups of the client, but without a share.
        refused(
                hello -> share(hello, NamedGroup.SECP256R1, new byte[65]),
                Misbehaved.GROUP_NOT_OFFERED,
                Alert.ILLEGAL_PARAMETER);
        refused(
                hello -> share(hello, new NamedGroup(0x0a0a), new byte[1]),
                Misbehaved.GROUP_NOT_OFFERED,
                Alert.ILLEGAL_PARAMETER);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 31, 32, 33})
    void theKeyShareIsAPublicValue(int length) {
        // 32 zeros are a point of small order, which gives a shared secret of zeros (RFC 9846
        // §7.4.2).
        refused(
                hello -> share(hello, NamedGroup.X25519, new byte[length]),
                Misbehaved.KEY_SHARE_INVALID,
                Alert.ILLEGAL_PARAMETER);
    }

    @Test
    void aPointIsOnItsCurve() {
        byte[] point = new byte[65];
        point[0] = 4;
        point[64] = 5;
        End client = End.client(Ends.client().namedGroups(List.of(NamedGroup.SECP256R1)));
        client.mustRefuse(
                Misbehaved.KEY_SHARE_INVALID,
                Alert.ILLEGAL_PARAMETER,
                tampering(hello -> share(hello, NamedGroup.SECP256R1, point)));
    }

    // ---- extensions

    @Test
    void extensionsAnswerWhatWasAsked() {
        ExtensionType unknown = new ExtensionType(0x7777);
        refused(
                hello -> extensions(hello, all -> all.putRaw(unknown, new byte[0])),
                Misbehaved.UNSOLICITED_EXTENSION,
                Alert.UNSUPPORTED_EXTENSION);
        refused(
                hello ->
                        extensions(
                                hello,
                                all -> all.putRaw(ExtensionType.PRE_SHARED_KEY, new byte[2])),
                Misbehaved.UNSOLICITED_EXTENSION,
                Alert.UNSUPPORTED_EXTENSION);
    }

    @Test
    void extensionsOfOtherMessagesAreIllegal() {
        for (ExtensionType type :
                List.of(
                        ExtensionType.SERVER_NAME,
                        ExtensionType.APPLICATION_LAYER_PROTOCOL_NEGOTIATION,
                        ExtensionType.SUPPORTED_GROUPS,
                        ExtensionType.COOKIE)) {
            refused(
                    hello -> extensions(hello, all -> all.putRaw(type, new byte[0])),
                    Misbehaved.EXTENSION_IN_WRONG_MESSAGE,
                    Alert.ILLEGAL_PARAMETER);
        }
    }

    @Test
    void anExtensionStandsOnce() {
        refused(
                hello -> {
                    byte[] body = body(hello);
                    byte[] again = HexFormat.of().parseHex("002b00020304");
                    byte[] longer = java.util.Arrays.copyOf(body, body.length + again.length);
                    System.arraycopy(again, 0, longer, body.length, again.length);
                    int extensions = body.length - encodedLength(hello.extensions());
                    longer[extensions + 1] += (byte) again.length;
                    return new RawMessage(HandshakeType.SERVER_HELLO, longer);
                },
                Misbehaved.DUPLICATE_EXTENSION,
                Alert.ILLEGAL_PARAMETER);
    }

    @Test
    void bytesBehindItAreRefused() {
        refused(
                hello ->
                        new RawMessage(
                                HandshakeType.SERVER_HELLO,
                                java.util.Arrays.copyOf(body(hello), body(hello).length + 1)),
                Malformed.TRAILING_DATA,
                Alert.DECODE_ERROR);
    }

    private static void refused(
            Function<ServerHello, HandshakeMessage> change, TlsError error, Alert alert) {
        End.client(Ends.client()).mustRefuse(error, alert, tampering(change));
    }

    private static End tampering(Function<ServerHello, HandshakeMessage> change) {
        return End.server(Ends.server().listener(Tamper.with(ServerHello.class, change)));
    }

    private static ServerHello share(ServerHello hello, NamedGroup group, byte[] share) {
        return extensions(
                hello, all -> all.put(ExtensionTable.KEY_SHARE, new KeyShareEntry(group, share)));
    }

    private static ServerHello extensions(
            ServerHello hello, UnaryOperator<Extensions.Builder> change) {
        return new ServerHello(
                hello.legacyVersion(),
                hello.random(),
                hello.legacySessionIdEcho(),
                hello.cipherSuite(),
                hello.legacyCompressionMethod(),
                change.apply(hello.extensions().toBuilder()).build());
    }

    private static ServerHello withSessionId(ServerHello hello, byte[] echo) {
        return new ServerHello(
                hello.legacyVersion(),
                hello.random(),
                echo,
                hello.cipherSuite(),
                0,
                hello.extensions());
    }

    private static ServerHello withSuite(ServerHello hello, CipherSuite suite) {
        return new ServerHello(
                hello.legacyVersion(),
                hello.random(),
                hello.legacySessionIdEcho(),
                suite,
                0,
                hello.extensions());
    }

    private static ServerHello withRandom(ServerHello hello, byte[] random) {
        return new ServerHello(
                hello.legacyVersion(),
                random,
                hello.legacySessionIdEcho(),
                hello.cipherSuite(),
                0,
                hello.extensions());
    }

    private static byte[] body(ServerHello hello) {
        byte[] message = hello.encode();
        return java.util.Arrays.copyOfRange(message, 4, message.length);
    }

    private static int encodedLength(Extensions extensions) {
        var out = new handclasp.tls.internal.wire.WireWriter();
        extensions.write(out);
        return out.toByteArray().length;
    }
}
