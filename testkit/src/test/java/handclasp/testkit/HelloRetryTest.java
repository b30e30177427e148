package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.tls.Alert;
import handclasp.tls.CipherSuite;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.ExtensionType;
import handclasp.tls.Misbehaved;
import handclasp.tls.NamedGroup;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.TlsError;
import handclasp.tls.TlsException;
import handclasp.tls.Unexpected;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.extension.Extensions;
import handclasp.tls.internal.extension.KeyShareEntry;
import handclasp.tls.internal.message.ClientHello;
import handclasp.tls.internal.message.Form;
import handclasp.tls.internal.message.HandshakeMessage;
import handclasp.tls.internal.message.HelloRetryRequest;
import handclasp.tls.internal.message.Kind;
import handclasp.tls.internal.message.ServerHello;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** HelloRetryRequest as both ends check it (RFC 9846 §4.2.2, §4.2.4). */
class HelloRetryTest {
    private static final ExtensionType UNKNOWN = new ExtensionType(0x7777);
    private static final byte[] COOKIE = {1, 2, 3};

    // ---- a client and the request

    @Test
    void aRetryAsksForSomethingNew() {
        clientRefuses(
                hello -> retry(hello, all -> all),
                Misbehaved.RETRY_CHANGES_NOTHING,
                Alert.ILLEGAL_PARAMETER);
        clientRefuses(
                hello ->
                        retry(
                                hello,
                                all -> all.put(ExtensionTable.SELECTED_GROUP, NamedGroup.X25519)),
                Misbehaved.RETRY_CHANGES_NOTHING,
                Alert.ILLEGAL_PARAMETER);
    }

    @Test
    void aRetryAsksForAGroupThatWasOffered() {
        clientRefuses(
                hello ->
                        retry(
                                hello,
                                all ->
                                        all.put(
                                                ExtensionTable.SELECTED_GROUP,
                                                new NamedGroup(0x0100))),
                Misbehaved.GROUP_NOT_OFFERED,
                Alert.ILLEGAL_PARAMETER);
    }

    @Test
    void aRetryFollowsTheRulesOfAServerHello() {
        clientRefuses(
                hello -> changed(hello, CipherSuite.TLS_AES_128_GCM_SHA256, new byte[5]),
                Misbehaved.SESSION_ID_NOT_ECHOED,
                Alert.ILLEGAL_PARAMETER);
        clientRefuses(
                hello -> changed(hello, new CipherSuite(0x1304), hello.legacySessionIdEcho()),
                Misbehaved.SUITE_NOT_OFFERED,
                Alert.ILLEGAL_PARAMETER);
        clientRefuses(
                hello ->
                        retry(
                                hello,
                                all ->
                                        all.put(ExtensionTable.COOKIE, COOKIE)
                                                .putRaw(UNKNOWN, COOKIE)),
                Misbehaved.UNSOLICITED_EXTENSION,
                Alert.UNSUPPORTED_EXTENSION);
    }

    @Test
    void aSecondRetryIsUnexpected() {
        End client = End.client(retrying());
        End server =
                End.server(
                        Ends.server()
                                .listener(
                                        Tamper.with(
                                                ServerHello.class,
                                                hello ->
                                                        retry(
                                                                hello,
                                                                all ->
                                                                        all.put(
                                                                                ExtensionTable
                                                                                        .COOKIE,
                                                                                COOKIE)))));
        TlsException refusal =
                client.mustRefuse(Unexpected.class, Alert.UNEXPECTED_MESSAGE, server);

        assertThat(refusal).hasMessageContaining("got HelloRetryRequest, expected");
    }

