package handclasp.tls.internal.tls12;

import handclasp.tls.TlsException;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.Kind;
import java.util.EnumSet;
import java.util.Set;

/** A client that waits for the end of the server's part (RFC 5246 §7.4.5); what follows is its own flight. */
final class WaitServerHelloDone12 extends ClientState12 {
    private final ServerFlight12 flight;

    WaitServerHelloDone12(ServerFlight12 flight) {
        this.flight = flight;
    }

    @Override
    Set<Kind> awaits() {
        return EnumSet.of(Kind.SERVER_HELLO_DONE);
    }

    @Override
    State take(Input input, Effects effects) throws TlsException {
        flight.handshake().transcript().add(((Input.Message) input).bytes());
        return ClientFlight12.begin(flight, effects);
    }
}
