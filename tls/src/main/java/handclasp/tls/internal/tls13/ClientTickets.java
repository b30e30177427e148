package handclasp.tls.internal.tls13;

import handclasp.tls.ClientConfiguration;
import handclasp.tls.Fact;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.ServerName;
import handclasp.tls.SessionStore;
import handclasp.tls.WorkKind;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.handshake.Authenticated;
import handclasp.tls.internal.handshake.ClientOffer;
import handclasp.tls.internal.handshake.ClientSessions;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.Session;
import handclasp.tls.internal.handshake.Sessions;
import handclasp.tls.internal.handshake.SideTask;
import handclasp.tls.internal.message.NewSessionTicket;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What makes sessions of the server's tickets (RFC 9846 §4.7.1). Holds the resumption secret. */
final class ClientTickets implements AutoCloseable {
    private final ClientConfiguration configuration;
    private final ServerName serverName;
    private final ClientSessions sessions;
    private final Suite13 suite;
    private final KeySchedule.ResumptionSecret secret;
    private final Authenticated server;
    private final Optional<Instant> end;
    private final Optional<String> protocol;
    private boolean told;

    /**
     * @param secret taken over
     * @param resumed the session that goes on, whose end is that of all that come of it
     */
    ClientTickets(
            ClientOffer offer,
            Suite13 suite,
            KeySchedule.ResumptionSecret secret,
            Authenticated server,
            Optional<Session> resumed,
            Optional<String> protocol) {
        this.configuration = offer.configuration();
        this.serverName = offer.serverName();
        this.sessions = offer.sessions();
        this.suite = suite;
        this.secret = secret;
        this.server = server;
        this.end = resumed.map(Session::until);
        this.protocol = protocol;
    }

    /** Keeps a ticket; beside the connection, where the store may block. */
    void receive(NewSessionTicket ticket, Effects effects) {
        if (!told) {
            told = true;
            effects.fact(new Fact.Ticket(ticket.ticket().length, ticket.ticketLifetime()));
        }
        if (ticket.ticketLifetime() == 0) {
            // To be thrown away at once (RFC 9846 §4.7.1).
            return;
        }
        SessionStore store = sessions.store().orElseThrow();
        String key = sessions.key13();
        Session session = session(ticket);
        effects.session(store, key);
        if (store.blocking()) {
            effects.aside(
                    new SideTask(WorkKind.STORE_SESSION, () -> Sessions.add(store, key, session)));
        } else {
            Sessions.add(store, key, session);
        }
    }

    private Session session(NewSessionTicket ticket) {
        Instant now = configuration.clock().instant();
        Session.Builder builder =
                Session.begin(
                                ProtocolVersion.TLS_1_3,
                                suite.cipherSuite(),
                                secret.psk(ticket.ticketNonce()),
                                configuration)
                        .serverName(Optional.of(serverName))
                        .peer(server.shown(), server.verifiedChain())
                        .ticket(ticket.ticket(), Duration.ofSeconds(ticket.ticketLifetime()), now)
                        .given(
                                now,
                                ticket.ticketAgeAdd(),
                                ExtensionTable.MAX_EARLY_DATA_SIZE
                                        .in(ticket.extensions())
                                        .orElse(0L))
                        .applicationProtocol(protocol);
        end.ifPresent(builder::until);
        return builder.build();
    }

    @Override
    public void close() {
        secret.close();
    }
}