    @Test
    void theServerHelloKeepsWhatTheRetryChose() {
        afterRetry(
                hello ->
                        new ServerHello(
                                hello.legacyVersion(),
                                hello.random(),
                                hello.legacySessionIdEcho(),
                                CipherSuite.TLS_CHACHA20_POLY1305_SHA256,
                                0,
                                hello.extensions()),
                "TLS_CHACHA20_POLY1305_SHA256 instead of TLS_AES_128_GCM_SHA256");
        afterRetry(
                hello ->
                        extensions(
                                hello,
                                all ->
                                        all.put(
                                                ExtensionTable.KEY_SHARE,
                                                new KeyShareEntry(
                                                        NamedGroup.SECP256R1, new byte[65]))),
                "secp256r1 instead of x25519");
        afterRetry(
                hello -> extensions(hello, all -> all.remove(ExtensionType.SUPPORTED_VERSIONS)),
                "another version");
        afterRetry(
                hello ->
                        extensions(
                                hello,
                                all ->
                                        all.put(
                                                ExtensionTable.SELECTED_VERSION,
                                                ProtocolVersion.TLS_1_2)),
                "another version");
    }

    @Test
    void aCookieIsEchoed() throws Exception {
        Spy spy = new Spy();
        Tamper withCookie =
                Tamper.with(
                        HelloRetryRequest.class,
                        request ->
                                new HelloRetryRequest(
                                        extensions(
                                                request.hello(),
                                                all -> all.put(ExtensionTable.COOKIE, COOKIE))));
        Wire wire =
                Ends.wire(retrying().listener(spy), Ends.server().listener(withCookie)).handshake();

        ClientHello second =
                (ClientHello)
                        Kind.CLIENT_HELLO.read(Form.TLS13, spy.outbound.get(1).bytes()).value();
        assertThat(ExtensionTable.COOKIE.in(second.extensions())).contains(COOKIE);
        assertThat(wire.server().facts().retried()).isTrue();
    }

    /** A retry for the cookie alone: the shares stay. */
    @Test
    void aCookieAloneChangesNothingElse() throws Exception {
        Spy spy = new Spy();
        End client = End.client(Ends.client().listener(spy));
        ClientHello first =
                (ClientHello)
                        Kind.CLIENT_HELLO.read(Form.TLS13, spy.outbound.get(0).bytes()).value();
        client.says();
        ServerHello like =
                new ServerHello(
                        ProtocolVersion.TLS_1_2,
                        new byte[32],
                        first.legacySessionId(),
                        CipherSuite.TLS_AES_128_GCM_SHA256,
                        0,
                        Extensions.NONE);
        HandshakeMessage request = retry(like, all -> all.put(ExtensionTable.COOKIE, COOKIE));
        client.hears(Forge.plain(Forge.HANDSHAKE, request.encode()));
        ClientHello second =
                (ClientHello)
                        Kind.CLIENT_HELLO.read(Form.TLS13, spy.outbound.get(1).bytes()).value();

        assertThat(second.random()).isEqualTo(first.random());
        assertThat(second.differenceTo(first, List.of(ExtensionType.COOKIE))).isEmpty();
        assertThat(ExtensionTable.COOKIE.in(second.extensions())).contains(COOKIE);
    }

    @Test
    void theSecondHelloIsTheFirstButForItsShare() throws Exception {
        Spy spy = new Spy();
        Ends.wire(
                        Ends.client()
                                .namedGroups(List.of(NamedGroup.X25519, NamedGroup.SECP384R1))
                                .listener(spy),
                        Ends.server().namedGroups(List.of(NamedGroup.SECP384R1)))
                .handshake();
        ClientHello first =
                (ClientHello)
                        Kind.CLIENT_HELLO.read(Form.TLS13, spy.outbound.get(0).bytes()).value();
        ClientHello second =
                (ClientHello)
                        Kind.CLIENT_HELLO.read(Form.TLS13, spy.outbound.get(1).bytes()).value();

        assertThat(second.random()).isEqualTo(first.random());
        assertThat(second.legacySessionId()).isEqualTo(first.legacySessionId());
        assertThat(second.cipherSuites()).isEqualTo(first.cipherSuites());
        assertThat(second.extensions().types()).isEqualTo(first.extensions().types());
        assertThat(second.differenceTo(first, List.of(ExtensionType.KEY_SHARE))).isEmpty();
        assertThat(ExtensionTable.KEY_SHARES.in(second.extensions()).orElseThrow())
                .singleElement()
                .satisfies(share -> assertThat(share.group()).isEqualTo(NamedGroup.SECP384R1));
    }

