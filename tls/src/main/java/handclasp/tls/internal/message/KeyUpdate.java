package handclasp.tls.internal.message;

import handclasp.tls.HandshakeType;
import handclasp.tls.Misbehaved;
import handclasp.tls.TlsException;
import handclasp.tls.internal.wire.WireReader;
import handclasp.tls.internal.wire.WireWriter;

/** RFC 9846 §4.7.3. */
public record KeyUpdate(boolean updateRequested) implements HandshakeMessage {
    static KeyUpdate read(WireReader in) throws TlsException {
        int request = in.u8("request_update");
        if (request > 1) {
            throw TlsException.of(Misbehaved.ILLEGAL_KEY_UPDATE, "it is " + request);
        }
        return new KeyUpdate(request == 1);
    }

    @Override
    public HandshakeType type() {
        return HandshakeType.KEY_UPDATE;
    }

    @Override
    public String name() {
        return "KeyUpdate";
    }

    @Override
    public void writeBody(WireWriter out) {
        out.u8(updateRequested ? 1 : 0);
    }
}
