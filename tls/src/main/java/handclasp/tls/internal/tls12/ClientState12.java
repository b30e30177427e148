package handclasp.tls.internal.tls12;

import handclasp.tls.TlsException;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.Kind;
import java.util.EnumSet;
import java.util.Set;

/** A client amid a handshake, which ignores that the server asks it to begin one (RFC 5246 §7.4.1.1). */
abstract class ClientState12 implements State {
    /** What is legal now beside a HelloRequest. */
    abstract Set<Kind> awaits();

    /** Takes an input that {@link #awaits} lists. */
    abstract State take(Input input, Effects effects) throws TlsException;

    @Override
    public final Set<Kind> expects() {
        Set<Kind> all = EnumSet.of(Kind.HELLO_REQUEST);
        all.addAll(awaits());
        return all;
    }

    @Override
    public final State on(Input input, Effects effects) throws TlsException {
        return input.kind() == Kind.HELLO_REQUEST ? this : take(input, effects);
    }
}
