package handclasp.tls.internal.message;

import handclasp.tls.HandshakeType;
import handclasp.tls.TlsException;
import handclasp.tls.internal.wire.WireReader;
import handclasp.tls.internal.wire.WireWriter;

/**
 * RFC 5077 §3.3.
 *
 * @param lifetimeHint in seconds, 32 bits; 0 if the server does not say
 * @param ticket 0 to 65535 bytes; none if the server has none to give after all
 */
public record NewSessionTicket12(long lifetimeHint, byte[] ticket) implements HandshakeMessage {
    static NewSessionTicket12 read(WireReader in) throws TlsException {
        return new NewSessionTicket12(
                in.u32("ticket_lifetime_hint"), in.vector("ticket", 2, 0, 0xffff));
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
        out.u32(lifetimeHint).vector(2, ticket);
    }
}
