package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import handclasp.tls.Alert;
import handclasp.tls.CipherSuite;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.EarlyData;
import handclasp.tls.ExtensionType;
import handclasp.tls.ExternalPsk;
import handclasp.tls.Incompatible;
import handclasp.tls.Internal;
import handclasp.tls.Misbehaved;
import handclasp.tls.Need;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.ReplayGuard;
import handclasp.tls.Resumption;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.SessionCache;
import handclasp.tls.TicketKey;
import handclasp.tls.TicketKeys;
import handclasp.tls.TlsConnection;
import handclasp.tls.TlsError;
import handclasp.tls.TlsException;
import handclasp.tls.Unexpected;
import handclasp.tls.WorkKind;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.extension.Extensions;
import handclasp.tls.internal.message.ClientHello;
import handclasp.tls.internal.message.EncryptedExtensions;
import handclasp.tls.internal.message.EndOfEarlyData;
import handclasp.tls.internal.message.NewSessionTicket;
import handclasp.tls.internal.message.ServerHello;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data with a client's first flight (RFC 9846 §2.3, §4.3.10, §4.6). */
class EarlyDataTest {
    private static final TicketKey KEY = TicketKey.random(new SecureRandom());
    private static final int LIMIT = 20_000;

    private final ManualClock clock = new ManualClock();
    private final SessionCache tickets = SessionCache.of(20, clock);
    private final ReplayGuard guard = guardThatKnows();

    private ReplayGuard guardThatKnows() {
        ReplayGuard made = ReplayGuard.inMemory(Duration.ofSeconds(10), 100, clock);
        clock.turn(Duration.ofSeconds(21));
        return made;
    }

    private ClientConfiguration.Builder client() {
        return Ends.client().sessions(tickets).clock(clock).earlyData(true);
    }

    private ServerConfiguration.Builder server() {
        return Ends.server()
                .tickets(1)
                .ticketKeys(TicketKeys.of(List.of(KEY)))
                .clock(clock)
                .earlyData(LIMIT)
                .replayGuard(guard);
    }

    /** A first connection brings the ticket. */
    private EarlyDataTest ticket() throws Exception {
        return ticket(client(), server());
    }

    private EarlyDataTest ticket(
            ClientConfiguration.Builder client, ServerConfiguration.Builder server)
            throws Exception {
        Ends.wire(client, server).handshake();
        return this;
    }

    private static EarlyData fate(End end) {
        return end.connection().facts().earlyData().orElseThrow();
    }

    private static void assertConnected(End client, End server) throws Exception {
        End.shakeHands(client, server);
        server.hears(client.sends((byte) 11));
        client.hears(server.sends((byte) 12));
        assertThat(server.received()).containsExactly(11);
        assertThat(client.received()).containsExactly(12);
        assertThat(client.connection().facts().resumption()).contains(Resumption.TICKET);
    }

    private static void assertRefused(End client, End server) throws Exception {
        assertConnected(client, server);
        assertThat(fate(client)).isEqualTo(EarlyData.REFUSED);
        assertThat(fate(server)).isEqualTo(EarlyData.REFUSED);
        assertThat(server.receivedEarly()).isEmpty();
    }

    // ---- accepted

    @Test
    void itComesBeforeTheHandshakeIsDoneAndApart() throws Exception {
        ticket();
        End client = End.client(client());
        assertThat(client.connection().earlyDataRoom()).isEqualTo(LIMIT);
        End server = End.server(server());
        server.hears(client.sendsEarly((byte) 1, (byte) 2));
        assertThat(server.receivedEarly()).containsExactly(1, 2);
        assertThat(server.connection().handshakeComplete()).isFalse();
        assertThat(server.connection().earlyDataOver()).isFalse();

        // More may follow until the server's Finished is there.
        server.hears(client.sendsEarly((byte) 3));
        assertThat(client.connection().earlyDataRoom()).isEqualTo(LIMIT - 3);
        assertConnected(client, server);
        assertThat(server.receivedEarly()).containsExactly(1, 2, 3);
        assertThat(fate(client)).isEqualTo(EarlyData.ACCEPTED);
        assertThat(fate(server)).isEqualTo(EarlyData.ACCEPTED);
        assertThat(client.connection().earlyDataRoom()).isZero();
        assertThat(server.connection().earlyDataOver()).isTrue();
    }

