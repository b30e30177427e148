package handclasp.tls.internal.tls12;

import handclasp.tls.TlsException;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.Kind;
import java.util.EnumSet;
import java.util.Set;

/** A client that waits for the server to go over to the new keys (RFC 5246 §7.1); only here it may. */
final class WaitChangeCipherSpec12 extends ClientState12 {
    private final ClientEnding12 ending;

    WaitChangeCipherSpec12(ClientEnding12 ending) {
        this.ending = ending;
    }

    @Override
    Set<Kind> awaits() {
        return EnumSet.of(Kind.CHANGE_CIPHER_SPEC);
    }

    @Override
    State take(Input input, Effects effects) throws TlsException {
        return ending.onChangeCipherSpec(effects);
    }
}
