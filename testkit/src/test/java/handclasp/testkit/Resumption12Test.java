package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import handclasp.pki.KeyKind;
import handclasp.tls.Alert;
import handclasp.tls.CipherSuite;
import handclasp.tls.ClientAuthentication;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.ExtensionType;
import handclasp.tls.Facts;
import handclasp.tls.Limits;
import handclasp.tls.Misbehaved;
import handclasp.tls.NamedGroup;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.Resumption;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.ServerName;
import handclasp.tls.SessionCache;
import handclasp.tls.SessionStore;
import handclasp.tls.TicketKey;
import handclasp.tls.TicketKeys;
import handclasp.tls.TlsConnection;
import handclasp.tls.TlsException;
import handclasp.tls.WorkKind;
import handclasp.tls.auth.CertificateVerifier;
import handclasp.tls.auth.Credential;
import handclasp.tls.auth.CredentialSelector;
import handclasp.tls.auth.PeerCertificates;
import handclasp.tls.crypto.Secret;
import handclasp.tls.internal.message.ClientHello;
import handclasp.tls.internal.message.Finished;
import handclasp.tls.internal.message.ServerHello;
import java.io.IOException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When an earlier session of TLS 1.2 goes on, and when it must not. */
class Resumption12Test {
    private static final TicketKey KEY = TicketKey.random(new SecureRandom());

    private final SessionCache atClient = SessionCache.of(10);
    private final SessionCache atServer = SessionCache.of(10);

    private ClientConfiguration.Builder client() {
        return Ends12.client().protocolVersion(ProtocolVersion.TLS_1_2).sessions(atClient);
    }

    private ServerConfiguration.Builder server(Resumption by) {
        ServerConfiguration.Builder server =
                Ends12.server(KeyKind.EC_P256).sessions(atServer).withoutTickets();
        return by == Resumption.TICKET ? server.ticketKeys(TicketKeys.of(List.of(KEY))) : server;
    }

    private static Wire connect(
            ClientConfiguration.Builder client, ServerConfiguration.Builder server)
            throws Exception {
        return Ends12.wire(client.build(), server.build()).handshake();
    }

    private static void assertResumed(Wire wire, Resumption by) throws Exception {
        assertThat(wire.client().facts().resumption()).contains(by);
        assertThat(wire.server().facts().resumption()).contains(by);
        assertThat(wire.fromClient(new byte[] {1})).containsExactly(1);
        assertThat(wire.fromServer(new byte[] {2})).containsExactly(2);
    }

    private static void assertFull(Wire wire) throws Exception {
        assertThat(wire.client().facts().resumption()).isEmpty();
        assertThat(wire.server().facts().resumption()).isEmpty();
        assertThat(wire.fromClient(new byte[] {1})).containsExactly(1);
    }

    @ParameterizedTest
    @EnumSource(Resumption.class)
    void theSecondConnectionResumes(Resumption by) throws Exception {
        Wire first = connect(client(), server(by));
        assertFull(first);
        Wire second = connect(client(), server(by));
        assertResumed(second, by);
        assertResumed(connect(client(), server(by)), by);

        Facts before = first.client().facts();
        Facts after = second.client().facts();
        assertThat(after.cipherSuite()).isEqualTo(before.cipherSuite());
        assertThat(after.peerCertificates()).isEqualTo(before.peerCertificates());
        assertThat(after.verifiedChain()).isEqualTo(before.verifiedChain()).isNotEmpty();
        assertThat(after.extendedMasterSecret()).isTrue();
        assertThat(second.server().facts().serverName()).contains(Ends.NAME);
    }