    // ---- a server and the second hello

    @Test
    void theSecondHelloDiffersNowhereElse() {
        serverRefuses(
                hello -> hello(hello, new byte[32], hello.legacySessionId(), hello.cipherSuites()),
                "random");
        serverRefuses(
                hello -> hello(hello, hello.random(), new byte[3], hello.cipherSuites()),
                "legacy_session_id");
        serverRefuses(
                hello ->
                        hello(
                                hello,
                                hello.random(),
                                hello.legacySessionId(),
                                hello.cipherSuites().reversed()),
                "cipher_suites");
        serverRefuses(
                hello -> with(hello, all -> all.putRaw(UNKNOWN, new byte[1])),
                "list of extensions");
        serverRefuses(
                hello -> with(hello, all -> all.remove(ExtensionType.SERVER_NAME)),
                "list of extensions");
        serverRefuses(
                hello ->
                        with(
                                hello,
                                all ->
                                        all.put(
                                                ExtensionTable.SUPPORTED_GROUPS,
                                                List.of(NamedGroup.X25519, NamedGroup.X448))),
                "supported_groups");
    }

    @Test
    void theSecondHelloBringsTheOneShareThatWasAskedFor() {
        KeyShareEntry other = new KeyShareEntry(NamedGroup.X448, new byte[56]);
        serverRefuses(
                hello -> with(hello, all -> all.put(ExtensionTable.KEY_SHARES, List.of(other))),
                "the one share that was asked for");
        serverRefuses(
                hello -> with(hello, all -> all.put(ExtensionTable.KEY_SHARES, List.of())),
                "the one share that was asked for");
        serverRefuses(
                hello ->
                        with(
                                hello,
                                all ->
                                        all.put(
                                                ExtensionTable.KEY_SHARES,
                                                List.of(
                                                        ExtensionTable.KEY_SHARES
                                                                .in(hello.extensions())
                                                                .orElseThrow()
                                                                .getFirst(),
                                                        other))),
                "the one share that was asked for");
    }

    @Test
    void theSecondHelloBringsTheCookie() {
        Tamper withCookie =
                Tamper.with(
                        HelloRetryRequest.class,
                        request ->
                                new HelloRetryRequest(
                                        extensions(
                                                request.hello(),
                                                all -> all.put(ExtensionTable.COOKIE, COOKIE))));
        List<UnaryOperator<Extensions.Builder>> changes =
                List.of(
                        all -> all.remove(ExtensionType.COOKIE),
                        all -> all.put(ExtensionTable.COOKIE, new byte[] {1, 2, 4}),
                        all -> all.put(ExtensionTable.COOKIE, new byte[] {1, 2, 3, 4}));
        for (UnaryOperator<Extensions.Builder> change : changes) {
            End client =
                    End.client(
                            retrying()
                                    .listener(
                                            Tamper.withSecond(
                                                    ClientHello.class,
                                                    hello -> with(hello, change))));
            TlsException refusal =
                    End.server(Ends.server().listener(withCookie))
                            .mustRefuse(
                                    Misbehaved.SECOND_CLIENT_HELLO_DIFFERS,
                                    Alert.ILLEGAL_PARAMETER,
                                    client);
            assertThat(refusal).hasMessageContaining(": cookie (");
        }
        serverRefuses(
                hello -> with(hello, all -> all.put(ExtensionTable.COOKIE, COOKIE)), "cookie");
    }

    @Test
    void paddingMayDiffer() throws Exception {
        Tamper padded =
                Tamper.withSecond(
                        ClientHello.class,
                        hello ->
                                with(
                                        hello,
                                        all -> all.putRaw(ExtensionType.PADDING, new byte[64])));

        Ends.wire(retrying().listener(padded), Ends.server()).handshake();
    }

