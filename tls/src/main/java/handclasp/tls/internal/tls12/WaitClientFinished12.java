package handclasp.tls.internal.tls12;

import handclasp.tls.TlsException;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.message.Finished;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.Kind;
import java.util.EnumSet;
import java.util.Set;

/** A server that waits for the client's Finished (RFC 5246 §7.4.9). */
final class WaitClientFinished12 implements State {
    private final ServerEnding12 ending;

    WaitClientFinished12(ServerEnding12 ending) {
        this.ending = ending;
    }

    @Override
    public Set<Kind> expects() {
        return EnumSet.of(Kind.FINISHED);
    }

    @Override
    public State on(Input input, Effects effects) throws TlsException {
        Input.Message message = (Input.Message) input;
        return ending.onFinished((Finished) message.value(), message.bytes(), effects);
    }
}