    /** The keys are new although the master secret is not. */
    @Test
    void aResumedConnectionHasKeysOfItsOwn() throws Exception {
        List<Map<String, byte[]>> seen = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Map<String, byte[]> secrets = new HashMap<>();
            seen.add(secrets);
            connect(
                    client().dangerous()
                            .secretListener((name, secret) -> secrets.put(name, secret.clone())),
                    server(Resumption.SESSION_ID));
        }
        assertThat(seen.get(0).get("master secret")).isEqualTo(seen.get(1).get("master secret"));
        assertThat(seen.get(1)).doesNotContainKey("premaster secret");
        assertThat(seen.get(0).get("client write key"))
                .isNotEqualTo(seen.get(1).get("client write key"));
    }

    @ParameterizedTest
    @EnumSource(Resumption.class)
    void theClientsIdentityIsKept(Resumption by) throws Exception {
        var credentials = Ends12.credentials(KeyKind.RSA_2048);
        CertificateVerifier verifier = Ends12.authority().verifier();
        Wire last = null;
        for (int i = 0; i < 2; i++) {
            last =
                    connect(
                            client().credentials(credentials),
                            server(by)
                                    .verifier(verifier)
                                    .clientAuthentication(ClientAuthentication.NEED));
        }
        assertResumed(last, by);
        assertThat(last.server().facts().verifiedChain())
                .startsWith(Ends12.identity(KeyKind.RSA_2048).certificate());
        assertThat(last.server().facts().peerCertificates())
                .isEqualTo(Ends12.identity(KeyKind.RSA_2048).chain());
    }

    // ---- tickets and their keys

    /** A server that starts again has nothing but the key. */
    @Test
    void aTicketOutlivesARestartWithTheSameKey() throws Exception {
        connect(client(), server(Resumption.TICKET));
        atServer.clear();

        assertResumed(connect(client(), server(Resumption.TICKET)), Resumption.TICKET);
    }

    @Test
    void aTicketDoesNotOutliveItsKey() throws Exception {
        connect(client(), server(Resumption.TICKET));
        TicketKeys others = TicketKeys.of(List.of(TicketKey.random(new SecureRandom())));

        assertFull(connect(client(), server(Resumption.TICKET).ticketKeys(others)));
        assertResumed(
                connect(client(), server(Resumption.TICKET).ticketKeys(others)), Resumption.TICKET);
    }

    @Test
    void aTicketOfTheKeyBeforeIsTakenAndRenewed() throws Exception {
        connect(client(), server(Resumption.TICKET));
        TicketKey next = TicketKey.random(new SecureRandom());
        TicketKeys overlap = TicketKeys.of(List.of(next, KEY));
        TicketKeys rotated = TicketKeys.of(List.of(next));

        Wire renewed = connect(client(), server(Resumption.TICKET).ticketKeys(overlap));
        assertResumed(renewed, Resumption.TICKET);
        assertThat(renewed.client().facts().ticket()).isPresent();
        assertResumed(
                connect(client(), server(Resumption.TICKET).ticketKeys(rotated)),
                Resumption.TICKET);
    }

    @Test
    void keysRotateByThemselves() throws Exception {
        Clock clock = new Clock();
        TicketKeys keys = TicketKeys.rotating(Duration.ofHours(1), clock, new SecureRandom());
        assertFull(connect(client(), server(Resumption.TICKET).ticketKeys(keys)));

        clock.now = clock.now.plus(Duration.ofMinutes(70));
        assertResumed(
                connect(client(), server(Resumption.TICKET).ticketKeys(keys)), Resumption.TICKET);
        // The renewed ticket is of the second key; two periods later that is gone, too.
        clock.now = clock.now.plus(Duration.ofMinutes(150));
        assertFull(connect(client(), server(Resumption.TICKET).ticketKeys(keys)));
    }

    /** However seldom it is asked for: the first key is gone two periods after it was made. */
    @Test
    void aKeyThatWasLongUnusedOpensNoLonger() throws Exception {
        Clock clock = new Clock();
        TicketKeys keys = TicketKeys.rotating(Duration.ofHours(1), clock, new SecureRandom());
        byte[] first = sealed(keys);
        clock.now = clock.now.plus(Duration.ofMinutes(110));
        byte[] second = sealed(keys);
        assertThat(keys.open(first)).isPresent();
        clock.now = clock.now.plus(Duration.ofMinutes(20));
        assertThat(keys.open(first)).isEmpty();
        assertThat(keys.open(second)).isPresent();
    }

    /** Keys of the future would seal for ever. */
    @Test
    void aClockThatIsSetBackChangesTheKey() throws Exception {
        Clock clock = new Clock();
        TicketKeys keys = TicketKeys.rotating(Duration.ofHours(1), clock, new SecureRandom());
        byte[] before = sealed(keys);
        clock.now = clock.now.minus(Duration.ofDays(30));
        assertThat(keys.open(before)).isEmpty();
        byte[] after = sealed(keys);
        assertThat(keys.open(after)).isPresent();
    }

    private static byte[] sealed(TicketKeys keys) {
        try (Secret session = Secret.owning(new byte[] {1, 2, 3})) {
            return keys.seal(session, new SecureRandom());
        }
    }

    @Test
    void aDamagedTicketMeansAFullHandshake() throws Exception {
        connect(client(), server(Resumption.TICKET));
        UnaryOperator<byte[]> damage =
                ticket -> {
                    byte[] changed = ticket.clone();
                    changed[changed.length - 1] ^= 1;
                    return changed;
                };
        Tamper tamper =
                Tamper.with(
                        ClientHello.class,
                        hello ->
                                hello.with(
                                        hello.extensions().toBuilder()
                                                .putRaw(
                                                        ExtensionType.SESSION_TICKET,
                                                        damage.apply(
                                                                hello.extensions()
                                                                        .encoded(
                                                                                ExtensionType
                                                                                        .SESSION_TICKET)
                                                                        .orElseThrow()))
                                                .build()));

        assertFull(connect(client().listener(tamper), server(Resumption.TICKET)));
    }

    @Test
    void aClientThatWantsNoTicketsIsKnownByItsIdentifier() throws Exception {
        connect(client().tickets(false), server(Resumption.TICKET));

        assertResumed(
                connect(client().tickets(false), server(Resumption.TICKET)), Resumption.SESSION_ID);
    }

    // ---- what must be the same

    @ParameterizedTest
    @EnumSource(Resumption.class)
    void aSessionNeverCrossesTheClientsTrust(Resumption by) throws Exception {
        connect(client().dangerous().acceptAnyCertificate(), server(by));
        Wire strict = connect(client(), server(by));

        assertFull(strict);
        assertThat(strict.client().facts().verifiedChain()).isNotEmpty();
        // Each verifier that has no name is taken for itself alone.
        for (int i = 0; i < 2; i++) {
            CertificateVerifier nameless = new Nameless();
            assertFull(connect(client().verifier(nameless), server(by)));
            assertResumed(connect(client().verifier(nameless), server(by)), by);
        }
    }

    private static final class Nameless implements CertificateVerifier {
        @Override
        public List<X509Certificate> verify(PeerCertificates peer) {
            return peer.chain();
        }
    }

    @ParameterizedTest
    @EnumSource(Resumption.class)
    void aSessionNeverCrossesTheServersTrust(Resumption by) throws Exception {
        connect(client(), server(by));
        Wire asked = connect(client(), server(by).clientAuthentication(ClientAuthentication.WANT));
        assertFull(asked);
        CertificateVerifier other = Ends12.authority().verifier();
        Wire needed =
                connect(
                        client().credentials(Ends12.credentials(KeyKind.EC_P256)),
                        server(by).verifier(other).clientAuthentication(ClientAuthentication.NEED));
        assertFull(needed);
    }

    @Test
    void verifiersOfOneNameShareSessions() throws Exception {
        for (int i = 0; i < 2; i++) {
            Wire wire = connect(client().verifier(new Named()), server(Resumption.TICKET));
            assertThat(wire.client().facts().resumption().isPresent()).isEqualTo(i == 1);
        }
    }

    private static final class Named implements CertificateVerifier {
        @Override
        public List<X509Certificate> verify(PeerCertificates peer) {
            return peer.chain();
        }

        @Override
        public Optional<String> settings() {
            return Optional.of("one for all");
        }
    }

    @ParameterizedTest
    @EnumSource(Resumption.class)
    void otherServersHaveOtherSessions(Resumption by) throws Exception {
        ClientConfiguration client = client().build();
        ServerConfiguration server = server(by).build();
        ServerName name = Ends.NAME;
        Wire first =
                new Wire(
                        TlsConnection.client(client, name, OptionalInt.of(443)),
                        TlsConnection.server(server));
        assertFull(first.handshake());
        Wire otherPort =
                new Wire(
                        TlsConnection.client(client, name, OptionalInt.of(444)),
                        TlsConnection.server(server));
        assertFull(otherPort.handshake());
        Wire same =
                new Wire(
                        TlsConnection.client(client, name, OptionalInt.of(443)),
                        TlsConnection.server(server));
        assertResumed(same.handshake(), by);
    }

    /** RFC 6066 §3: a session is of the name it began with. */
    @ParameterizedTest
    @EnumSource(Resumption.class)
    void aServerDoesNotResumeUnderAnotherName(Resumption by) throws Exception {
        connect(client(), server(by));
        Tamper tamper =
                Tamper.with(
                        ClientHello.class,
                        hello ->
                                hello.with(
                                        hello.extensions().toBuilder()
                                                .remove(ExtensionType.SERVER_NAME)
                                                .build()));

        assertFull(connect(client().listener(tamper), server(by)));
    }

    @ParameterizedTest
    @EnumSource(Resumption.class)
    void aSuiteThatIsNoLongerOfferedIsNotResumed(Resumption by) throws Exception {
        connect(client(), server(by));
        List<CipherSuite> others =
                List.of(CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256);

        assertFull(connect(client().cipherSuites(others), server(by)));
        atClient.clear();
        connect(client(), server(by));
        assertFull(connect(client(), server(by).cipherSuites(others)));
    }

    @ParameterizedTest
    @EnumSource(Resumption.class)
    void aSessionEndsInTime(Resumption by) throws Exception {
        Clock clock = new Clock();
        SessionCache timely = SessionCache.of(10, clock);
        for (int i = 0; i < 3; i++) {
            Wire wire =
                    connect(
                            client().sessions(timely)
                                    .clock(clock)
                                    .sessionLifetime(Duration.ofHours(2)),
                            server(by).clock(clock).sessionLifetime(Duration.ofHours(1)));
            assertThat(wire.client().facts().resumption().isPresent()).isEqualTo(i == 1);
            clock.now = clock.now.plus(Duration.ofMinutes(i == 0 ? 30 : 40));
        }
    }

    /** It was offered in time; how long the answer takes is not up to the client. */
    @ParameterizedTest
    @EnumSource(Resumption.class)
    void aSessionThatEndsWhileTheServerAnswersGoesOn(Resumption by) throws Exception {
        Clock clock = new Clock();
        SessionCache timely = SessionCache.of(10, clock);
        ClientConfiguration client =
                client().sessions(timely).clock(clock).sessionLifetime(Duration.ofHours(1)).build();
        connect(client.toBuilder(), server(by));
        Wire second = Ends12.wire(client, server(by).build());
        second.client().begin();
        clock.now = clock.now.plus(Duration.ofHours(2));
        second.pump();
        assertResumed(second, by);
        assertFull(connect(client.toBuilder(), server(by)));
    }

    @Test
    void withoutSessionsNothingIsResumed() throws Exception {
        for (int i = 0; i < 2; i++) {
            assertFull(connect(client().withoutSessions(), server(Resumption.TICKET)));
            assertFull(connect(client(), server(Resumption.SESSION_ID).withoutSessions()));
        }
        assertThat(atClient.size()).isZero();
    }

    // ---- the extended master secret (RFC 7627 §5.3)

    @ParameterizedTest
    @EnumSource(Resumption.class)
    void withoutExtendedMasterSecretNothingIsResumed(Resumption by) throws Exception {
        for (int i = 0; i < 2; i++) {
            Wire wire = connect(client().listener(withoutExtendedMasterSecret()), server(by));
            assertFull(wire);
            assertThat(wire.client().facts().extendedMasterSecret()).isFalse();
            assertThat(wire.client().facts().sessionId()).isEmpty();
            assertThat(wire.client().tlsUnique()).isEmpty();
        }
        assertThat(atServer.size() + atClient.size()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Resumption.class)
    void aClientMustNotDropItWhenItResumes(Resumption by) throws Exception {
        connect(client(), server(by));
        End client = End.client(client().listener(withoutExtendedMasterSecret()));
        End server = End.server(server(by));

        server.refuses(
                Misbehaved.EXTENDED_MASTER_SECRET_CHANGES,
                Alert.HANDSHAKE_FAILURE,
                client,
                client.says());
    }

    @ParameterizedTest
    @EnumSource(Resumption.class)
    void aServerMustNotDropItWhenItResumes(Resumption by) throws Exception {
        connect(client(), server(by));
        Tamper tamper =
                Tamper.with(
                        ServerHello.class,
                        hello ->
                                Rules12.with(
                                        hello,
                                        hello.extensions().toBuilder()
                                                .remove(ExtensionType.EXTENDED_MASTER_SECRET)
                                                .build()));
        End client = End.client(client());
        End server = End.server(server(by).listener(tamper));
        server.hears(client.says());

        client.refuses(
                Misbehaved.EXTENDED_MASTER_SECRET_CHANGES,
                Alert.HANDSHAKE_FAILURE,
                server,
                server.says());
    }

    private static Tamper withoutExtendedMasterSecret() {
        return Tamper.with(
                ClientHello.class,
                hello ->
                        hello.with(
                                hello.extensions().toBuilder()
                                        .remove(ExtensionType.EXTENDED_MASTER_SECRET)
                                        .build()));
    }

    // ---- what a server may not change

    @ParameterizedTest
    @EnumSource(Resumption.class)
    void aServerMustKeepTheSuite(Resumption by) throws Exception {
        connect(client(), server(by));
        Tamper tamper =
                Tamper.with(
                        ServerHello.class,
                        hello ->
                                new ServerHello(
                                        hello.legacyVersion(),
                                        hello.random(),
                                        hello.legacySessionIdEcho(),
                                        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
                                        0,
                                        hello.extensions()));
        End client = End.client(client());
        End server = End.server(server(by).listener(tamper));
        server.hears(client.says());

        client.refuses(
                Misbehaved.RESUMPTION_CHANGES_SESSION,
                Alert.ILLEGAL_PARAMETER,
                server,
                server.says());
    }

    @Test
    void aServerMustNotResumeWhatWasNotOffered() throws Exception {
        Tamper tamper =
                Tamper.with(
                        ServerHello.class,
                        hello ->
                                new ServerHello(
                                        hello.legacyVersion(),
                                        new byte[32],
                                        new byte[32],
                                        hello.cipherSuite(),
                                        0,
                                        hello.extensions()));
        // In the compatibility mode a client makes an identifier up, here one of zeros.
        End client =
                End.client(
                        Ends12.client()
                                .listener(
                                        Tamper.with(
                                                ClientHello.class,
                                                hello ->
                                                        new ClientHello(
                                                                hello.legacyVersion(),
                                                                hello.random(),
                                                                new byte[32],
                                                                hello.cipherSuites(),
                                                                new byte[1],
                                                                hello.extensions()))));
        End server =
                End.server(
                        server(Resumption.SESSION_ID)
                                .protocolVersion(ProtocolVersion.TLS_1_2)
                                .listener(tamper));
        server.hears(client.says());

        client.refuses(
                Misbehaved.SESSION_ID_NOT_OFFERED, Alert.ILLEGAL_PARAMETER, server, server.says());
    }

    // ---- failures

    /** RFC 5246 §7.2.2: a connection that a fatal alert ends is not resumed, at either end. */
    @Test
    void aFatalAlertEndsTheSession() throws Exception {
        Wire wire = connect(client(), server(Resumption.SESSION_ID));
        assertThat(atServer.size()).isEqualTo(1);
        assertThat(atClient.size()).isEqualTo(1);
        byte[] damaged = Wire.seal(wire.client(), new byte[] {1});
        damaged[damaged.length - 1] ^= 1;
        assertThatThrownBy(() -> Wire.deliver(damaged, wire.server(), (data, at, length) -> {}))
                .isInstanceOf(TlsException.class);
        assertThat(atServer.size()).isZero();
        assertThatThrownBy(
                        () ->
                                Wire.deliver(
                                        Wire.drain(wire.server()),
                                        wire.client(),
                                        (data, at, length) -> {}))
                .isInstanceOf(TlsException.class);
        assertThat(atClient.size()).isZero();
        assertFull(connect(client(), server(Resumption.SESSION_ID)));
    }

    @Test
    void aFatalAlertMakesTheClientDropItsTicket() throws Exception {
        connect(client(), server(Resumption.TICKET));
        End client = End.client(client());
        client.refuses(Forge.plain(Forge.ALERT, (byte) 2, (byte) 40));

        assertThat(atClient.size()).isZero();
        assertFull(connect(client(), server(Resumption.TICKET)));
    }

    /** Its identifier is in the clear: who only repeats it has not shown that the session is theirs to end. */
    @Test
    void whoOnlySawTheIdentifierCannotEndTheSession() throws Exception {
        connect(client(), server(Resumption.SESSION_ID));
        TlsConnection victim = TlsConnection.client(client().build(), Ends.NAME);
        victim.begin();
        byte[] hello = Wire.drain(victim);
        End server = End.server(server(Resumption.SESSION_ID));
        server.hears(hello);
        server.refuses(Forge.plain(Forge.ALERT, (byte) 2, (byte) 40));

        assertThat(atServer.size()).isEqualTo(1);
        assertResumed(connect(client(), server(Resumption.SESSION_ID)), Resumption.SESSION_ID);
    }

    @Test
    void anEndWithoutAlertLeavesTheSession() throws Exception {
        Wire wire = connect(client(), server(Resumption.SESSION_ID));
        wire.client().closeWrite();
        wire.pump();

        assertResumed(connect(client(), server(Resumption.SESSION_ID)), Resumption.SESSION_ID);
    }

    /** A forged Finished does not leave anything to resume. */
    @Test
    void aHandshakeThatFailsLeavesNoSession() throws Exception {
        End client =
                End.client(
                        client().listener(
                                        Tamper.with(
                                                Finished.class,
                                                any -> new Finished(new byte[12]))));
        End server = End.server(server(Resumption.SESSION_ID));
        server.mustRefuse(Misbehaved.BAD_FINISHED, Alert.DECRYPT_ERROR, client);

        assertThat(atServer.size() + atClient.size()).isZero();
    }

    // ---- stores that block or fail

    @ParameterizedTest
    @EnumSource(Resumption.class)
    void aBlockingStoreSuspendsTheHandshake(Resumption by) throws Exception {
        Blocking store = new Blocking();
        ClientConfiguration client = client().sessions(store).build();
        ServerConfiguration server = server(by).sessions(new Blocking()).build();
        for (int i = 0; i < 2; i++) {
            Spy spy = new Spy();
            TlsConnection end =
                    TlsConnection.client(client.toBuilder().listener(spy).build(), Ends.NAME);
            end.begin();
            assertThat(end.hasOutput()).isFalse();
            assertThat(end.work().orElseThrow().kind()).isEqualTo(WorkKind.LOOK_UP_SESSION);
            end.work().orElseThrow().run();
            end.resume();
            Wire wire = new Wire(end, TlsConnection.server(server));
            wire.handshake();
            assertThat(end.facts().resumption().isPresent()).isEqualTo(i == 1);
            assertThat(spy.events.contains("suspended STORE_SESSION")).isEqualTo(i == 0);
        }
    }

    @Test
    void aStoreThatFailsDoesNoHarm() throws Exception {
        Failing store = new Failing();
        for (int i = 0; i < 2; i++) {
            assertFull(
                    connect(
                            client().sessions(store),
                            server(Resumption.SESSION_ID).sessions(store)));
        }
        assertThat(store.calls).isGreaterThan(4);
    }

    /** A store must not; the peer is told of its mistake all the same. */
    @Test
    void aStoreThatThrowsWhereItMustNotHidesNoFailure() throws Exception {
        SessionStore throwing =
                new Blocking() {
                    @Override
                    public boolean blocking() {
                        return false;
                    }

                    @Override
                    public void remove(String key) {
                        throw new IllegalStateException("the store is gone");
                    }
                };
        Wire wire = connect(client(), server(Resumption.SESSION_ID).sessions(throwing));
        byte[] damaged = Wire.seal(wire.client(), new byte[] {1});
        damaged[damaged.length - 1] ^= 1;
        assertThatThrownBy(() -> Wire.deliver(damaged, wire.server(), (data, at, length) -> {}))
                .isInstanceOfSatisfying(
                        TlsException.class,
                        refusal ->
                                assertThat(refusal.error()).isEqualTo(Misbehaved.BAD_RECORD_MAC));
        assertThat(wire.server().hasOutput()).isTrue();
    }

    /** One that looks up by less than the key would make one server's session another's authentication. */
    @ParameterizedTest
    @EnumSource(Resumption.class)
    void aStoreThatGivesAnotherServersSessionIsNotBelieved(Resumption by) throws Exception {
        SessionStore careless =
                new Blocking() {
                    @Override
                    public boolean blocking() {
                        return false;
                    }

                    @Override
                    public void put(String key, Secret session, Instant until) {
                        super.put("any", session, until);
                    }

                    @Override
                    public Optional<Secret> find(String key) {
                        return super.find("any");
                    }
                };
        CertificateVerifier anyName = Ends12.authority().verifier();
        ClientConfiguration client =
                client().sessions(careless)
                        .verifier(
                                peer ->
                                        anyName.verify(
                                                new PeerCertificates(
                                                        peer.role(),
                                                        peer.chain(),
                                                        Optional.of(Ends.NAME),
                                                        peer.time())))
                        .build();
        // By address, so that no name in the hello tells the server that these are two.
        assertFull(connect(client, "127.0.0.1", by));
        assertResumed(connect(client, "127.0.0.1", by), by);
        assertFull(connect(client, "127.0.0.2", by));
    }

    private Wire connect(ClientConfiguration client, String address, Resumption by)
            throws Exception {
        return new Wire(
                        TlsConnection.client(client, ServerName.of(address)),
                        TlsConnection.server(server(by).build()))
                .handshake();
    }

    /** The limit keeps a peer from filling a store with a padded chain. */
    @Test
    void aSessionWithAHugeChainIsNotKept() throws Exception {
        var identity = Ends12.identity(KeyKind.RSA_2048);
        List<X509Certificate> padded = new ArrayList<>(identity.chain());
        while (padded.size() < 90) {
            padded.add(identity.chain().get(padded.size() % identity.chain().size()));
        }
        var shown = new Credential(padded, identity.credential().signer());
        CertificateVerifier first = Ends12.authority().verifier();
        connect(
                client().credentials(CredentialSelector.firstOf(List.of(shown))),
                server(Resumption.SESSION_ID)
                        .limits(new Limits(131_072, 100, 32, 4, 64, 4))
                        .verifier(
                                peer ->
                                        first.verify(
                                                new PeerCertificates(
                                                        peer.role(),
                                                        identity.chain(),
                                                        peer.serverName(),
                                                        peer.time())))
                        .clientAuthentication(ClientAuthentication.NEED));
        assertThat(atServer.size()).isZero();
    }

    @Test
    void nothingOfASessionIsPrinted() throws Exception {
        List<String> printed = new ArrayList<>();
        SessionStore spy =
                new Blocking() {
                    @Override
                    public boolean blocking() {
                        return false;
                    }

                    @Override
                    public void put(String key, Secret session, Instant until) {
                        printed.add(session.toString());
                        super.put(key, session, until);
                    }
                };
        connect(client().sessions(spy), server(Resumption.TICKET));

        assertThat(printed).hasSize(1).allMatch(text -> text.matches("Secret\\[\\d+]"));
        assertThat(atClient.toString()).isEqualTo("SessionCache[0 of 10]");
        assertThat(KEY.toString()).matches("TicketKey\\[\\p{XDigit}{32}]");
    }

    /** No keys are exchanged, so there is no group. */
    @Test
    void aResumedConnectionHasNoGroup() throws Exception {
        Wire first = connect(client(), server(Resumption.SESSION_ID));
        assertThat(first.client().facts().namedGroup()).contains(NamedGroup.X25519);
        Wire resumed = connect(client(), server(Resumption.SESSION_ID));

        assertResumed(resumed, Resumption.SESSION_ID);
        assertThat(resumed.client().facts().namedGroup()).isEmpty();
    }

    private static class Blocking implements SessionStore {
        private final Map<String, Secret> sessions = new HashMap<>();

        @Override
        public void put(String key, Secret session, Instant until) {
            sessions.put(key, session.copy());
        }

        @Override
        public Optional<Secret> find(String key) {
            return Optional.ofNullable(sessions.get(key)).map(Secret::copy);
        }

        @Override
        public void remove(String key) {
            sessions.remove(key);
        }
    }

    private static final class Failing implements SessionStore {
        private int calls;

        @Override
        public void put(String key, Secret session, Instant until) throws IOException {
            calls++;
            throw new IOException("the store is gone");
        }

        @Override
        public Optional<Secret> find(String key) throws IOException {
            calls++;
            throw new IOException("the store is gone");
        }

        @Override
        public void remove(String key) {
            calls++;
        }

        @Override
        public boolean blocking() {
            return false;
        }
    }

    private static final class Clock implements InstantSource {
        private Instant now = Instant.now();

        @Override
        public Instant instant() {
            return now;
        }
    }
}