    @Test
    void itMayBeNoneAtAll() throws Exception {
        ticket();
        End client = End.client(client());
        End server = End.server(server());
        assertConnected(client, server);
        assertThat(fate(server)).isEqualTo(EarlyData.ACCEPTED);
    }

    /** RFC 9846 §E.4: the dummy ChangeCipherSpec stands right behind the first hello, and only there. */
    @Test
    void theFlightsLookAsTheyShould() throws Exception {
        ticket();
        Spy spy = new Spy();
        End client = End.client(client().listener(spy));
        byte[] flight = client.sendsEarly((byte) 1);
        assertThat(Wire.split(flight).stream().map(record -> (int) record[0]))
                .containsExactly(22, 20, 23);
        assertConnected(client, End.server(server()).hears(flight));
        assertThat(spy.events.stream().filter(event -> event.startsWith("OUTBOUND")))
                .containsExactly(
                        "OUTBOUND ClientHello",
                        "OUTBOUND ChangeCipherSpec",
                        "OUTBOUND keys EARLY",
                        "OUTBOUND EndOfEarlyData",
                        "OUTBOUND keys HANDSHAKE",
                        "OUTBOUND Finished",
                        "OUTBOUND keys APPLICATION");
    }

    @Test
    void aServerMayAnswerBeforeTheClientsFinished() throws Exception {
        ticket();
        End client = End.client(client());
        End server = End.server(server().writesBeforeClientFinished(true));
        server.hears(client.sendsEarly((byte) 1));
        byte[] answer = server.sends((byte) 2);
        client.hears(answer);

        assertThat(client.received()).containsExactly(2);
        server.hears(client.says());
        assertThat(server.connection().handshakeComplete()).isTrue();
    }

    // ---- off unless asked for

    @Test
    void aClientOffersNoneUnlessItIsToldTo() throws Exception {
        ticket();
        End client = End.client(client().earlyData(false));
        assertThat(client.connection().earlyDataRoom()).isZero();
        End server = End.server(server());
        assertConnected(client, server);

        assertThat(client.connection().facts().earlyData()).isEmpty();
        assertThat(server.connection().facts().earlyData()).isEmpty();
    }

    @Test
    void aServerTakesNoneUnlessItIsToldTo() throws Exception {
        ticket(client(), server().earlyData(0));
        End client = End.client(client());
        assertThat(client.connection().earlyDataRoom()).as("the ticket allows none").isZero();
        ticket();
        End hopeful = End.client(client());
        End server = End.server(server().earlyData(0));
        server.hears(hopeful.sendsEarly(new byte[100]));
        assertRefused(hopeful, server);
    }

    @Test
    void withoutATicketThereIsNone() {
        End client = End.client(client());

        assertThat(client.connection().earlyDataRoom()).isZero();
        assertThatIllegalStateException()
                .isThrownBy(() -> client.sendsEarly((byte) 1))
                .withMessageContaining("room for 0 bytes");
    }

    // ---- refused

    @Test
    void refusedDataIsThrownAway() throws Exception {
        ticket();
        End client = End.client(client());
        End server = End.server(server().replayGuard(refusing()));
        server.hears(client.sendsEarly(new byte[16_384]));
        server.hears(client.sendsEarly((byte) 2));

        assertRefused(client, server);
    }

    @Test
    void afterARetryToo() throws Exception {
        ticket();
        End client = End.client(client().keyShareGroups(List.of()));
        End server = End.server(server());
        server.hears(client.sendsEarly(new byte[16_384]));
        server.hears(client.sendsEarly((byte) 2));

        assertRefused(client, server);
        assertThat(client.connection().facts().retried()).isTrue();
    }

