package handclasp.tls.internal.tls13;

import handclasp.tls.TlsException;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.Kind;
import java.util.EnumSet;
import java.util.Set;

/** A server's CONNECTED. */
final class ServerConnected implements State {
    @Override
    public Set<Kind> expects() {
        return EnumSet.of(Kind.KEY_UPDATE);
    }

    @Override
    public State on(Input input, Effects effects) throws TlsException {
        KeyUpdates.receive(input, effects);
        return this;
    }
}
