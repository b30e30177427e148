package handclasp.tls.internal.tls13;

import handclasp.tls.ProtocolVersion;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.ServerName;
import handclasp.tls.SessionStore;
import handclasp.tls.TlsException;
import handclasp.tls.crypto.Secret;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.extension.Extensions;
import handclasp.tls.internal.handshake.Authenticated;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.Flight;
import handclasp.tls.internal.handshake.Session;
import handclasp.tls.internal.handshake.Sessions;
import handclasp.tls.internal.handshake.TicketIssuer;
import handclasp.tls.internal.handshake.Transcript;
import handclasp.tls.internal.message.NewSessionTicket;
import handclasp.tls.internal.wire.WireWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A server's tickets (RFC 9846 §4.7.1): sealed sessions, or names under which a store keeps them. Each has a nonce and
 * hence a key of its own.
 */
final class ServerTickets implements TicketIssuer {
    /** Of a ticket that is a name, in bytes. */
    static final int NAME = 32;

    private static final int AGE_ADD = 4;
    private static final int MAX_TICKET = 0xffff;

    private final ServerConfiguration configuration;
    private final Suite13 suite;
    private final KeySchedule.ResumptionSecret secret;
    private final Optional<ServerName> serverName;
    private final Optional<String> protocol;
    private final Authenticated client;
    private final Optional<Instant> end;
    private long nonce;
    private boolean closed;

    /**
     * @param secret taken over
     * @param resumed the session that goes on, whose end is that of all that come of it
     */
    ServerTickets(
            ServerConfiguration configuration,
            Suite13 suite,
            KeySchedule.ResumptionSecret secret,
            Optional<ServerName> serverName,
            Optional<String> protocol,
            Authenticated client,
            Optional<Session> resumed) {
        this.configuration = configuration;
        this.suite = suite;
        this.secret = secret;
        this.serverName = serverName;
        this.protocol = protocol;
        this.client = client;
        this.end = resumed.map(Session::until);
    }

    @Override
    public boolean blocking() {
        return configuration.ticketKeys().isEmpty()
                && configuration.sessions().filter(SessionStore::blocking).isPresent();
    }

    @Override
    public synchronized int give(int count, Effects effects) {
        // No other message follows that would need this transcript.
        Flight flight = effects.flight(new Transcript(suite.crypto()));
        int given = 0;
        while (given < count && !closed) {
            Optional<NewSessionTicket> ticket = make();
            if (ticket.isEmpty()) {
                break;
            }
            flight.add(ticket.get());
            given++;
        }
        if (given > 0) {
            effects.send(flight);
        }
        return given;
    }

    private Optional<NewSessionTicket> make() {
        Instant now = configuration.clock().instant();
        byte[] ticketNonce = new WireWriter().u32(nonce >>> 32).u32(nonce).toByteArray();
        nonce++;
        long ageAdd = ageAdd();
        Session session = session(ticketNonce, now, ageAdd);
        long lifetime = Duration.between(now, session.until()).toSeconds();
        if (lifetime < 1) {
            session.close();
            return Optional.empty();
        }
        return ticket(session)
                .map(
                        ticket ->
                                new NewSessionTicket(
                                        lifetime, ageAdd, ticketNonce, ticket, extensions()));
    }

    private Session session(byte[] ticketNonce, Instant now, long ageAdd) {
        Session.Builder builder =
                Session.begin(
                                ProtocolVersion.TLS_1_3,
                                suite.cipherSuite(),
                                secret.psk(ticketNonce),
                                configuration)
                        .serverName(serverName)
                        .peer(client.shown(), client.verifiedChain())
                        .given(now, ageAdd, configuration.earlyDataLimit())
                        .applicationProtocol(protocol);
        end.ifPresent(builder::until);
        return builder.build();
    }

    /** What the client is given in place of the session; empty if it does not fit or cannot be kept. */
    private Optional<byte[]> ticket(Session session) {
        if (configuration.ticketKeys().isPresent()) {
            try (session;
                    Secret encoded = session.encode()) {
                byte[] sealed =
                        configuration.ticketKeys().get().seal(encoded, configuration.random());
                return Optional.of(sealed).filter(bytes -> bytes.length <= MAX_TICKET);
            } catch (TlsException e) {
                return Optional.empty();
            }
        }
        byte[] name = new byte[NAME];
        configuration.random().nextBytes(name);
        SessionStore store = configuration.sessions().orElseThrow();
        return Sessions.keep(store, ServerPsks.storeKey(name), session)
                ? Optional.of(name)
                : Optional.empty();
    }

    private long ageAdd() {
        byte[] bytes = new byte[AGE_ADD];
        configuration.random().nextBytes(bytes);
        long value = 0;
        for (byte each : bytes) {
            value = value << 8 | each & 0xff;
        }
        return value;
    }

    private Extensions extensions() {
        return configuration.earlyDataLimit() == 0
                ? Extensions.NONE
                : Extensions.builder()
                        .put(
                                ExtensionTable.MAX_EARLY_DATA_SIZE,
                                (long) configuration.earlyDataLimit())
                        .build();
    }

    @Override
    public synchronized void close() {
        closed = true;
        secret.close();
    }
}
