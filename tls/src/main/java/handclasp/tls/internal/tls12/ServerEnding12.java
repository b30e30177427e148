package handclasp.tls.internal.tls12;

import handclasp.tls.Direction;
import handclasp.tls.Epoch;
import handclasp.tls.Fact;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.SessionStore;
import handclasp.tls.TlsException;
import handclasp.tls.WorkKind;
import handclasp.tls.crypto.Secret;
import handclasp.tls.internal.handshake.Authenticated;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.FinishedProof;
import handclasp.tls.internal.handshake.Flight;
import handclasp.tls.internal.handshake.Gate;
import handclasp.tls.internal.handshake.Session;
import handclasp.tls.internal.handshake.Sessions;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.message.Finished;
import handclasp.tls.internal.message.NewSessionTicket12;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The end of a server's handshake (RFC 5246 §7.3): the client's ChangeCipherSpec and Finished, and after them, in a full
 * handshake, the server's own, before which it gives a ticket or keeps the session.
 */
final class ServerEnding12 {
    private final ServerHandshake12 handshake;
    private final Keys12 keys;
    private final Authenticated client;
    private final List<X509Certificate> shown;

    /** Empty where a session is resumed. */
    private final Optional<ServerExchange12> exchange;

    /** Of the server, where a session is resumed. */
    private final Optional<byte[]> ownFinished;

    /** Under which the session that is resumed is kept, if it is. */
    private final Optional<String> keptAs;

    private ServerEnding12(
            ServerHandshake12 handshake,
            Keys12 keys,
            Authenticated client,
            List<X509Certificate> shown,
            Optional<ServerExchange12> exchange,
            Optional<byte[]> ownFinished,
            Optional<String> keptAs) {
        this.handshake = handshake;
        this.keys = keys;
        this.client = client;
        this.shown = shown;
        this.exchange = exchange;
        this.ownFinished = ownFinished;
        this.keptAs = keptAs;
    }

    /** @param shown what the client showed, maybe nothing */
    static ServerEnding12 full(
            ServerExchange12 exchange,
            Keys12 keys,
            Authenticated client,
            List<X509Certificate> shown) {
        return new ServerEnding12(
                exchange.handshake(),
                keys,
                client,
                shown,
                Optional.of(exchange),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * @param own the server's, which went before the client's
     * @param keptAs the session's key in the store, if it is in one
     */
    static ServerEnding12 resumed(
            ServerHandshake12 handshake,
            Keys12 keys,
            Authenticated client,
            Finished own,
            Optional<String> keptAs) {
        return new ServerEnding12(
                handshake,
                keys,
                client,
                List.of(),
                Optional.empty(),
                Optional.of(own.verifyData()),
                keptAs);
    }

    /** What a client keeps of a session. */
    static NewSessionTicket12 ticket(ServerHandshake12 handshake, Session session)
            throws TlsException {
        ServerConfiguration configuration = handshake.configuration();
        try (Secret encoded = session.encode()) {
            byte[] ticket =
                    configuration.ticketKeys().orElseThrow().seal(encoded, configuration.random());
            Duration left = Duration.between(configuration.clock().instant(), session.until());
            // One that is too long for its message is none at all.
            return ticket.length > 0xffff
                    ? new NewSessionTicket12(0, new byte[0])
                    : new NewSessionTicket12(Math.max(1, left.toSeconds()), ticket);
        }
    }

    State onChangeCipherSpec(Effects effects) throws TlsException {
        effects.unprotect(Epoch.APPLICATION, keys.clientKeys(), effects.boundary());
        return new WaitClientFinished12(this);
    }

    State onFinished(Finished finished, byte[] bytes, Effects effects) throws TlsException {
        byte[] expected = keys.clientVerifyData(handshake.transcript().value());
        FinishedProof proof = FinishedProof.check(expected, finished.verifyData());
        handshake.transcript().add(bytes);
        if (exchange.isEmpty()) {
            // Not before: whoever saw the identifier could end the session with it otherwise.
            keptAs.ifPresent(
                    key ->
                            effects.session(
                                    handshake.configuration().sessions().orElseThrow(), key));
            return connect(proof, ownFinished.orElse(expected), effects);
        }
        if (handshake.givesTickets()) {
            try (Session session = session()) {
                NewSessionTicket12 ticket = ticket(handshake, session);
                effects.fact(new Fact.Ticket(ticket.ticket().length, ticket.lifetimeHint()));
                return finish(Optional.of(ticket), proof, expected, effects);
            }
        }
        if (exchange.get().sessionId().length == 0) {
            return finish(Optional.empty(), proof, expected, effects);
        }
        SessionStore store = handshake.configuration().sessions().orElseThrow();
        String key = ServerResumption12.key(exchange.get().sessionId());
        effects.session(store, key);
        return Sessions.with(
                store,
                WorkKind.STORE_SESSION,
                () -> Sessions.keep(store, key, session()),
                effects,
                (kept, then) -> finish(Optional.empty(), proof, expected, then));
    }

    private Session session() {
        ServerExchange12 full = exchange.orElseThrow();
        return Session.begin(
                        ProtocolVersion.TLS_1_2,
                        full.suite().cipherSuite(),
                        keys.copyOfMasterSecret(),
                        handshake.configuration())
                .extendedMasterSecret(keys.extendedMasterSecret())
                .serverName(handshake.serverName())
                .peer(shown, client.verifiedChain())
                .id(full.sessionId())
                .build();
    }

    private State finish(
            Optional<NewSessionTicket12> ticket,
            FinishedProof proof,
            byte[] clientFinished,
            Effects effects) {
        if (ticket.isPresent()) {
            Flight flight = effects.flight(handshake.transcript());
            flight.add(ticket.get());
            effects.send(flight);
        }
        effects.changeWriteCipher(keys.serverKeys());
        Flight last = effects.flight(handshake.transcript());
        last.add(new Finished(keys.serverVerifyData(handshake.transcript().value())));
        effects.send(last);
        return connect(proof, clientFinished, effects);
    }

    private State connect(FinishedProof proof, byte[] firstFinished, Effects effects) {
        Gate open = Gate.open(client, proof);
        effects.gate(Direction.INBOUND, open);
        effects.gate(Direction.OUTBOUND, open);
        keys.complete(firstFinished, effects);
        effects.fact(new Fact.Completed());
        return new ServerConnected12();
    }
}
