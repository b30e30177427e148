package handclasp.tls.internal.tls12;

import handclasp.tls.Fact;
import handclasp.tls.Misbehaved;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.Resumption;
import handclasp.tls.SessionStore;
import handclasp.tls.TicketKeys;
import handclasp.tls.TlsException;
import handclasp.tls.WorkKind;
import handclasp.tls.crypto.Secret;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.handshake.Authenticated;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.Flight;
import handclasp.tls.internal.handshake.Session;
import handclasp.tls.internal.handshake.Sessions;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.message.Finished;
import handclasp.tls.internal.message.ServerHello;
import java.util.HexFormat;
import java.util.Optional;

/** Whether a server goes on with an earlier session, and the abbreviated handshake if it does (RFC 5246 §7.3). */
final class ServerResumption12 {
    private ServerResumption12() {}

    /** Under which a store keeps the session of an identifier. */
    static String key(byte[] sessionId) {
        return "server:" + HexFormat.of().formatHex(sessionId);
    }

    /** Looks for the session the client offers, and goes on with it or with a full handshake. */
    static State begin(ServerHandshake12 handshake, Effects effects) throws TlsException {
        Optional<byte[]> ticket =
                ExtensionTable.SESSION_TICKET
                        .in(handshake.hello().extensions())
                        .filter(bytes -> bytes.length > 0);
        if (ticket.isPresent() && handshake.configuration().ticketKeys().isPresent()) {
            // A ticket that is no good is not a reason to look at the identifier, which the client
            // made up to see whether the ticket is taken (RFC 5077 §3.4).
            return consider(handshake, open(handshake, ticket.get()), effects);
        }
        byte[] id = handshake.hello().legacySessionId();
        Optional<SessionStore> store = handshake.configuration().sessions();
        if (id.length == 0 || store.isEmpty()) {
            return consider(handshake, Optional.empty(), effects);
        }
        return Sessions.with(
                store.get(),
                WorkKind.LOOK_UP_SESSION,
                () -> Sessions.find(store.get(), key(id)),
                effects,
                (found, then) ->
                        consider(
                                handshake,
                                found.map(
                                        session -> new Found(session, Resumption.SESSION_ID, true)),
                                then));
    }

    private static Optional<Found> open(ServerHandshake12 handshake, byte[] ticket) {
        Optional<TicketKeys.Opened> opened =
                handshake.configuration().ticketKeys().orElseThrow().open(ticket);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try (Secret encoded = opened.get().session()) {
            return Optional.of(
                    new Found(Session.decode(encoded), Resumption.TICKET, opened.get().current()));
        } catch (TlsException e) {
            // Sealed by a server of another release: the client is given a full handshake.
            return Optional.empty();
        }
    }

    private static State consider(
            ServerHandshake12 handshake, Optional<Found> found, Effects effects)
            throws TlsException {
        if (found.isEmpty()) {
            return ServerAnswer12.begin(handshake);
        }
        if (!holds(handshake, found.get().session)) {
            found.get().session.close();
            return ServerAnswer12.begin(handshake);
        }
        try (Session session = found.get().session) {
            if (!handshake.extendedMasterSecret()) {
                throw TlsException.of(Misbehaved.EXTENDED_MASTER_SECRET_CHANGES);
            }
            return resume(handshake, session, found.get(), effects);
        }
    }

    /** RFC 7627 §5.3: a session without the extended master secret is not worth to go on with. */
    private static boolean holds(ServerHandshake12 handshake, Session session) {
        return session.extendedMasterSecret()
                && session.version().equals(ProtocolVersion.TLS_1_2)
                && session.holdsFor(handshake.configuration())
                && session.serverName().equals(handshake.serverName())
                && handshake.hello().cipherSuites().contains(session.suite());
    }

    /** ServerHello, NewSessionTicket if the old one's key grows old, ChangeCipherSpec, Finished. */
    private static State resume(
            ServerHandshake12 handshake, Session session, Found found, Effects effects)
            throws TlsException {
        Suite12 suite = new Suite12(handshake.configuration().crypto(), session.suite());
        boolean renews = !found.current && handshake.givesTickets();
        byte[] id = handshake.hello().legacySessionId();
        ServerHello hello =
                handshake.answer(
                        suite, id, renews, false, true, handshake.applicationProtocol(), effects);
        handshake.transcript().forgetMessages();
        Authenticated client = Authenticated.resumed(session, handshake.configuration());
        effects.fact(new Fact.Resumed(found.by));
        if (!session.peerCertificates().isEmpty()) {
            effects.fact(new Fact.PeerCertificates(session.peerCertificates()));
        }
        PeerSignature12.tell(client, effects);
        Flight flight = effects.flight(handshake.transcript());
        ServerHello sent = flight.add(hello);
        if (renews) {
            flight.add(ServerEnding12.ticket(handshake, session));
        }
        effects.send(flight);
        Keys12 keys =
                Keys12.resumed(
                        suite,
                        session.secret(),
                        new Randoms(handshake.hello().random(), sent.random()),
                        handshake.encryptThenMac(suite),
                        handshake.configuration(),
                        effects);
        effects.changeWriteCipher(keys.serverKeys());
        Flight last = effects.flight(handshake.transcript());
        Finished finished =
                last.add(new Finished(keys.serverVerifyData(handshake.transcript().value())));
        effects.send(last);
        Optional<String> kept =
                found.by == Resumption.SESSION_ID ? Optional.of(key(id)) : Optional.empty();
        return new WaitClientChangeCipherSpec12(
                ServerEnding12.resumed(handshake, keys, client, finished, kept));
    }

    /** A session, and where it came from. */
    private static final class Found {
        private final Session session;
        private final Resumption by;
        private final boolean current;

        Found(Session session, Resumption by, boolean current) {
            this.session = session;
            this.by = by;
            this.current = current;
        }
    }
}
