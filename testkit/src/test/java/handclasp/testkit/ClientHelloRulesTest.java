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
import handclasp.tls.SignatureScheme;
import handclasp.tls.TlsError;
import handclasp.tls.TlsException;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.extension.Extensions;
import handclasp.tls.internal.extension.KeyShareEntry;
import handclasp.tls.internal.extension.OfferedPsks;
import handclasp.tls.internal.extension.PskIdentity;
import handclasp.tls.internal.message.ClientHello;
import handclasp.tls.internal.message.RawMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server refuses in a ClientHello (RFC 9846 §4.2.1, §4.2.2, §9.2), and what it does not mind. */
class ClientHelloRulesTest {
    private static final NamedGroup GREASE_GROUP = new NamedGroup(0x2a2a);

    // ---- form

    @ParameterizedTest
    @ValueSource(strings = {"01", "0001", "0100", "0000"})
    void onlyTheNullCompressionIsOffered(String methods) {
        refused(
                hello ->
                        new ClientHello(
                                hello.legacyVersion(),
                                hello.random(),
                                hello.legacySessionId(),
                                hello.cipherSuites(),
                                java.util.HexFormat.of().parseHex(methods),
                                hello.extensions()),
                Misbehaved.ILLEGAL_COMPRESSION,
                Alert.ILLEGAL_PARAMETER);
    }

    @Test
    void mandatoryExtensionsAreThere() {
        for (ExtensionType type :
                List.of(
                        ExtensionType.SUPPORTED_GROUPS,
                        ExtensionType.KEY_SHARE,
                        ExtensionType.SIGNATURE_ALGORITHMS)) {
            TlsException refusal =
                    refused(
                            extensions(all -> all.remove(type)),
                            Misbehaved.MISSING_EXTENSION,
                            Alert.MISSING_EXTENSION);
            assertThat(refusal).hasMessageContaining(type.toString());
        }
    }

    @Test
    void keySharesFollowTheGroups() {
        KeyShareEntry x25519 = new KeyShareEntry(NamedGroup.X25519, new byte[32]);
        KeyShareEntry x448 = new KeyShareEntry(NamedGroup.X448, new byte[56]);
        List<NamedGroup> both = List.of(NamedGroup.X25519, NamedGroup.X448);
        assertSharesRefused(both, List.of(x448, x25519));
        assertSharesRefused(both, List.of(x25519, x25519));
        assertSharesRefused(List.of(NamedGroup.X25519), List.of(x448));
        assertSharesRefused(List.of(NamedGroup.X25519), List.of(x25519, x448));
    }

