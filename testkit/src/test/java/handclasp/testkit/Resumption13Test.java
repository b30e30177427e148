package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import handclasp.tls.Alert;
import handclasp.tls.CipherSuite;
import handclasp.tls.ClientAuthentication;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.ExtensionType;
import handclasp.tls.Misbehaved;
import handclasp.tls.NamedGroup;
import handclasp.tls.Need;
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
import handclasp.tls.Work;
import handclasp.tls.WorkKind;
import handclasp.tls.auth.CredentialSelector;
import handclasp.tls.crypto.Secret;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.extension.Extensions;
import handclasp.tls.internal.message.ClientHello;
import handclasp.tls.internal.message.EncryptedExtensions;
import handclasp.tls.internal.message.Form;
import handclasp.tls.internal.message.Kind;
import handclasp.tls.internal.message.NewSessionTicket;
import handclasp.tls.internal.message.ServerHello;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a session of TLS 1.3 goes on by a pre-shared key, and when it must not (RFC 9846 §2.2, §4.3.11, §4.7.1). */
class Resumption13Test {
    private static final TicketKey KEY = TicketKey.random(new SecureRandom());

    /** One object: sessions are kept by it. */
    private static final CredentialSelector CREDENTIALS =
            CredentialSelector.firstOf(List.of(Ends.clientIdentity().credential()));

    /** What a server's tickets are. */
    enum Tickets {
        SEALED,
        STORED
    }

    private final ManualClock clock = new ManualClock();
    private final SessionCache atClient = SessionCache.of(20, clock);
    private final SessionCache atServer = SessionCache.of(20, clock);

    private ClientConfiguration.Builder client() {
        return Ends.client().sessions(atClient).clock(clock);
    }

    private ServerConfiguration.Builder server(Tickets kind) {
        ServerConfiguration.Builder server =
                Ends.server().tickets(2).sessions(atServer).clock(clock);
        return kind == Tickets.SEALED
                ? server.ticketKeys(TicketKeys.of(List.of(KEY)))
                : server.withoutTickets();
    }

    private ServerConfiguration.Builder server() {
        return server(Tickets.SEALED);
    }

    private static Wire connect(
            ClientConfiguration.Builder client, ServerConfiguration.Builder server)
            throws Exception {
        return Ends.wire(client, server).handshake();
    }

    private static void assertResumed(Wire wire) throws Exception {
        assertThat(wire.client().facts().resumption()).contains(Resumption.TICKET);
        assertThat(wire.server().facts().resumption()).contains(Resumption.TICKET);
        assertThat(wire.fromClient(new byte[] {1})).containsExactly(1);
        assertThat(wire.fromServer(new byte[] {2})).containsExactly(2);
    }

    private static void assertFull(Wire wire) throws Exception {
        assertThat(wire.client().facts().resumption()).isEmpty();
        assertThat(wire.server().facts().resumption()).isEmpty();
        assertThat(wire.fromClient(new byte[] {1})).containsExactly(1);
    }

    // ---- resumed

    @ParameterizedTest
    @EnumSource
    void theSecondConnectionResumes(Tickets kind) throws Exception {
        Wire first = connect(client(), server(kind));
        assertFull(first);
        Spy spy = new Spy();
        Wire second = connect(client().listener(spy), server(kind));
        assertResumed(second);

        assertThat(spy.inbound.stream().map(message -> message.name()))
                .containsExactly(
                        "ServerHello",
                        "EncryptedExtensions",
                        "Finished",
                        "NewSessionTicket",
                        "NewSessionTicket");
        assertThat(second.client().facts().namedGroup()).as("there is a key exchange").isPresent();
        assertThat(second.client().facts().verifiedChain())
                .isEqualTo(first.client().facts().verifiedChain())
                .isNotEmpty();
        assertThat(second.client().facts().peerCertificates())
                .isEqualTo(first.client().facts().peerCertificates());
        assertThat(second.server().facts().serverName()).contains(Ends.NAME);
        assertResumed(connect(client(), server(kind)));
    }

