package handclasp.tls.internal.message;

import handclasp.tls.HandshakeType;
import handclasp.tls.internal.wire.WireWriter;

/** A message of any type and content, for those who send what they should not: fault tests. */
public record RawMessage(HandshakeType type, byte[] body) implements HandshakeMessage {
    @Override
    public String name() {
        return type.toString();
    }

    @Override
    public void writeBody(WireWriter out) {
        out.bytes(body);
    }
}
