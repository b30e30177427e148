package handclasp.tls.internal.tls12;

import handclasp.tls.Direction;
import handclasp.tls.Epoch;
import handclasp.tls.Fact;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.SessionStore;
import handclasp.tls.TlsException;
import handclasp.tls.WorkKind;
import handclasp.tls.internal.handshake.Authenticated;
import handclasp.tls.internal.handshake.ClientSessions;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The end of a client's handshake (RFC 5246 §7.3): the server's NewSessionTicket if it promised one, ChangeCipherSpec and
 * Finished. In a full handshake the client's own went before; where a session is resumed they follow.
 */
final class ClientEnding12 {
    private final ClientHandshake12 handshake;
    private final Keys12 keys;
    private final Authenticated server;
    private final List<X509Certificate> shown;
    private final Optional<Session> resumed;
    private final Optional<byte[]> ownFinished;
    private final Optional<NewSessionTicket12> ticket;

    /**
     * @param shown what the server showed, now or when the session began
     * @param resumed the session that goes on
     */
    ClientEnding12(
            ClientHandshake12 handshake,
            Keys12 keys,
            Authenticated server,
            List<X509Certificate> shown,
            Optional<Session> resumed) {
        this(handshake, keys, server, shown, resumed, Optional.empty(), Optional.empty());
    }

    private ClientEnding12(
            ClientHandshake12 handshake,
            Keys12 keys,
            Authenticated server,
            List<X509Certificate> shown,
            Optional<Session> resumed,
            Optional<byte[]> ownFinished,
            Optional<NewSessionTicket12> ticket) {
        this.handshake = handshake;
        this.keys = keys;
        this.server = server;
        this.shown = shown;
        this.resumed = resumed;
        this.ownFinished = ownFinished;
        this.ticket = ticket;
    }

    /** In a full handshake: after the client's Finished. */
    ClientEnding12 after(Finished own) {
        return new ClientEnding12(
                handshake, keys, server, shown, resumed, Optional.of(own.verifyData()), ticket);
    }

    State begin() {
        return handshake.answers().ticketFollows()
                ? new WaitNewSessionTicket12(this)
                : new WaitChangeCipherSpec12(this);
    }

    /** The server's ticket, which may be empty. */
    State onTicket(NewSessionTicket12 given, byte[] bytes, Effects effects) {
        handshake.transcript().add(bytes);
        if (given.ticket().length == 0) {
            return new WaitChangeCipherSpec12(this);
        }
        effects.fact(new Fact.Ticket(given.ticket().length, given.lifetimeHint()));
        return new WaitChangeCipherSpec12(
                new ClientEnding12(
                        handshake, keys, server, shown, resumed, ownFinished, Optional.of(given)));
    }

    State onChangeCipherSpec(Effects effects) throws TlsException {
        effects.unprotect(Epoch.APPLICATION, keys.serverKeys(), effects.boundary());
        return new WaitFinished12(this);
    }

    State onFinished(Finished finished, byte[] bytes, Effects effects) throws TlsException {
        byte[] expected = keys.serverVerifyData(handshake.transcript().value());
        FinishedProof proof = FinishedProof.check(expected, finished.verifyData());
        handshake.transcript().add(bytes);
        if (ownFinished.isEmpty()) {
            effects.changeWriteCipher(keys.clientKeys());
            Flight last = effects.flight(handshake.transcript());
            last.add(new Finished(keys.clientVerifyData(handshake.transcript().value())));
            effects.send(last);
        }
        byte[] first = ownFinished.orElse(expected);
        ClientSessions sessions = handshake.offer().sessions();
        Optional<Session> session =
                sessions.store().isPresent() ? sessionToKeep() : Optional.empty();
        resumed.ifPresent(Session::close);
        if (session.isEmpty()) {
            return connect(proof, first, effects);
        }
        SessionStore store = sessions.store().orElseThrow();
        effects.session(store, sessions.key());
        return Sessions.with(
                store,
                WorkKind.STORE_SESSION,
                () -> Sessions.keep(store, sessions.key(), session.get()),
                effects,
                (kept, then) -> connect(proof, first, then));
    }

    /** One that can be resumed by something that was not known before, and is safe to (RFC 7627 §5.3). */
    private Optional<Session> sessionToKeep() {
        boolean byId = resumed.isEmpty() && handshake.sessionId().length > 0;
        if (!keys.extendedMasterSecret() || ticket.isEmpty() && !byId) {
            return Optional.empty();
        }
        Session.Builder builder =
                Session.begin(
                                ProtocolVersion.TLS_1_2,
                                handshake.suite().cipherSuite(),
                                keys.copyOfMasterSecret(),
                                handshake.configuration())
                        .extendedMasterSecret(true)
                        .serverName(Optional.of(handshake.offer().serverName()))
                        .peer(shown, server.verifiedChain());
        resumed.ifPresent(session -> builder.until(session.until()));
        if (ticket.isEmpty()) {
            return Optional.of(builder.id(handshake.sessionId()).build());
        }
        Instant now = handshake.configuration().clock().instant();
        Duration lifetime = Duration.ofSeconds(ticket.get().lifetimeHint());
        return Optional.of(builder.ticket(ticket.get().ticket(), lifetime, now).build());
    }

    private State connect(FinishedProof proof, byte[] firstFinished, Effects effects) {
        Gate open = Gate.open(server, proof);
        effects.gate(Direction.INBOUND, open);
        effects.gate(Direction.OUTBOUND, open);
        keys.complete(firstFinished, effects);
        effects.fact(new Fact.Completed());
        return new ClientConnected12();
    }
}
