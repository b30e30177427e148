package handclasp.tls.internal.tls12;

import handclasp.tls.Alert;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.Kind;
import java.util.EnumSet;
import java.util.Set;

/** A connected server, which does not renegotiate and says so (RFC 5246 §7.2.2, RFC 5746 §4.5). */
final class ServerConnected12 implements State {
    @Override
    public Set<Kind> expects() {
        return EnumSet.of(Kind.CLIENT_HELLO);
    }

    @Override
    public State on(Input input, Effects effects) {
        effects.warn(Alert.NO_RENEGOTIATION);
        return this;
    }
}
