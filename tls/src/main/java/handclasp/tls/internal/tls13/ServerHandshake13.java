package handclasp.tls.internal.tls13;

import handclasp.tls.Direction;
import handclasp.tls.Epoch;
import handclasp.tls.Fact;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.TlsException;
import handclasp.tls.WorkKind;
import handclasp.tls.crypto.Secret;
import handclasp.tls.internal.handshake.Authenticated;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.FinishedProof;
import handclasp.tls.internal.handshake.Gate;
import handclasp.tls.internal.handshake.SideTask;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.handshake.Transcript;
import java.util.Optional;

/** A server after its flight, up to CONNECTED: what the client's answer is checked against, and what follows it. */
final class ServerHandshake13 {
    private final ServerConfiguration configuration;
    private final Suite13 suite;
    private final Transcript transcript;
    private final Secret clientTraffic;
    private final Secret clientApplication;
    private final ServerChoice13 choice;

    /** For tickets; empty where none can be given. */
    private final Optional<KeySchedule.MainSecret> main;

    /** Takes the secrets over. */
    ServerHandshake13(
            ServerChoice13 choice,
            Secret clientTraffic,
            Secret clientApplication,
            Optional<KeySchedule.MainSecret> main) {
        this.configuration = choice.configuration();
        this.suite = choice.suite();
        this.transcript = choice.transcript();
        this.clientTraffic = clientTraffic;
        this.clientApplication = clientApplication;
        this.choice = choice;
        this.main = main;
    }

    ServerConfiguration configuration() {
        return configuration;
    }

    Transcript transcript() {
        return transcript;
    }

    /** What the client's Finished must hold, given the transcript up to before it. */
    byte[] expectedClientFinished() {
        return suite.verifyData(clientTraffic, transcript.value());
    }

    /** The client has sent all of its early data (RFC 9846 §4.6). */
    void endEarlyData(byte[] message, Effects effects) throws TlsException {
        effects.unprotect(
                Epoch.HANDSHAKE,
                new TrafficKeys13(suite, clientTraffic.copy()),
                effects.boundary());
        effects.gate(Direction.INBOUND, Gate.CLOSED);
        transcript.add(message);
    }

    /**
     * The client has proved all it had to: over to application keys in its direction.
     *
     * @param finished the client's Finished, the last message of the transcript
     */
    State connect(Authenticated client, FinishedProof proof, byte[] finished, Effects effects)
            throws TlsException {
        clientTraffic.close();
        transcript.add(finished);
        effects.unprotect(
                Epoch.APPLICATION, new TrafficKeys13(suite, clientApplication), effects.boundary());
        Gate open = Gate.open(client, proof);
        effects.gate(Direction.INBOUND, open);
        effects.gate(Direction.OUTBOUND, open);
        effects.fact(new Fact.Completed());
        giveTickets(client, effects);
        return new ServerConnected();
    }

    private void giveTickets(Authenticated client, Effects effects) {
        if (main.isEmpty()) {
            return;
        }
        ServerTickets tickets;
        try (KeySchedule.MainSecret secret = main.get()) {
            tickets =
                    new ServerTickets(
                            configuration,
                            suite,
                            secret.resumptionSecret(transcript.value()),
                            choice.serverName(),
                            choice.protocol(),
                            client,
                            choice.selected().flatMap(selected -> selected.key().session()));
        }
        effects.tickets(tickets);
        int count = configuration.tickets();
        if (count == 0) {
            return;
        }
        if (tickets.blocking()) {
            effects.aside(new SideTask(WorkKind.STORE_SESSION, () -> tickets.give(count, effects)));
        } else {
            tickets.give(count, effects);
        }
    }
}
