package handclasp.tls.internal.tls12;

import handclasp.tls.TlsException;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.Kind;
import handclasp.tls.internal.message.NewSessionTicket12;
import java.util.EnumSet;
import java.util.Set;

/** A client whose server promised a ticket, which must then come, maybe empty (RFC 5077 §3.3). */
final class WaitNewSessionTicket12 extends ClientState12 {
    private final ClientEnding12 ending;

    WaitNewSessionTicket12(ClientEnding12 ending) {
        this.ending = ending;
    }

    @Override
    Set<Kind> awaits() {
        return EnumSet.of(Kind.NEW_SESSION_TICKET);
    }

    @Override
    State take(Input input, Effects effects) throws TlsException {
        Input.Message message = (Input.Message) input;
        return ending.onTicket((NewSessionTicket12) message.value(), message.bytes(), effects);
    }
}
