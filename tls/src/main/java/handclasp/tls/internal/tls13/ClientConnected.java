package handclasp.tls.internal.tls13;

import handclasp.tls.TlsException;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.Kind;
import java.util.EnumSet;
import java.util.Set;

/** A client's CONNECTED. */
final class ClientConnected implements State {
    @Override
    public Set<Kind> expects() {
        return EnumSet.of(Kind.NEW_SESSION_TICKET, Kind.KEY_UPDATE);
    }

    @Override
    public State on(Input input, Effects effects) throws TlsException {
        // A ticket is ignored, as RFC 9846 §4.7.1 demands of clients that do not resume.
        if (input.kind() == Kind.KEY_UPDATE) {
            KeyUpdates.receive(input, effects);
        }
        return this;
    }
}
