package handclasp.tls.internal.tls13;

import handclasp.tls.Direction;
import handclasp.tls.EarlyData;
import handclasp.tls.Epoch;
import handclasp.tls.Fact;
import handclasp.tls.Incompatible;
import handclasp.tls.Misbehaved;
import handclasp.tls.Resumption;
import handclasp.tls.TlsException;
import handclasp.tls.crypto.Secret;
import handclasp.tls.internal.handshake.Authenticated;
import handclasp.tls.internal.handshake.ClientOffer;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.FinishedProof;
import handclasp.tls.internal.handshake.Flight;
import handclasp.tls.internal.handshake.Gate;
import handclasp.tls.internal.handshake.PreSharedKey;
import handclasp.tls.internal.handshake.Session;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.message.EndOfEarlyData;
import handclasp.tls.internal.message.Finished;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a client keeps from ServerHello to its own Finished: the offer, the suite, and the secrets of the handshake, which
 * are wiped when it ends.
 */
final class ClientHandshake13 {
    private final ClientOffer offer;
    private final Suite13 suite;
    private final KeySchedule.HandshakeSecret handshakeSecret;
    private final Secret clientTraffic;
    private final Secret serverTraffic;

    /** What the server chose of the keys offered; its secret is gone. */
    private final Optional<PreSharedKey> key;

    /** Whether early data flows under keys of its own, until the last flight. */
    private final boolean early;

    /** The application protocol, once the server has said it. */
    private final Optional<String> protocol;

    private ClientHandshake13(
            ClientOffer offer,
            Suite13 suite,
            KeySchedule.HandshakeSecret handshakeSecret,
            Secret clientTraffic,
            Secret serverTraffic,
            Optional<PreSharedKey> key,
            boolean early,
            Optional<String> protocol) {
        this.offer = offer;
        this.suite = suite;
        this.handshakeSecret = handshakeSecret;
        this.clientTraffic = clientTraffic;
        this.serverTraffic = serverTraffic;
        this.key = key;
        this.early = early;
        this.protocol = protocol;
    }

    /**
     * From the shared secret: both directions go over to handshake keys, but for early data.
     *
     * @param selected which of the pre-shared keys the server chose
     */
    static State begin(
            ClientOffer offer,
            Suite13 suite,
            Secret shared,
            Optional<Integer> selected,
            Effects effects)
            throws TlsException {
        Optional<PreSharedKey> key = selected.map(offer.keys()::get);
        KeySchedule.HandshakeSecret handshakeSecret;
        try (KeySchedule.EarlySecret early = earlySecret(suite, key)) {
            handshakeSecret = early.handshakeSecret(shared);
        }
        offer.close();
        byte[] hash = offer.transcript().value();
        Secret client = handshakeSecret.clientTraffic(hash);
        Secret server = handshakeSecret.serverTraffic(hash);
        byte[] random = offer.hello().random();
        effects.secret("CLIENT_HANDSHAKE_TRAFFIC_SECRET", random, client);
        effects.secret("SERVER_HANDSHAKE_TRAFFIC_SECRET", random, server);
        effects.unprotect(
                Epoch.HANDSHAKE, new TrafficKeys13(suite, server.copy()), effects.boundary());
        if (offer.hello().legacySessionId().length > 0
                && !offer.transcript().retried()
                && !offer.earlyData()) {
            effects.changeCipherSpec();
        }
        boolean offeredEarly = offer.earlyData() && !offer.transcript().retried();
        boolean early = offeredEarly && selected.equals(Optional.of(0));
        if (offeredEarly && !early) {
            // Only the first key is that of early data (RFC 9846 §4.3.10).
            ClientStart13.refuseEarlyData(effects);
        }
        if (!early) {
            effects.protect(Epoch.HANDSHAKE, new TrafficKeys13(suite, client.copy()));
        }
        return new WaitEncryptedExtensions(
                new ClientHandshake13(
                        offer,
                        suite,
                        handshakeSecret,
                        client,
                        server,
                        key,
                        early,
                        Optional.empty()));
    }

    private static KeySchedule.EarlySecret earlySecret(Suite13 suite, Optional<PreSharedKey> key) {
        return key.isPresent()
                ? KeySchedule.earlySecret(suite, key.get().secret())
                : KeySchedule.earlySecret(suite);
    }

    ClientOffer offer() {
        return offer;
    }

    Suite13 suite() {
        return suite;
    }

    /** What the server's Finished must hold, given the transcript up to before it. */
    byte[] expectedServerFinished() {
        return suite.verifyData(serverTraffic, offer.transcript().value());
    }

    /**
     * With what EncryptedExtensions say.
     *
     * @param accepted whether the server takes early data (RFC 9846 §4.3.10)
     * @param chosen the application protocol
     */
    ClientHandshake13 with(boolean accepted, Optional<String> chosen, Effects effects)
            throws TlsException {
        if (accepted) {
            acceptEarlyData(chosen, effects);
        } else if (early) {
            ClientStart13.refuseEarlyData(effects);
            effects.protect(Epoch.HANDSHAKE, new TrafficKeys13(suite, clientTraffic.copy()));
        }
        return new ClientHandshake13(
                offer, suite, handshakeSecret, clientTraffic, serverTraffic, key, accepted, chosen);
    }

