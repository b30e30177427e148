package handclasp.tls.internal.tls12;

import handclasp.tls.TlsException;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.message.Finished;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.Kind;
import java.util.EnumSet;
import java.util.Set;

/** A client that waits for the server's Finished (RFC 5246 §7.4.9). */
final class WaitFinished12 extends ClientState12 {
    private final ClientEnding12 ending;

    WaitFinished12(ClientEnding12 ending) {
        this.ending = ending;
    }

    @Override
    Set<Kind> awaits() {
        return EnumSet.of(Kind.FINISHED);
    }

    @Override
    State take(Input input, Effects effects) throws TlsException {
        Input.Message message = (Input.Message) input;
        return ending.onFinished((Finished) message.value(), message.bytes(), effects);
    }
}
