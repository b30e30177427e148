package handclasp.tls.internal.tls12;

import handclasp.tls.TlsException;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.Kind;
import java.util.EnumSet;
import java.util.Set;

/** A server that waits for the client to go over to the new keys (RFC 5246 §7.1); only here it may. */
final class WaitClientChangeCipherSpec12 implements State {
    private final ServerEnding12 ending;

    WaitClientChangeCipherSpec12(ServerEnding12 ending) {
        this.ending = ending;
    }

    @Override
    public Set<Kind> expects() {
        return EnumSet.of(Kind.CHANGE_CIPHER_SPEC);
    }

    @Override
    public State on(Input input, Effects effects) throws TlsException {
        return ending.onChangeCipherSpec(effects);
    }
}