    /** What was on its way when the HelloRetryRequest went out comes before the second hello. */
    @Test
    void dataThatCrossesTheRetryIsThrownAway() throws Exception {
        ticket();
        End client = End.client(client().keyShareGroups(List.of()));
        End server = End.server(server());
        server.hears(client.says());
        byte[] retry = server.says();
        server.hears(client.sendsEarly((byte) 1));
        client.hears(retry);

        assertThat(client.connection().earlyDataRoom()).isZero();
        assertRefused(client, server);
    }

    private static ReplayGuard refusing() {
        return always(false);
    }

    private static ReplayGuard always(boolean answer) {
        return new ReplayGuard() {
            @Override
            public boolean isFirst(byte[] binder, Instant expectedArrival) {
                return answer;
            }

            @Override
            public boolean blocking() {
                return false;
            }
        };
    }

    @Test
    void anotherProtocolRefusesIt() throws Exception {
        ticket(
                client().applicationProtocols(List.of("h2", "http/1.1")),
                server().applicationProtocols(List.of("h2")));
        End client = End.client(client().applicationProtocols(List.of("h2", "http/1.1")));
        End server = End.server(server().applicationProtocols(List.of("http/1.1")));
        server.hears(client.sendsEarly((byte) 1));

        assertRefused(client, server);
    }

    @Test
    void aProtocolThatIsOfferedNoLongerMakesNoOffer() throws Exception {
        ticket(
                client().applicationProtocols(List.of("h2")),
                server().applicationProtocols(List.of("h2")));
        End client = End.client(client().applicationProtocols(List.of("http/1.1")));

        assertThat(client.connection().earlyDataRoom()).isZero();
    }

    @Test
    void anotherSuiteRefusesIt() throws Exception {
        ticket(client(), server().cipherSuites(List.of(CipherSuite.TLS_AES_128_GCM_SHA256)));
        End client = End.client(client());
        End server =
                End.server(
                        server().cipherSuites(List.of(CipherSuite.TLS_CHACHA20_POLY1305_SHA256)));
        server.hears(client.sendsEarly((byte) 1));

        assertRefused(client, server);
    }

    /** The client's clock runs ahead or behind by more than the window (RFC 9846 §8.3). */
    @ParameterizedTest
    @ValueSource(longs = {-11_000, 11_000})
    void whatIsNotFreshIsRefused(long skew) throws Exception {
        ticket();
        clock.turn(Duration.ofMinutes(5));
        Instant now = clock.instant();
        End client = End.client(client().clock(() -> now.plusMillis(skew)));
        End server = End.server(server());
        server.hears(client.sendsEarly((byte) 1));

        assertRefused(client, server);
    }

    @ParameterizedTest
    @ValueSource(longs = {-9_000, 9_000})
    void whatIsNearlyFreshIsNot(long skew) throws Exception {
        ticket();
        clock.turn(Duration.ofMinutes(5));
        Instant now = clock.instant();
        End client = End.client(client().clock(() -> now.plusMillis(skew)));
        End server = End.server(server());
        server.hears(client.sendsEarly((byte) 1));

        assertThat(server.receivedEarly()).containsExactly(1);
    }

    @Test
    void aGuardMayBlockOrFail() throws Exception {
        ticket();
        ReplayGuard slow =
                (binder, arrival) -> {
                    throw new IOException("the database is away");
                };
        End client = End.client(client());
        TlsConnection server = TlsConnection.server(server().replayGuard(slow).build());
        server.begin();
        byte[] hello = Wire.split(client.says()).get(0);
        assertThat(server.receive(hello, 0, hello.length, (data, at, n) -> {}))
                .isEqualTo(Need.WORK);
        assertThat(server.work().orElseThrow().kind()).isEqualTo(WorkKind.CHECK_REPLAY);
        server.work().orElseThrow().run();
        server.resume();
        server.work().orElseThrow().run();
        server.resume();

        assertThat(server.facts().earlyData()).contains(EarlyData.REFUSED);
        assertThat(server.facts().resumption()).contains(Resumption.TICKET);
    }

    // ---- limits

    @Test
    void aClientKeepsToTheLimit() throws Exception {
        ticket(client(), server().earlyData(10));
        End client = End.client(client());
        client.sendsEarly(new byte[8]);

        assertThatIllegalStateException()
                .isThrownBy(() -> client.sendsEarly(new byte[3]))
                .withMessageContaining("room for 2 bytes of early data, not 3");
        client.sendsEarly(new byte[2]);
        assertThat(client.connection().earlyDataRoom()).isZero();
    }