    private static void assertSharesRefused(List<NamedGroup> groups, List<KeyShareEntry> shares) {
        refused(
                extensions(
                        all ->
                                all.put(ExtensionTable.SUPPORTED_GROUPS, groups)
                                        .put(ExtensionTable.KEY_SHARES, shares)),
                Misbehaved.KEY_SHARES_DISAGREE_WITH_GROUPS,
                Alert.ILLEGAL_PARAMETER);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 31, 32, 33})
    void aKeyShareIsAPublicValue(int length) {
        refused(
                extensions(
                        all ->
                                all.put(
                                        ExtensionTable.KEY_SHARES,
                                        List.of(
                                                new KeyShareEntry(
                                                        NamedGroup.X25519, new byte[length])))),
                Misbehaved.KEY_SHARE_INVALID,
                Alert.ILLEGAL_PARAMETER);
    }

    @Test
    void preSharedKeyIsTheLastExtension() {
        refused(
                hello -> {
                    Extensions.Builder first =
                            Extensions.builder()
                                    .put(
                                            ExtensionTable.PRE_SHARED_KEYS,
                                            new OfferedPsks(
                                                    List.of(new PskIdentity(new byte[7], 0)),
                                                    List.of(new byte[32])));
                    hello.extensions()
                            .types()
                            .forEach(
                                    type ->
                                            first.putRaw(
                                                    type,
                                                    hello.extensions()
                                                            .encoded(type)
                                                            .orElseThrow()));
                    return hello.with(first.build());
                },
                Misbehaved.PRE_SHARED_KEY_NOT_LAST,
                Alert.ILLEGAL_PARAMETER);
    }

    @Test
    void extensionsAreWellFormed() {
        refused(
                extensions(
                        all ->
                                all.putRaw(
                                        ExtensionType.SUPPORTED_GROUPS,
                                        new byte[] {0, 3, 0, 29, 0})),
                Malformed.FIELD_TRUNCATED,
                Alert.DECODE_ERROR);
        refused(
                extensions(all -> all.putRaw(ExtensionType.SUPPORTED_GROUPS, new byte[] {0, 0})),
                Malformed.LENGTH_OUT_OF_RANGE,
                Alert.DECODE_ERROR);
        refused(
                extensions(
                        all ->
                                all.putRaw(
                                        ExtensionType.SUPPORTED_GROUPS,
                                        new byte[] {0, 2, 0, 29, 0})),
                Malformed.TRAILING_DATA,
                Alert.DECODE_ERROR);
        refused(
                extensions(
                        all ->
                                all.putRaw(
                                        ExtensionType.SERVER_NAME,
                                        new byte[] {0, 4, 0, 0, 1, '/'})),
                Misbehaved.ILLEGAL_SERVER_NAME,
                Alert.ILLEGAL_PARAMETER);
    }

    @Test
    void aHelloOfBeforeTheExtensionsIsTooOld() {
        byte[] body = new byte[2 + 32 + 1 + 2 + 2 + 1 + 1];
        body[0] = 3;
        body[1] = 3;
        body[36] = 2;
        body[39] = 1;
        byte[] hello = new RawMessage(HandshakeType.CLIENT_HELLO, body).encode();

        TlsException refusal =
                End.server(Ends.server().protocolVersion(ProtocolVersion.TLS_1_3))
                        .refuses(
                                Incompatible.VERSION,
                                Alert.PROTOCOL_VERSION,
                                End.client(Ends.client()),
                                Forge.plain(Forge.HANDSHAKE, hello));
        assertThat(refusal.diagnosis().theirs()).contains("[TLS 1.2]");
    }

    // ---- nothing in common

    @Test
    void oneVersionIsInCommon() {
        refused(
                extensions(
                        all ->
                                all.put(
                                        ExtensionTable.SUPPORTED_VERSIONS,
                                        List.of(
                                                new ProtocolVersion(0x0a0a),
                                                ProtocolVersion.TLS_1_2))),
                Incompatible.VERSION,
                Alert.PROTOCOL_VERSION);
        refused(
                extensions(all -> all.remove(ExtensionType.SUPPORTED_VERSIONS)),
                Incompatible.VERSION,
                Alert.PROTOCOL_VERSION);
    }

    @Test
    void oneSuiteIsInCommon() {
        End client =
                End.client(Ends.client().cipherSuites(List.of(CipherSuite.TLS_AES_128_GCM_SHA256)));
        End server =
                End.server(Ends.server().cipherSuites(List.of(CipherSuite.TLS_AES_256_GCM_SHA384)));
        TlsException refusal =
                server.mustRefuse(Incompatible.CIPHER_SUITE, Alert.HANDSHAKE_FAILURE, client);

        assertThat(refusal)
                .hasMessageContaining(
                        "this end: [TLS_AES_256_GCM_SHA384]; the peer: [TLS_AES_128_GCM_SHA256]");
    }

    @Test
    void oneGroupIsInCommon() {
        End client = End.client(Ends.client().namedGroups(List.of(NamedGroup.X25519)));
        End server = End.server(Ends.server().namedGroups(List.of(NamedGroup.X448)));

        server.mustRefuse(Incompatible.GROUP, Alert.HANDSHAKE_FAILURE, client);
    }

    @Test
    void oneSignatureSchemeIsInCommon() {
        End client = End.client(Ends.client().signatureSchemes(List.of(SignatureScheme.ED448)));

        End.server(Ends.server())
                .mustRefuse(Incompatible.SIGNATURE_SCHEME, Alert.HANDSHAKE_FAILURE, client);
    }

    @Test
    void oneProtocolIsInCommonIfBothName() throws Exception {
        End client = End.client(Ends.client().applicationProtocols(List.of("h2")));
        End server = End.server(Ends.server().applicationProtocols(List.of("http/1.1")));
        server.mustRefuse(Incompatible.APPLICATION_PROTOCOL, Alert.NO_APPLICATION_PROTOCOL, client);

        Wire one =
                Ends.wire(Ends.client().applicationProtocols(List.of("h2")), Ends.server())
                        .handshake();
        assertThat(one.client().facts().applicationProtocol()).isEmpty();
        Wire other =
                Ends.wire(Ends.client(), Ends.server().applicationProtocols(List.of("h2")))
                        .handshake();
        assertThat(other.client().facts().applicationProtocol()).isEmpty();
    }

    @Test
    void aServerWithoutACertificateSaysSo() {
        End server = End.server(handclasp.tls.ServerConfiguration.builder());
        TlsException refusal =
                server.mustRefuse(
                        Incompatible.SIGNATURE_SCHEME,
                        Alert.HANDSHAKE_FAILURE,
                        End.client(Ends.client()));

        assertThat(refusal).hasMessageContaining("no certificate for this client");
    }

    // ---- what it does not mind

    @Test
    void unknownCodePointsAreIgnored() throws Exception {
        Tamper grease =
                Tamper.with(
                        ClientHello.class,
                        hello -> {
                            List<CipherSuite> suites = new ArrayList<>(hello.cipherSuites());
                            suites.addFirst(new CipherSuite(0x1a1a));
                            suites.add(new CipherSuite(0xffff));
                            List<NamedGroup> groups =
                                    new ArrayList<>(
                                            ExtensionTable.SUPPORTED_GROUPS
                                                    .in(hello.extensions())
                                                    .orElseThrow());
                            groups.addFirst(GREASE_GROUP);
                            List<KeyShareEntry> shares =
                                    new ArrayList<>(
                                            ExtensionTable.KEY_SHARES
                                                    .in(hello.extensions())
                                                    .orElseThrow());
                            shares.addFirst(new KeyShareEntry(GREASE_GROUP, new byte[1]));
                            List<SignatureScheme> schemes =
                                    new ArrayList<>(
                                            ExtensionTable.SIGNATURE_ALGORITHMS
                                                    .in(hello.extensions())
                                                    .orElseThrow());
                            schemes.addFirst(new SignatureScheme(0x3a3a));
                            return new ClientHello(
                                    ProtocolVersion.TLS_1_2,
                                    hello.random(),
                                    hello.legacySessionId(),
                                    suites,
                                    new byte[1],
                                    hello.extensions().toBuilder()
                                            .put(ExtensionTable.SUPPORTED_GROUPS, groups)
                                            .put(ExtensionTable.KEY_SHARES, shares)
                                            .put(ExtensionTable.SIGNATURE_ALGORITHMS, schemes)
                                            .put(
                                                    ExtensionTable.SUPPORTED_VERSIONS,
                                                    List.of(
                                                            new ProtocolVersion(0x4a4a),
                                                            ProtocolVersion.TLS_1_3,
                                                            ProtocolVersion.TLS_1_2))
                                            .putRaw(new ExtensionType(0x5a5a), new byte[0])
                                            .putRaw(new ExtensionType(0x6a6a), new byte[1])
                                            .putRaw(
                                                    ExtensionType.PSK_KEY_EXCHANGE_MODES,
                                                    new byte[] {1, 1})
                                            .build());
                        });

        Ends.wire(Ends.client().listener(grease), Ends.server()).handshake();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0300, 0x0301, 0x0302, 0x0304, 0x7777})
    void theLegacyVersionIsTls12(int version) {
        refused(
                hello ->
                        new ClientHello(
                                new ProtocolVersion(version),
                                hello.random(),
                                hello.legacySessionId(),
                                hello.cipherSuites(),
                                hello.legacyCompressionMethods(),
                                hello.extensions()),
                Misbehaved.ILLEGAL_LEGACY_VERSION,
                Alert.PROTOCOL_VERSION);
    }

    @Test
    void aSessionIdOfAnyLengthIsEchoed() throws Exception {
        for (int length : new int[] {0, 1, 31}) {
            Tamper tamper =
                    Tamper.with(
                            ClientHello.class,
                            hello ->
                                    new ClientHello(
                                            hello.legacyVersion(),
                                            hello.random(),
                                            new byte[length],
                                            hello.cipherSuites(),
                                            hello.legacyCompressionMethods(),
                                            hello.extensions()));
            Ends.wire(Ends.client().listener(tamper), Ends.server()).handshake();
        }
    }

    private static TlsException refused(
            UnaryOperator<ClientHello> change, TlsError error, Alert alert) {
        Tamper tamper = Tamper.with(ClientHello.class, change::apply);
        return End.server(Ends.server().protocolVersion(ProtocolVersion.TLS_1_3))
                .mustRefuse(error, alert, End.client(Ends.client().listener(tamper)));
    }

    private static UnaryOperator<ClientHello> extensions(UnaryOperator<Extensions.Builder> change) {
        return hello -> hello.with(change.apply(hello.extensions().toBuilder()).build());
    }
}