    @ParameterizedTest
    @EnumSource
    void afterARetryToo(Tickets kind) throws Exception {
        connect(client(), server(kind));
        Wire second = connect(client().keyShareGroups(List.of()), server(kind));

        assertResumed(second);
        assertThat(second.client().facts().retried()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void theClientsIdentityIsKept(Tickets kind) throws Exception {
        Wire last = null;
        for (int i = 0; i < 2; i++) {
            last =
                    connect(
                            client().credentials(CREDENTIALS),
                            server(kind).clientAuthentication(ClientAuthentication.NEED));
        }
        assertResumed(last);
        assertThat(last.server().facts().verifiedChain())
                .startsWith(Ends.clientIdentity().certificate());
        assertThat(last.server().facts().peerCertificates())
                .isEqualTo(Ends.clientIdentity().chain());
    }

    @Test
    void theSuiteMayChangeWithinItsHash() throws Exception {
        connect(client(), server().cipherSuites(List.of(CipherSuite.TLS_AES_128_GCM_SHA256)));
        Wire second =
                connect(
                        client(),
                        server().cipherSuites(List.of(CipherSuite.TLS_CHACHA20_POLY1305_SHA256)));

        assertResumed(second);
    }

    @Test
    void anotherHashMeansAFullHandshake() throws Exception {
        connect(client(), server().cipherSuites(List.of(CipherSuite.TLS_AES_128_GCM_SHA256)));

        assertFull(
                connect(
                        client(),
                        server().cipherSuites(List.of(CipherSuite.TLS_AES_256_GCM_SHA384))));
    }

    /** RFC 9846 §4.2.4: after a retry only keys of the hash that was chosen are offered. */
    @Test
    void aKeyOfAnotherHashIsNotOfferedAgainAfterARetry() throws Exception {
        connect(client(), server().cipherSuites(List.of(CipherSuite.TLS_AES_128_GCM_SHA256)));
        Spy spy = new Spy();
        Wire second =
                connect(
                        client().keyShareGroups(List.of()),
                        server().listener(spy)
                                .cipherSuites(List.of(CipherSuite.TLS_AES_256_GCM_SHA384)));

        assertFull(second);
        assertThat(hello(spy, 0).extensions().contains(ExtensionType.PRE_SHARED_KEY)).isTrue();
        assertThat(hello(spy, 1).extensions().contains(ExtensionType.PRE_SHARED_KEY)).isFalse();
    }

    private static ClientHello hello(Spy spy, int index) throws TlsException {
        return (ClientHello)
                Kind.CLIENT_HELLO.read(Form.TLS13, spy.inbound.get(index).bytes()).value();
    }

    // ---- tickets

    @Test
    void aTicketServesOneConnection() throws Exception {
        connect(client(), server());
        assertThat(atClient.size()).isEqualTo(2);
        for (int i = 0; i < 2; i++) {
            assertResumed(connect(client(), server().tickets(0)));
        }

        assertThat(atClient.size()).isZero();
        assertFull(connect(client(), server().tickets(0)));
    }

    @Test
    void unlessTheClientSaysOtherwise() throws Exception {
        connect(client(), server().tickets(1));
        for (int i = 0; i < 3; i++) {
            assertResumed(connect(client().reuseTickets(true), server().tickets(0)));
        }
    }

    /** A recorded hello cannot use it up: that is the binder's doing. */
    @Test
    void aStoredTicketIsGoodForOneHandshakeOnly() throws Exception {
        connect(client(), server(Tickets.STORED).tickets(1));
        assertResumed(connect(client().reuseTickets(true), server(Tickets.STORED).tickets(0)));
        assertThat(atServer.size()).isZero();

        assertFull(connect(client().reuseTickets(true), server(Tickets.STORED).tickets(0)));
    }

    /** Somebody else took it between the search and the binder's check. */
    @Test
    void aStoredTicketThatIsJustGoneIsNotTaken() throws Exception {
        OneFor store = new OneFor();
        store.blocks = false;
        connect(client(), server(Tickets.STORED).tickets(1).sessions(store));
        store.takes = false;

        assertFull(connect(client(), server(Tickets.STORED).tickets(0).sessions(store)));
    }

    @Test
    void noneWhereNoneAreWanted() throws Exception {
        Spy spy = new Spy();
        connect(client().tickets(false), server().listener(spy));

        assertThat(hello(spy, 0).extensions().contains(ExtensionType.PSK_KEY_EXCHANGE_MODES))
                .isFalse();
        assertThat(spy.outbound.stream().map(message -> message.name()))
                .doesNotContain("NewSessionTicket");
        assertThat(atClient.size()).isZero();
        connect(client(), server().withoutTickets().withoutSessions());
        assertThat(atClient.size()).as("a server without a place for sessions").isZero();
    }

    @Test
    void moreOnDemand() throws Exception {
        Wire wire = connect(client(), server().tickets(0));
        assertThat(atClient.size()).isZero();
        assertThat(wire.server().sendTickets(3)).isEqualTo(3);
        wire.pump();

        assertThat(atClient.size()).isEqualTo(3);
        assertResumed(connect(client(), server()));
        assertThatIllegalStateException().isThrownBy(() -> wire.client().sendTickets(1));
    }

    @Test
    void eachHasNonceAndAgeOfItsOwn() throws Exception {
        Spy spy = new Spy();
        Wire wire = connect(client().listener(spy), server().tickets(4));
        List<NewSessionTicket> tickets =
                spy.inbound.stream()
                        .filter(message -> message.name().equals("NewSessionTicket"))
                        .map(message -> ticket(message.bytes()))
                        .toList();

        assertThat(tickets).hasSize(4);
        assertThat(tickets.stream().map(ticket -> Arrays.toString(ticket.ticketNonce())))
                .doesNotHaveDuplicates();
        assertThat(tickets.stream().map(NewSessionTicket::ticketAgeAdd)).doesNotHaveDuplicates();
        assertThat(tickets).allMatch(ticket -> ticket.ticketLifetime() == 86_400);
        assertThat(tickets).allMatch(ticket -> ticket.extensions().types().isEmpty());
        assertThat(wire.client().facts().ticket()).isPresent();
    }

    private static NewSessionTicket ticket(byte[] message) {
        try {
            return (NewSessionTicket) Kind.NEW_SESSION_TICKET.read(Form.TLS13, message).value();
        } catch (TlsException e) {
            throw new AssertionError(e);
        }
    }

    /** RFC 9846 §4.3.11.1. */
    @Test
    void itsAgeIsHidden() throws Exception {
        Spy first = new Spy();
        connect(client().listener(first), server().tickets(1));
        NewSessionTicket given = ticket(first.inbound.getLast().bytes());
        clock.turn(Duration.ofSeconds(90));
        Spy second = new Spy();
        connect(client(), server().listener(second));
        var offered =
                ExtensionTable.PRE_SHARED_KEYS.in(hello(second, 0).extensions()).orElseThrow();

        assertThat(offered.identities()).hasSize(1);
        assertThat(offered.identities().get(0).identity()).isEqualTo(given.ticket());
        long age =
                (offered.identities().get(0).obfuscatedTicketAge() - given.ticketAgeAdd())
                        & 0xffff_ffffL;
        assertThat(age).isEqualTo(90_000);
    }

    @Test
    void aTicketOutlivesARestartWithTheSameKeyAndNotItsKey() throws Exception {
        connect(client(), server());
        atServer.clear();
        assertResumed(connect(client(), server()));
        TicketKeys others = TicketKeys.of(List.of(TicketKey.random(new SecureRandom())));
        assertFull(connect(client(), server().ticketKeys(others)));
        assertResumed(connect(client(), server().ticketKeys(others)));
    }

    @Test
    void keysOverlap() throws Exception {
        connect(client(), server());
        TicketKey next = TicketKey.random(new SecureRandom());

        assertResumed(
                connect(
                        client(),
                        server().ticketKeys(TicketKeys.of(List.of(next, KEY))).tickets(1)));
        assertResumed(connect(client(), server().ticketKeys(TicketKeys.of(List.of(next)))));
    }

    // ---- time

    @ParameterizedTest
    @EnumSource
    void anExpiredTicketIsNotOffered(Tickets kind) throws Exception {
        connect(client(), server(kind).sessionLifetime(Duration.ofHours(1)));
        clock.turn(Duration.ofMinutes(59));
        assertResumed(connect(client(), server(kind).tickets(0)));
        clock.turn(Duration.ofMinutes(2));
        Spy spy = new Spy();

        assertFull(connect(client(), server(kind).listener(spy)));
        assertThat(hello(spy, 0).extensions().contains(ExtensionType.PRE_SHARED_KEY)).isFalse();
    }

    /** The client's clock stands still. */
    @ParameterizedTest
    @EnumSource
    void anExpiredTicketIsNotTaken(Tickets kind) throws Exception {
        Instant then = clock.instant();
        connect(client(), server(kind).sessionLifetime(Duration.ofHours(1)));
        clock.turn(Duration.ofMinutes(61));

        SessionCache standing = SessionCache.of(20, () -> then);
        move(atClient, standing);
        assertFull(connect(client().sessions(standing).clock(() -> then), server(kind)));
    }

    /** Given by a clock that was set back afterwards. */
    @Test
    void aTicketOfTheFutureIsNotTaken() throws Exception {
        connect(client(), server());
        Instant before = clock.instant().minus(Duration.ofMinutes(5));
        assertFull(connect(client(), server().clock(() -> before)));
    }

    @Test
    void aTicketOfTheFutureIsNotOffered() throws Exception {
        connect(client(), server());
        clock.turn(Duration.ofMinutes(-5));
        Spy spy = new Spy();

        assertFull(connect(client(), server().listener(spy)));
        assertThat(hello(spy, 0).extensions().contains(ExtensionType.PRE_SHARED_KEY)).isFalse();
    }

    /** What began with a certificate ends with its session, however often it was resumed (RFC 9846 §4.7.1). */
    @ParameterizedTest
    @EnumSource
    void resumingDoesNotProlong(Tickets kind) throws Exception {
        Duration life = Duration.ofHours(10);
        connect(client().sessionLifetime(life), server(kind).sessionLifetime(life));
        for (int i = 0; i < 9; i++) {
            clock.turn(Duration.ofHours(1));
            Spy spy = new Spy();
            assertResumed(connect(client().listener(spy), server(kind)));
            assertThat(ticket(spy.inbound.getLast().bytes()).ticketLifetime())
                    .isBetween(
                            Duration.ofHours(9 - i).toSeconds() - 1,
                            Duration.ofHours(9 - i).toSeconds());
        }
        clock.turn(Duration.ofMinutes(61));

        assertFull(connect(client(), server(kind)));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 604_801, 0xffff_ffffL})
    void aTicketsLifetimeIsBounded(long lifetime) throws Exception {
        Tamper tamper =
                Tamper.with(
                        NewSessionTicket.class,
                        ticket ->
                                new NewSessionTicket(
                                        lifetime,
                                        ticket.ticketAgeAdd(),
                                        ticket.ticketNonce(),
                                        ticket.ticket(),
                                        ticket.extensions()));
        connect(
                client().sessionLifetime(Duration.ofDays(7)),
                server().sessionLifetime(Duration.ofDays(7)).listener(tamper));
        if (lifetime == 0) {
            assertThat(atClient.size()).as("it is thrown away at once").isZero();
            return;
        }
        clock.turn(Duration.ofDays(7).plusSeconds(1));

        assertThat(atClient.take(onlyKey())).as("after seven days").isEmpty();
    }

    // ---- what must be the same

    @ParameterizedTest
    @EnumSource
    void aSessionNeverCrossesTheClientsTrust(Tickets kind) throws Exception {
        connect(client().dangerous().acceptAnyCertificate(), server(kind));
        Wire strict = connect(client(), server(kind));

        assertFull(strict);
        assertThat(strict.client().facts().verifiedChain()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aSessionNeverCrossesTheServersTrust(Tickets kind) throws Exception {
        connect(client(), server(kind));
        assertFull(connect(client(), server(kind).clientAuthentication(ClientAuthentication.WANT)));
        assertFull(
                connect(
                        client().credentials(CREDENTIALS),
                        server(kind).clientAuthentication(ClientAuthentication.NEED)));
    }

    /** Whatever a client's store says. */
    @Test
    void aTicketIsOfferedToTheServerItIsOf() throws Exception {
        connect(client(), server());
        OneFor all = new OneFor();
        all.entry = atClient.take(onlyKey()).orElseThrow();
        Spy spy = new Spy();
        TlsConnection other =
                TlsConnection.client(
                        Ends.client().sessions(all).clock(clock).build(),
                        ServerName.of("other.test"));
        End server = End.server(server().listener(spy));
        other.begin();
        other.work().orElseThrow().run();
        other.resume();
        server.hears(Wire.drain(other));

        assertThat(hello(spy, 0).extensions().contains(ExtensionType.PRE_SHARED_KEY)).isFalse();
    }

    /** A server of several names: RFC 9846 leaves it free to decline, and so it does. */
    @Test
    void aTicketOfAnotherNameIsNotTaken() throws Exception {
        connect(client(), server());
        Tamper tamper =
                Tamper.with(
                        ClientHello.class,
                        hello ->
                                hello.with(
                                        hello.extensions().toBuilder()
                                                .put(
                                                        ExtensionTable.SERVER_NAME,
                                                        Optional.of(ServerName.of("other.test")))
                                                .build()));

        // The binder is made over the changed name, so that nothing but the rule decides.
        assertFull(connect(client().listener(tamper), server()));
    }

    // ---- what a peer may not do

    /** A hello is in the clear; its last bytes are those of the last binder. */
    private End clientWithTicket() throws Exception {
        connect(client(), server());
        return End.client(client());
    }

    @ParameterizedTest
    @EnumSource
    void aWrongBinderIsRefusedAndUsesNothingUp(Tickets kind) throws Exception {
        connect(client(), server(kind).tickets(1));
        End client = End.client(client().reuseTickets(true));
        byte[] hello = client.says();
        byte[] forged = hello.clone();
        forged[forged.length - 1] ^= 1;
        End server = End.server(server(kind));
        server.refuses(Misbehaved.BAD_BINDER, Alert.DECRYPT_ERROR, client, forged);

        End another = End.server(server(kind));
        another.hears(hello);
        assertThat(another.connection().facts().resumption()).contains(Resumption.TICKET);
    }

    /** A binder is over all of the hello: here one byte of its random is another. */
    @Test
    void aBinderOfAnotherHelloIsRefused() throws Exception {
        End client = clientWithTicket();
        byte[] hello = client.says();
        hello[5 + 4 + 2]++;
        End.server(server()).refuses(Misbehaved.BAD_BINDER, Alert.DECRYPT_ERROR, client, hello);
    }

    /** The second binder is over the first hello and the retry, too (RFC 9846 §4.3.11.2). */
    @Test
    void aBinderOfAnotherTranscriptIsRefused() throws Exception {
        connect(client(), server());
        End client = End.client(client().keyShareGroups(List.of()));
        End server = End.server(server());
        byte[] first = client.says();
        // The server hears another one, of which its second binder knows nothing.
        first[first.length - 1] ^= 1;
        server.hears(first);
        client.hears(server.says());
        byte[] second = client.says();
        server.refuses(Misbehaved.BAD_BINDER, Alert.DECRYPT_ERROR, client, second);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 0xffff})
    void anIdentityThatWasNotOfferedIsRefused(int selected) throws Exception {
        Tamper tamper =
                Tamper.with(
                        ServerHello.class,
                        hello -> with(hello, ExtensionTable.SELECTED_IDENTITY, selected));
        End client = clientWithTicket();
        client.mustRefuse(
                Misbehaved.ILLEGAL_SELECTED_IDENTITY,
                Alert.ILLEGAL_PARAMETER,
                End.server(server().listener(tamper)));
    }

    @Test
    void anIdentityWithoutAnOfferIsRefused() {
        Tamper tamper =
                Tamper.with(
                        ServerHello.class,
                        hello -> with(hello, ExtensionTable.SELECTED_IDENTITY, 0));
        End.client(client())
                .mustRefuse(
                        Misbehaved.UNSOLICITED_EXTENSION,
                        Alert.UNSUPPORTED_EXTENSION,
                        End.server(server().listener(tamper)));
    }

    private static <T> ServerHello with(
            ServerHello hello, handclasp.tls.internal.extension.Extension<T> extension, T value) {
        return hello(hello, hello.extensions().toBuilder().put(extension, value).build());
    }

    private static ServerHello hello(ServerHello hello, Extensions extensions) {
        return new ServerHello(
                hello.legacyVersion(),
                hello.random(),
                hello.legacySessionIdEcho(),
                hello.cipherSuite(),
                hello.legacyCompressionMethod(),
                extensions);
    }

    @Test
    void aSuiteOfAnotherHashIsRefused() throws Exception {
        connect(client(), server().cipherSuites(List.of(CipherSuite.TLS_AES_128_GCM_SHA256)));
        Tamper tamper =
                Tamper.with(
                        ServerHello.class,
                        hello ->
                                new ServerHello(
                                        hello.legacyVersion(),
                                        hello.random(),
                                        hello.legacySessionIdEcho(),
                                        CipherSuite.TLS_AES_256_GCM_SHA384,
                                        0,
                                        hello.extensions()));
        End client = End.client(client());
        client.mustRefuse(
                Misbehaved.ILLEGAL_SELECTED_IDENTITY,
                Alert.ILLEGAL_PARAMETER,
                End.server(
                        server().cipherSuites(List.of(CipherSuite.TLS_AES_128_GCM_SHA256))
                                .listener(tamper)));
    }

    @Test
    void aKeyWithoutAKeyExchangeIsRefused() throws Exception {
        Tamper tamper =
                Tamper.with(
                        ServerHello.class,
                        hello ->
                                hello(
                                        hello,
                                        hello.extensions().toBuilder()
                                                .remove(ExtensionType.KEY_SHARE)
                                                .build()));
        clientWithTicket()
                .mustRefuse(
                        Misbehaved.ILLEGAL_SELECTED_IDENTITY,
                        Alert.ILLEGAL_PARAMETER,
                        End.server(server().listener(tamper)));
    }

    @Test
    void aServerMayNotChooseModes() throws Exception {
        Tamper tamper =
                Tamper.with(
                        EncryptedExtensions.class,
                        extensions ->
                                new EncryptedExtensions(
                                        extensions.extensions().toBuilder()
                                                .putRaw(
                                                        ExtensionType.PSK_KEY_EXCHANGE_MODES,
                                                        new byte[] {1, 1})
                                                .build()));
        End.client(client())
                .mustRefuse(
                        Misbehaved.EXTENSION_IN_WRONG_MESSAGE,
                        Alert.ILLEGAL_PARAMETER,
                        End.server(server().listener(tamper)));
    }

    @Test
    void keysWithoutModesAreRefused() throws Exception {
        End client =
                tampered(
                        extensions ->
                                extensions.toBuilder()
                                        .remove(ExtensionType.PSK_KEY_EXCHANGE_MODES)
                                        .build());
        End.server(server())
                .mustRefuse(Misbehaved.MISSING_EXTENSION, Alert.MISSING_EXTENSION, client);
    }

    /** psk_ke, a key without an exchange, is not done here; the handshake is a full one. */
    @Test
    void otherModesAreIgnored() throws Exception {
        End client =
                tampered(
                        extensions ->
                                extensions.toBuilder()
                                        .put(
                                                ExtensionTable.PSK_KEY_EXCHANGE_MODES,
                                                new byte[] {0, 77})
                                        .build());
        End server = End.server(server());
        End.shakeHands(client, server);

        assertThat(client.connection().facts().resumption()).isEmpty();
        assertThat(atClient.size()).as("and there are no tickets").isEqualTo(1);
    }

    private End tampered(UnaryOperator<Extensions> change) throws Exception {
        connect(client(), server());
        return End.client(
                client().listener(
                                Tamper.with(
                                        ClientHello.class,
                                        hello -> hello.with(change.apply(hello.extensions())))));
    }

    /** RFC 9846 §6.2: a failed connection takes its tickets along. */
    @Test
    void aFatalAlertForgetsTheTickets() throws Exception {
        Wire wire = connect(client(), server());
        assertThat(atClient.size()).isEqualTo(2);
        byte[] record = Wire.seal(wire.server(), new byte[10]);
        record[20] ^= 1;
        assertThat(
                        org.assertj.core.api.Assertions.catchThrowable(
                                () -> Wire.deliver(record, wire.client(), (data, at, n) -> {})))
                .isInstanceOf(TlsException.class);

        assertThat(atClient.size()).isZero();
    }

    // ---- stores that block or fail

    @Test
    void storesMayBlock() throws Exception {
        OneFor slowClient = new OneFor();
        OneFor slowServer = new OneFor();
        for (int i = 0; i < 2; i++) {
            TlsConnection client =
                    TlsConnection.client(client().sessions(slowClient).build(), Ends.NAME);
            TlsConnection server =
                    TlsConnection.server(
                            server(Tickets.STORED).tickets(1).sessions(slowServer).build());
            assertThat(client.begin()).isEqualTo(Need.WORK);
            assertThat(client.work().orElseThrow().kind()).isEqualTo(WorkKind.LOOK_UP_SESSION);
            client.work().orElseThrow().run();
            client.resume();
            Wire wire = new Wire(client, server);
            wire.handshake();
            assertThat(client.facts().resumption().isPresent()).isEqualTo(i == 1);
            assertThat(client.sideTask()).as("no ticket came yet").isEmpty();

            Work giving = server.sideTask().orElseThrow();
            assertThat(giving.kind()).isEqualTo(WorkKind.STORE_SESSION);
            assertThat(wire.fromServer(new byte[] {1})).as("data does not wait").hasSize(1);
            giving.run();
            assertThat(server.sideTask()).isEmpty();
            wire.pump();
            client.sideTask().orElseThrow().run();
        }
        assertThat(slowServer.key).startsWith("server13:");
    }

    @Test
    void storesMayFail() throws Exception {
        SessionStore broken =
                new SessionStore() {
                    @Override
                    public void put(String key, Secret session, Instant until)
                            throws java.io.IOException {
                        throw new java.io.IOException("no space");
                    }

                    @Override
                    public Optional<Secret> find(String key) throws java.io.IOException {
                        throw new java.io.IOException("no disk");
                    }

                    @Override
                    public void remove(String key) {
                        throw new IllegalStateException("no luck");
                    }

                    @Override
                    public boolean blocking() {
                        return false;
                    }
                };
        for (int i = 0; i < 2; i++) {
            assertFull(connect(client().sessions(broken), server(Tickets.STORED).sessions(broken)));
        }
    }

    @Test
    void bothVersionsHaveTheirSessions() throws Exception {
        connect(client(), server().protocolVersion(ProtocolVersion.TLS_1_2));
        connect(client(), server());
        Wire newer = connect(client(), server());
        assertResumed(newer);
        assertThat(newer.client().facts().version()).contains(ProtocolVersion.TLS_1_3);
        Wire older =
                connect(
                        client().protocolVersion(ProtocolVersion.TLS_1_2),
                        server().protocolVersion(ProtocolVersion.TLS_1_2));
        assertResumed(older);
        // A ticket of TLS 1.3 that meets a server of TLS 1.2 is of no use and no harm.
        assertFull(connect(client(), server().protocolVersion(ProtocolVersion.TLS_1_2)));
    }

    @Test
    void everyGroupResumes() throws Exception {
        for (NamedGroup group : Ends.client().build().namedGroups()) {
            connect(client(), server());
            assertResumed(connect(client().namedGroups(List.of(group)), server()));
        }
    }

    private String onlyKey() throws Exception {
        Peek peek = new Peek();
        TlsConnection.client(client().sessions(peek).build(), Ends.NAME).begin();
        return peek.asked;
    }

    private void move(SessionCache from, SessionCache to) throws Exception {
        String key = onlyKey();
        // The source's clock is later: what it would call expired is taken past it.
        clock.turn(Duration.ofMinutes(-61));
        to.add(key, from.take(key).orElseThrow(), clock.instant().plus(Duration.ofDays(1)));
        clock.turn(Duration.ofMinutes(61));
    }

    /** Tells what it is asked for. */
    private static final class Peek implements SessionStore {
        private String asked = "";

        @Override
        public void put(String key, Secret session, Instant until) {}

        @Override
        public Optional<Secret> find(String key) {
            asked = asked.isEmpty() ? key : asked;
            return Optional.empty();
        }

        @Override
        public void remove(String key) {}

        @Override
        public boolean blocking() {
            return false;
        }
    }

    /** Keeps one session whatever its key, and may block. */
    private static final class OneFor implements SessionStore {
        private Secret entry;
        private boolean blocks = true;
        private boolean takes = true;
        private String key = "";

        @Override
        public void put(String under, Secret session, Instant until) {
            key = under;
            entry = session.copy();
        }

        @Override
        public Optional<Secret> find(String under) {
            return Optional.ofNullable(entry).map(Secret::copy);
        }

        @Override
        public Optional<Secret> take(String under) {
            Optional<Secret> taken = takes ? find(under) : Optional.empty();
            remove(under);
            return taken;
        }

        @Override
        public void remove(String under) {
            entry = null;
        }

        @Override
        public boolean blocking() {
            return blocks;
        }
    }
}
