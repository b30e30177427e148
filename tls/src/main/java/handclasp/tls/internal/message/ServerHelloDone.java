package handclasp.tls.internal.message;

import handclasp.tls.HandshakeType;
import handclasp.tls.internal.wire.WireReader;
import handclasp.tls.internal.wire.WireWriter;

/** RFC 5246 §7.4.5: the server has said its part; it is empty. */
public record ServerHelloDone() implements HandshakeMessage {
    static ServerHelloDone read(WireReader in) {
        return new ServerHelloDone();
    }

    @Override
    public HandshakeType type() {
        return HandshakeType.SERVER_HELLO_DONE;
    }

    @Override
    public String name() {
        return "ServerHelloDone";
    }

    @Override
    public void writeBody(WireWriter out) {
        // Nothing stands in it.
    }
}
