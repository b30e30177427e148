package handclasp.tls.internal.tls13;

import handclasp.tls.TlsException;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.Kind;
import handclasp.tls.internal.message.NewSessionTicket;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A client's CONNECTED. */
final class ClientConnected implements State, AutoCloseable {
    /** Empty where tickets are ignored, as RFC 9846 §4.7.1 demands of clients that do not resume. */
    private final Optional<ClientTickets> tickets;

    ClientConnected(Optional<ClientTickets> tickets) {
        this.tickets = tickets;
    }

    @Override
    public Set<Kind> expects() {
        return EnumSet.of(Kind.NEW_SESSION_TICKET, Kind.KEY_UPDATE);
    }

    @Override
    public State on(Input input, Effects effects) throws TlsException {
        if (input.kind() == Kind.KEY_UPDATE) {
            KeyUpdates.receive(input, effects);
        } else if (tickets.isPresent()) {
            Input.Message message = (Input.Message) input;
            tickets.get().receive((NewSessionTicket) message.value(), effects);
        }
        return this;
    }

    @Override
    public void close() {
        tickets.ifPresent(ClientTickets::close);
    }
}
