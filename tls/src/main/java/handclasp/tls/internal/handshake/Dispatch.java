package handclasp.tls.internal.handshake;

import handclasp.tls.TlsException;
import handclasp.tls.Unexpected;
import handclasp.tls.internal.message.Form;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides by {@link State#expects} alone what may reach a state. */
public final class Dispatch {
    private Dispatch() {}

    /**
     * Reads a message if it is legal now.
     *
     * @param form of the connection's messages
     * @param dataLegal whether application data is legal too, for the text of the error
     * @throws TlsException with {@link Unexpected} if it is not, or with what is wrong in the message
     */
    public static Input.Message message(State state, Form form, byte[] message, boolean dataLegal)
            throws TlsException {
        Optional<Kind> kind = Kind.of(message);
        if (kind.isEmpty() || !state.expects().contains(kind.get())) {
            throw unexpected(state, Kind.describe(message), dataLegal);
        }
        return kind.get().read(form, message);
    }

    /**
     * A ChangeCipherSpec, if it is legal now.
     *
     * @throws TlsException with {@link Unexpected} if it is not
     */
    public static Input changeCipherSpec(State state, boolean dataLegal) throws TlsException {
        if (!state.expects().contains(Kind.CHANGE_CIPHER_SPEC)) {
            throw unexpected(state, Kind.CHANGE_CIPHER_SPEC.toString(), dataLegal);
        }
        return new Input.ChangeCipherSpec();
    }

    /** What a state waits for, in words. */
    public static String waiting(State state) {
        List<String> legal =
                state.expects().stream()
                        .filter(
                                kind ->
                                        kind != Kind.CHANGE_CIPHER_SPEC
                                                && kind != Kind.HELLO_REQUEST)
                        .map(Kind::toString)
                        .toList();
        if (legal.isEmpty() && state.expects().contains(Kind.CHANGE_CIPHER_SPEC)) {
            return "waited for " + Kind.CHANGE_CIPHER_SPEC;
        }
        return legal.isEmpty() ? "waited for nothing" : "waited for " + String.join(" or ", legal);
    }

    /** What to say of anything else that came. */
    public static TlsException unexpected(State state, String got, boolean dataLegal) {
        // That a HelloRequest would be ignored says nothing about what should have come.
        List<String> legal =
                new ArrayList<>(
                        state.expects().stream()
                                .filter(kind -> kind != Kind.HELLO_REQUEST)
                                .map(Kind::toString)
                                .toList());
        if (dataLegal) {
            legal.add("application data");
        }
        return TlsException.of(new Unexpected(got, legal));
    }
}
