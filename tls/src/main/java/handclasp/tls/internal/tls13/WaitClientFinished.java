package handclasp.tls.internal.tls13;

import handclasp.tls.TlsException;
import handclasp.tls.internal.handshake.Authenticated;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.FinishedProof;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.message.Finished;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.Kind;
import java.util.EnumSet;
import java.util.Set;

/** A server's WAIT_FINISHED. */
final class WaitClientFinished implements State {
    private final ServerHandshake13 handshake;
    private final Authenticated client;

    WaitClientFinished(ServerHandshake13 handshake, Authenticated client) {
        this.handshake = handshake;
        this.client = client;
    }

    @Override
    public Set<Kind> expects() {
        return EnumSet.of(Kind.CHANGE_CIPHER_SPEC, Kind.FINISHED);
    }

    @Override
    public State on(Input input, Effects effects) throws TlsException {
        if (!(input instanceof Input.Message message)) {
            return this;
        }
        Finished finished = (Finished) message.value();
        FinishedProof proof =
                FinishedProof.check(handshake.expectedClientFinished(), finished.verifyData());
        return handshake.connect(client, proof, message.bytes(), effects);
    }
}
