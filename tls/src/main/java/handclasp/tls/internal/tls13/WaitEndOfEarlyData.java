package handclasp.tls.internal.tls13;

import handclasp.tls.TlsException;
import handclasp.tls.internal.handshake.Authenticated;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.Kind;
import java.util.EnumSet;
import java.util.Set;

/** A server's WAIT_EOED: early data flows until the client says that it was all. */
final class WaitEndOfEarlyData implements State {
    private final ServerHandshake13 handshake;
    private final Authenticated client;

    WaitEndOfEarlyData(ServerHandshake13 handshake, Authenticated client) {
        this.handshake = handshake;
        this.client = client;
    }

    @Override
    public Set<Kind> expects() {
        return EnumSet.of(Kind.CHANGE_CIPHER_SPEC, Kind.END_OF_EARLY_DATA);
    }

    @Override
    public State on(Input input, Effects effects) throws TlsException {
        if (!(input instanceof Input.Message message)) {
            return this;
        }
        handshake.endEarlyData(message.bytes(), effects);
        return new WaitClientFinished(handshake, client);
    }
}
