package handclasp.tls.internal.handshake;

import handclasp.tls.TlsException;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.Kind;
import java.util.Set;

/**
 * A state of a handshake (RFC 9846 §A): it holds only what the next message needs, and is dropped for the state it
 * returns. Named after the RFC's states.
 */
public interface State {
    /** The only list of what is legal now, in the order of the enum. */
    Set<Kind> expects();

    /**
     * Takes an input that {@link #expects} lists.
     *
     * @return the next state, which may be this one
     */
    State on(Input input, Effects effects) throws TlsException;

    /** For diagrams and logs. */
    default String name() {
        return getClass().getSimpleName();
    }
}