    /** What the server makes nothing of must survive the comparison: addresses, and names that are not text. */
    @Test
    void oddExtensionsThatStayTheSameDoNotMatter() throws Exception {
        byte[] address = {0, 12, 0, 0, 9, '1', '2', '7', '.', '0', '.', '0', '.', '1'};
        byte[] protocol = new byte[2 + 1 + 255];
        Arrays.fill(protocol, (byte) 0xfe);
        protocol[0] = 1;
        protocol[1] = 0;
        protocol[2] = (byte) 255;
        Tamper odd =
                Tamper.with(
                        ClientHello.class,
                        hello ->
                                with(
                                        hello,
                                        all ->
                                                all.putRaw(ExtensionType.SERVER_NAME, address)
                                                        .putRaw(
                                                                ExtensionType
                                                                        .APPLICATION_LAYER_PROTOCOL_NEGOTIATION,
                                                                protocol)));
        Wire wire = Ends.wire(retrying().listener(odd), Ends.server()).handshake();

        assertThat(wire.server().facts().retried()).isTrue();
        assertThat(wire.server().facts().serverName()).isEmpty();
    }

    private static ClientConfiguration.Builder retrying() {
        return Ends.client().keyShareGroups(List.of());
    }

    private static void clientRefuses(
            Function<ServerHello, HandshakeMessage> change, TlsError error, Alert alert) {
        Tamper tamper = Tamper.with(ServerHello.class, change);
        End.client(Ends.client())
                .mustRefuse(error, alert, End.server(Ends.server().listener(tamper)));
    }

    private static void afterRetry(UnaryOperator<ServerHello> change, String detail) {
        Tamper tamper = Tamper.with(ServerHello.class, change::apply);
        TlsException refusal =
                End.client(retrying())
                        .mustRefuse(
                                Misbehaved.RETRY_NOT_KEPT,
                                Alert.ILLEGAL_PARAMETER,
                                End.server(Ends.server().listener(tamper)));
        assertThat(refusal).hasMessageContaining(detail);
    }

    private static void serverRefuses(UnaryOperator<ClientHello> change, String detail) {
        Tamper tamper = Tamper.withSecond(ClientHello.class, change::apply);
        TlsException refusal =
                End.server(Ends.server())
                        .mustRefuse(
                                Misbehaved.SECOND_CLIENT_HELLO_DIFFERS,
                                Alert.ILLEGAL_PARAMETER,
                                End.client(retrying().listener(tamper)));
        assertThat(refusal).hasMessageContaining(detail);
    }

    /** A HelloRetryRequest in place of this hello. */
    private static HandshakeMessage retry(
            ServerHello hello, UnaryOperator<Extensions.Builder> more) {
        Extensions.Builder extensions =
                Extensions.builder().put(ExtensionTable.SELECTED_VERSION, ProtocolVersion.TLS_1_3);
        return new HelloRetryRequest(
                new ServerHello(
                        hello.legacyVersion(),
                        HelloRetryRequest.random(),
                        hello.legacySessionIdEcho(),
                        hello.cipherSuite(),
                        0,
                        more.apply(extensions).build()));
    }

    private static HandshakeMessage changed(ServerHello hello, CipherSuite suite, byte[] echo) {
        return retry(
                new ServerHello(
                        hello.legacyVersion(), hello.random(), echo, suite, 0, hello.extensions()),
                all -> all.put(ExtensionTable.COOKIE, COOKIE));
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

    private static ClientHello with(ClientHello hello, UnaryOperator<Extensions.Builder> change) {
        return hello.with(change.apply(hello.extensions().toBuilder()).build());
    }

    private static ClientHello hello(
            ClientHello hello, byte[] random, byte[] sessionId, List<CipherSuite> suites) {
        return new ClientHello(
                hello.legacyVersion(),
                random,
                sessionId,
                suites,
                hello.legacyCompressionMethods(),
                hello.extensions());
    }
}