    /** RFC 9846 §5.5: the keys of early data cannot change. */
    @Test
    void aClientKeepsToTheKeysLimit() throws Exception {
        ticket();
        End client = End.client(client().recordsPerKey(16));
        for (int i = 0; i < 16; i++) {
            client.sendsEarly((byte) i);
        }

        assertThat(client.connection().earlyDataRoom()).isZero();
        assertThatIllegalStateException().isThrownBy(() -> client.connection().updateKeys(false));
        End server = End.server(server());
        assertThat(client.connection().failure()).isEmpty();
        assertThat(server.connection().failure()).isEmpty();
    }

    /** A client that was told another limit. */
    private EarlyDataTest ticketFor(long limit) throws Exception {
        Tamper tamper =
                Tamper.with(
                        NewSessionTicket.class,
                        ticket ->
                                new NewSessionTicket(
                                        ticket.ticketLifetime(),
                                        ticket.ticketAgeAdd(),
                                        ticket.ticketNonce(),
                                        ticket.ticket(),
                                        Extensions.builder()
                                                .put(ExtensionTable.MAX_EARLY_DATA_SIZE, limit)
                                                .build()));
        return ticket(client(), server().listener(tamper));
    }

    @Test
    void moreThanTheLimitIsRefused() throws Exception {
        ticketFor(100_000);
        End client = End.client(client());
        End server = End.server(server());
        server.hears(client.sendsEarly(new byte[16_000]));
        server.hears(client.sendsEarly(new byte[4_000]));
        byte[] more = client.sendsEarly((byte) 1);
        client.hears(server.says());

        server.refuses(Misbehaved.EARLY_DATA_TOO_LONG, Alert.UNEXPECTED_MESSAGE, client, more);
        assertThat(server.receivedEarly()).hasSize(LIMIT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void moreThanTheLimitIsNotThrownAway(boolean retry) throws Exception {
        ticketFor(100_000);
        End client = End.client(retry ? client().keyShareGroups(List.of()) : client());
        End server = End.server(server().replayGuard(refusing()));
        server.hears(client.sendsEarly(new byte[16_000]));
        server.hears(client.sendsEarly(new byte[4_000]));
        TlsException refusal = server.refuses(client.sendsEarly((byte) 1));

        assertThat(refusal.error()).isEqualTo(Misbehaved.EARLY_DATA_TOO_LONG);
    }

    @Test
    void emptyRecordsAreAFlood() throws Exception {
        ticket();
        Secrets secrets = new Secrets();
        End client = End.client(client().dangerous().keyLog(secrets));
        End server = End.server(server());
        server.hears(client.says());
        Forge forge =
                secrets.forge(
                        "CLIENT_EARLY_TRAFFIC_SECRET",
                        server.connection().facts().cipherSuite().orElseThrow());
        for (int i = 0; i < 32; i++) {
            server.hears(forge.seal(Forge.DATA));
        }

        assertThat(server.refuses(forge.seal(Forge.DATA)).error()).isEqualTo(Misbehaved.FLOOD);
    }

    // ---- what a peer may not do

    @Test
    void aDamagedRecordEndsTheConnection() throws Exception {
        ticket();
        End client = End.client(client());
        End server = End.server(server());
        server.hears(client.says());
        byte[] record = client.sendsEarly((byte) 1);
        record[record.length - 1] ^= 1;

        assertThat(server.refuses(record).error()).isEqualTo(Misbehaved.BAD_RECORD_MAC);
    }

    /** The binder is over every bit of the hello: whatever is changed in it, nothing early gets in. */
    @Test
    void noChangedHelloGetsItsEarlyDataIn() throws Exception {
        ticket();
        End client = End.client(client());
        byte[] flight = client.sendsEarly((byte) 1);
        int hello = Wire.split(flight).get(0).length;
        ServerConfiguration.Builder configuration = server().replayGuard(always(true));
        assertThat(End.server(configuration).hears(flight).receivedEarly()).hasSize(1);
        for (int at = 5; at < hello; at++) {
            byte[] changed = flight.clone();
            changed[at] ^= (byte) (1 << (at % 8));
            End server = End.server(configuration);
            try {
                server.hears(changed);
                assertThat(server.connection().facts().resumption()).as("byte %d", at).isEmpty();
            } catch (TlsException refused) {
                assertThat(refused.error()).as("byte %d", at).isNotInstanceOf(Internal.class);
            }
            assertThat(server.receivedEarly()).as("byte %d", at).isEmpty();
        }
    }

    /** Refused data is thrown away only until the first record that is none. */
    @Test
    void nothingIsThrownAwayAfterwards() throws Exception {
        ticket();
        Secrets secrets = new Secrets();
        End client = End.client(client().dangerous().keyLog(secrets));
        End server = End.server(server().replayGuard(refusing()));
        server.hears(client.sendsEarly((byte) 1));
        client.hears(server.says());
        byte[] finished = client.says();
        byte[] first = Wire.split(finished).get(0);
        server.hears(first);

        assertThat(server.connection().handshakeComplete()).isTrue();
        Forge early =
                secrets.forge(
                        "CLIENT_EARLY_TRAFFIC_SECRET",
                        server.connection().facts().cipherSuite().orElseThrow());
        assertThat(server.refuses(early.seal(Forge.DATA, (byte) 1)).error())
                .isEqualTo(Misbehaved.BAD_RECORD_MAC);
    }

    /** Once it is over it does not begin again: neither under its own keys nor under those of the handshake. */
    @ParameterizedTest
    @ValueSource(strings = {"CLIENT_EARLY_TRAFFIC_SECRET", "CLIENT_HANDSHAKE_TRAFFIC_SECRET"})
    void nothingComesAfterItsEnd(String keys) throws Exception {
        ticket();
        Secrets secrets = new Secrets();
        End client = End.client(client().dangerous().keyLog(secrets));
        End server = End.server(server());
        server.hears(client.sendsEarly((byte) 1));
        client.hears(server.says());
        CipherSuite suite = server.connection().facts().cipherSuite().orElseThrow();
        server.hears(Wire.split(client.says()).get(0));
        assertThat(server.connection().earlyDataOver()).isTrue();
        Forge forge = secrets.forge(keys, suite);
        TlsException refusal = server.refuses(forge.seal(Forge.DATA, (byte) 1));

        if (keys.contains("EARLY")) {
            assertThat(refusal.error()).isEqualTo(Misbehaved.BAD_RECORD_MAC);
        } else {
            assertThat(refusal.error()).isInstanceOf(Unexpected.class);
        }
        assertThat(server.receivedEarly()).containsExactly(1);
    }

    @Test
    void itsEndEndsTheRecord() throws Exception {
        ticket();
        End client =
                End.client(
                        client().listener(
                                        Tamper.appending(
                                                EndOfEarlyData.class,
                                                (byte) 20,
                                                (byte) 0,
                                                (byte) 0,
                                                (byte) 0)));
        End.server(server())
                .mustRefuse(Misbehaved.KEY_CHANGE_INSIDE_RECORD, Alert.UNEXPECTED_MESSAGE, client);
    }

    @Test
    void halfAMessageInEarlyDataIsRefused() throws Exception {
        ticket();
        Secrets secrets = new Secrets();
        End client = End.client(client().dangerous().keyLog(secrets));
        End server = End.server(server());
        server.hears(client.says());
        Forge forge =
                secrets.forge(
                        "CLIENT_EARLY_TRAFFIC_SECRET",
                        server.connection().facts().cipherSuite().orElseThrow());
        server.hears(forge.seal(Forge.HANDSHAKE, (byte) 5, (byte) 0));

        assertThat(server.refuses(forge.seal(Forge.DATA, (byte) 1)).error())
                .isEqualTo(Misbehaved.INTERLEAVED);
    }

    @Test
    void keysDoNotChangeDuringEarlyData() throws Exception {
        ticket();
        Secrets secrets = new Secrets();
        End client = End.client(client().dangerous().keyLog(secrets));
        End server = End.server(server());
        server.hears(client.says());
        Forge forge =
                secrets.forge(
                        "CLIENT_EARLY_TRAFFIC_SECRET",
                        server.connection().facts().cipherSuite().orElseThrow());
        TlsException refusal =
                server.refuses(
                        forge.seal(
                                Forge.HANDSHAKE,
                                (byte) 24,
                                (byte) 0,
                                (byte) 0,
                                (byte) 1,
                                (byte) 0));

        assertThat(refusal.error()).isInstanceOf(Unexpected.class);
        assertThat(refusal).hasMessageContaining("got KeyUpdate");
    }

    @Test
    void itIsNotOfferedWithoutAKey() throws Exception {
        Tamper tamper =
                Tamper.with(
                        ClientHello.class,
                        hello ->
                                hello.with(
                                        hello.extensions().toBuilder()
                                                .put(ExtensionTable.EARLY_DATA, true)
                                                .build()));
        End.server(server())
                .mustRefuse(
                        Misbehaved.ILLEGAL_EARLY_DATA,
                        Alert.ILLEGAL_PARAMETER,
                        End.client(client().listener(tamper)));
    }

    @Test
    void itIsNotOfferedAgainAfterARetry() throws Exception {
        ticket();
        Tamper tamper =
                Tamper.withSecond(
                        ClientHello.class, hello -> hello.with(withEarlyData(hello.extensions())));
        End.server(server())
                .mustRefuse(
                        Misbehaved.ILLEGAL_EARLY_DATA,
                        Alert.ILLEGAL_PARAMETER,
                        End.client(client().keyShareGroups(List.of()).listener(tamper)));
    }

    /** Before pre_shared_key, which is the last. */
    private static Extensions withEarlyData(Extensions extensions) {
        var keys = ExtensionTable.PRE_SHARED_KEYS.in(extensions).orElseThrow();
        return extensions.toBuilder()
                .remove(ExtensionType.PRE_SHARED_KEY)
                .put(ExtensionTable.EARLY_DATA, true)
                .put(ExtensionTable.PRE_SHARED_KEYS, keys)
                .build();
    }

    @Test
    void aServerMayNotTakeWhatWasNotOffered() throws Exception {
        ticket();
        End.client(client().earlyData(false))
                .mustRefuse(
                        Misbehaved.UNSOLICITED_EXTENSION,
                        Alert.UNSUPPORTED_EXTENSION,
                        End.server(server().listener(taking())));
    }

    private static Tamper taking() {
        return Tamper.with(
                EncryptedExtensions.class,
                extensions ->
                        new EncryptedExtensions(
                                extensions.extensions().toBuilder()
                                        .put(ExtensionTable.EARLY_DATA, true)
                                        .build()));
    }

    @Test
    void aServerMayNotTakeItWithoutTheKey() throws Exception {
        ticket();
        TicketKeys others = TicketKeys.of(List.of(TicketKey.random(new SecureRandom())));
        End.client(client())
                .mustRefuse(
                        Misbehaved.ILLEGAL_SELECTED_IDENTITY,
                        Alert.ILLEGAL_PARAMETER,
                        End.server(server().ticketKeys(others).listener(taking())));
    }

    @Test
    void aServerMayNotTakeItWithAnotherKey() throws Exception {
        ticket();
        ExternalPsk external = ExternalPsk.of(new byte[] {1}, new byte[16]);
        TicketKeys others = TicketKeys.of(List.of(TicketKey.random(new SecureRandom())));
        End.client(client().externalPsks(List.of(external)))
                .mustRefuse(
                        Misbehaved.ILLEGAL_SELECTED_IDENTITY,
                        Alert.ILLEGAL_PARAMETER,
                        End.server(
                                server().ticketKeys(others)
                                        .externalPsks(
                                                handclasp.tls.ExternalPsks.of(List.of(external)))
                                        .listener(taking())));
    }

    @Test
    void aServerMayNotTakeItAndChangeTheProtocol() throws Exception {
        ticket(
                client().applicationProtocols(List.of("h2", "http/1.1")),
                server().applicationProtocols(List.of("h2")));
        assertRefuses(
                End.client(client().applicationProtocols(List.of("h2", "http/1.1"))),
                End.server(server().applicationProtocols(List.of("http/1.1")).listener(taking())),
                Misbehaved.ILLEGAL_EARLY_DATA);
    }

    @Test
    void aServerMayNotTakeItAndChangeTheSuite() throws Exception {
        ticket(client(), server().cipherSuites(List.of(CipherSuite.TLS_AES_128_GCM_SHA256)));
        assertRefuses(
                End.client(client()),
                End.server(
                        server().cipherSuites(List.of(CipherSuite.TLS_CHACHA20_POLY1305_SHA256))
                                .listener(taking())),
                Misbehaved.ILLEGAL_EARLY_DATA);
    }

    /** Its alert is under the keys of early data, which this server, in truth, does not have. */
    private static void assertRefuses(End client, End server, TlsError error) {
        End.talk(client, server);
        assertThat(client.connection().failure().map(TlsException::error)).contains(error);
    }

    /** RFC 9846 §E.3. */
    @Test
    void aServerOfTls12CannotSkipIt() throws Exception {
        ticket();
        assertRefuses(
                End.client(client()),
                End.server(server().protocolVersion(ProtocolVersion.TLS_1_2)),
                Incompatible.EARLY_DATA_VERSION);
        assertThat(Incompatible.EARLY_DATA_VERSION.alert()).isEqualTo(Alert.PROTOCOL_VERSION);
    }

    /** A second HelloRetryRequest is refused with early data as without. */
    @Test
    void aSecondRetryIsRefused() throws Exception {
        ticket();
        End client = End.client(client().keyShareGroups(List.of()));
        End server = End.server(server());
        server.hears(client.sendsEarly((byte) 1));
        byte[] retry = server.says();
        client.hears(retry);
        client.says();
        byte[] again = Wire.split(retry).get(0);

        assertThat(client.refuses(again).error()).isInstanceOf(Unexpected.class);
    }

    @Test
    void whoTakesItMustTellItApart() throws Exception {
        ticket();
        End client = End.client(client());
        TlsConnection server = TlsConnection.server(server().build());
        server.begin();
        byte[] flight = client.sendsEarly((byte) 1);
        TlsException refusal =
                org.assertj.core.api.Assertions.catchThrowableOfType(
                        TlsException.class,
                        () -> Wire.deliver(flight, server, (data, at, n) -> {}));

        assertThat(refusal.error()).isEqualTo(Internal.DEFECT);
        assertThat(refusal).hasMessageContaining("acceptEarly");
    }

    /** RFC 9846 §4.3.11: the selected identity must be the first. */
    @Test
    void aForgedChoiceOfIdentityIsRefused() throws Exception {
        ticket();
        Tamper tamper =
                Tamper.with(
                        ServerHello.class,
                        hello ->
                                new ServerHello(
                                        hello.legacyVersion(),
                                        hello.random(),
                                        hello.legacySessionIdEcho(),
                                        hello.cipherSuite(),
                                        0,
                                        hello.extensions().toBuilder()
                                                .put(ExtensionTable.SELECTED_IDENTITY, 7)
                                                .build()));
        End.client(client())
                .mustRefuse(
                        Misbehaved.ILLEGAL_SELECTED_IDENTITY,
                        Alert.ILLEGAL_PARAMETER,
                        End.server(server().listener(tamper)));
    }

    /** What one client sent early is nothing to another connection's server. */
    @Test
    void everyConnectionHasEarlyKeysOfItsOwn() throws Exception {
        ticket(client(), server().tickets(2));
        End one = End.client(client());
        End other = End.client(client());
        byte[] hello = one.says();
        byte[] strange = Wire.split(other.sendsEarly((byte) 9)).getLast();
        End server = End.server(server()).hears(hello);

        assertThat(server.refuses(strange).error()).isEqualTo(Misbehaved.BAD_RECORD_MAC);
        assertThat(Optional.of(Arrays.toString(server.receivedEarly()))).contains("[]");
    }
}
