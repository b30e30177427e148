package handclasp.tls.internal.message;

import handclasp.tls.HandshakeType;
import handclasp.tls.TlsException;
import handclasp.tls.internal.extension.Extensions;
import handclasp.tls.internal.extension.Place;
import handclasp.tls.internal.wire.WireReader;
import handclasp.tls.internal.wire.WireWriter;

/**
 * RFC 9846 §4.7.1.
 *
 * @param ticketLifetime in seconds
 * @param ticketAgeAdd 32 bits to hide the ticket's age with
 * @param ticketNonce 0 to 255 bytes
 * @param ticket 1 to 65535 bytes
 */
public record NewSessionTicket(
        long ticketLifetime,
        long ticketAgeAdd,
        byte[] ticketNonce,
        byte[] ticket,
        Extensions extensions)
        implements HandshakeMessage {
    static NewSessionTicket read(WireReader in) throws TlsException {
        return new NewSessionTicket(
                in.u32("ticket_lifetime"),
                in.u32("ticket_age_add"),
                in.vector("ticket_nonce", 1, 0, 255),
                in.vector("ticket", 2, 1, 0xffff),
                Extensions.read(Place.NEW_SESSION_TICKET, in, 0, 0xffff));
    }

    @Override
    public HandshakeType type() {
        return HandshakeType.NEW_SESSION_TICKET;
    }

    @Override
    public String name() {
        return "NewSessionTicket";
    }

    @Override
    public void writeBody(WireWriter out) {
        out.u32(ticketLifetime).u32(ticketAgeAdd).vector(1, ticketNonce).vector(2, ticket);
        extensions.write(out);
    }
}