    private void acceptEarlyData(Optional<String> chosen, Effects effects) throws TlsException {
        if (!early) {
            throw TlsException.of(
                    Misbehaved.ILLEGAL_SELECTED_IDENTITY,
                    "early data is taken without the key it was sent under");
        }
        Session session = key.flatMap(PreSharedKey::session).orElseThrow();
        if (!session.suite().equals(suite.cipherSuite())
                || !session.applicationProtocol().equals(chosen)) {
            throw TlsException.builder(Misbehaved.ILLEGAL_EARLY_DATA)
                    .detail("the server takes it and changes what it was sent with")
                    .ours(session.suite() + ", " + session.applicationProtocol().orElse("no ALPN"))
                    .theirs(suite.cipherSuite() + ", " + chosen.orElse("no ALPN"))
                    .build();
        }
        effects.fact(new Fact.EarlyDataOffered(EarlyData.ACCEPTED));
    }

    /** After EncryptedExtensions: with a pre-shared key the server shows no certificate (RFC 9846 §4.5). */
    State authenticate(Effects effects) throws TlsException {
        if (key.isEmpty()) {
            var configuration = offer.configuration();
            if (configuration.verifier().isEmpty() && !configuration.peerUnverified()) {
                throw TlsException.builder(Incompatible.PRE_SHARED_KEY)
                        .ours(configuration.externalPsks() + " and no verifier")
                        .theirs("none of them")
                        .build();
            }
            return new WaitCertificateOrRequest(this);
        }
        Optional<Session> session = key.get().session();
        if (session.isEmpty()) {
            effects.fact(new Fact.ExternalKey(HexFormat.of().formatHex(key.get().identity())));
            return new WaitFinished(this, Optional.empty(), Authenticated.byExternalKey(key.get()));
        }
        Authenticated server = Authenticated.resumed(session.get(), offer.configuration());
        effects.fact(new Fact.Resumed(Resumption.TICKET));
        if (!session.get().peerCertificates().isEmpty()) {
            effects.fact(new Fact.PeerCertificates(session.get().peerCertificates()));
        }
        if (!server.verifiedChain().isEmpty()) {
            effects.fact(new Fact.VerifiedChain(server.verifiedChain()));
        }
        return new WaitFinished(this, Optional.empty(), server);
    }

    /** Ends the handshake with the client's Finished and goes over to application keys (RFC 9846 §2). */
    State finish(
            Flight flight,
            byte[] hashToServerFinished,
            Authenticated server,
            FinishedProof proof,
            Effects effects)
            throws TlsException {
        flight.add(new Finished(suite.verifyData(clientTraffic, offer.transcript().value())));
        effects.send(flight);
        Optional<ClientTickets> tickets;
        try (handshakeSecret;
                clientTraffic;
                serverTraffic;
                KeySchedule.MainSecret main = handshakeSecret.mainSecret()) {
            Secret exporter = main.exporter(hashToServerFinished);
            Secret clientApplication = main.clientTraffic(hashToServerFinished);
            Secret serverApplication = main.serverTraffic(hashToServerFinished);
            byte[] random = offer.hello().random();
            effects.secret("CLIENT_TRAFFIC_SECRET_0", random, clientApplication);
            effects.secret("SERVER_TRAFFIC_SECRET_0", random, serverApplication);
            effects.secret("EXPORTER_SECRET", random, exporter);
            effects.exporter(new Exporter13(suite, exporter));
            effects.unprotect(
                    Epoch.APPLICATION,
                    new TrafficKeys13(suite, serverApplication),
                    effects.boundary());
            effects.protect(Epoch.APPLICATION, new TrafficKeys13(suite, clientApplication));
            tickets = tickets(main, server);
        }
        Gate open = Gate.open(server, proof);
        effects.gate(Direction.INBOUND, open);
        effects.gate(Direction.OUTBOUND, open);
        effects.fact(new Fact.Completed());
        return new ClientConnected(tickets);
    }

    /** Before the last flight: early data ends, where there was any (RFC 9846 §4.6). */
    void endEarlyData(Effects effects) {
        if (!early) {
            return;
        }
        effects.gate(Direction.OUTBOUND, Gate.CLOSED);
        Flight end = effects.flight(offer.transcript());
        end.add(new EndOfEarlyData());
        effects.send(end);
        effects.protect(Epoch.HANDSHAKE, new TrafficKeys13(suite, clientTraffic.copy()));
    }

    /** What takes tickets, if there is a place for them. Those of external keys would outlive their keys: none. */
    private Optional<ClientTickets> tickets(KeySchedule.MainSecret main, Authenticated server) {
        boolean kept = offer.sessions().store().isPresent() && offer.configuration().tickets();
        if (!kept || key.filter(PreSharedKey::isExternal).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                new ClientTickets(
                        offer,
                        suite,
                        main.resumptionSecret(offer.transcript().value()),
                        server,
                        key.flatMap(PreSharedKey::session),
                        protocol));
    }
}
