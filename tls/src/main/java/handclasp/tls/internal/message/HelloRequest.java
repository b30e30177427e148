package handclasp.tls.internal.message;

import handclasp.tls.HandshakeType;
import handclasp.tls.internal.wire.WireReader;
import handclasp.tls.internal.wire.WireWriter;

/** RFC 5246 §7.4.1.1: a server wants another handshake; it is empty and no part of any transcript. */
public record HelloRequest() implements HandshakeMessage {
    static HelloRequest read(WireReader in) {
        return new HelloRequest();
    }

    @Override
    public HandshakeType type() {
        return HandshakeType.HELLO_REQUEST;
    }

    @Override
    public String name() {
        return "HelloRequest";
    }

    @Override
    public void writeBody(WireWriter out) {
        // Nothing stands in it.
    }
}
