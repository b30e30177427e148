package handclasp.tls.internal.tls13;

import handclasp.tls.Direction;
import handclasp.tls.Epoch;
import handclasp.tls.Fact;
import handclasp.tls.TlsException;
import handclasp.tls.crypto.Secret;
import handclasp.tls.internal.handshake.Authenticated;
import handclasp.tls.internal.handshake.ClientOffer;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.FinishedProof;
import handclasp.tls.internal.handshake.Flight;
import handclasp.tls.internal.handshake.Gate;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.message.Finished;

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

    private ClientHandshake13(
            ClientOffer offer,
            Suite13 suite,
            KeySchedule.HandshakeSecret handshakeSecret,
            Secret clientTraffic,
            Secret serverTraffic) {
        this.offer = offer;
        this.suite = suite;
        this.handshakeSecret = handshakeSecret;
        this.clientTraffic = clientTraffic;
        this.serverTraffic = serverTraffic;
    }

    /** From the shared secret: both directions go over to handshake keys. */
    static State begin(ClientOffer offer, Suite13 suite, Secret shared, Effects effects)
            throws TlsException {
        offer.close();
        KeySchedule.HandshakeSecret handshakeSecret;
        try (KeySchedule.EarlySecret early = KeySchedule.earlySecret(suite)) {
            handshakeSecret = early.handshakeSecret(shared);
        }
        byte[] hash = offer.transcript().value();
        Secret client = handshakeSecret.clientTraffic(hash);
        Secret server = handshakeSecret.serverTraffic(hash);
        byte[] random = offer.hello().random();
        effects.secret("CLIENT_HANDSHAKE_TRAFFIC_SECRET", random, client);
        effects.secret("SERVER_HANDSHAKE_TRAFFIC_SECRET", random, server);
        effects.unprotect(
                Epoch.HANDSHAKE, new TrafficKeys13(suite, server.copy()), effects.boundary());
        if (offer.hello().legacySessionId().length > 0 && !offer.transcript().retried()) {
            effects.changeCipherSpec();
        }
        effects.protect(Epoch.HANDSHAKE, new TrafficKeys13(suite, client.copy()));
        return new WaitEncryptedExtensions(
                new ClientHandshake13(offer, suite, handshakeSecret, client, server));
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
        }
        Gate open = Gate.open(server, proof);
        effects.gate(Direction.INBOUND, open);
        effects.gate(Direction.OUTBOUND, open);
        effects.fact(new Fact.Completed());
        return new ClientConnected();
    }
}
