package handclasp.tls.internal.message;

import handclasp.tls.HandshakeType;
import handclasp.tls.internal.wire.WireWriter;

/** A handshake message (RFC 9846 §4). Immutable; reader and writer of each stand in its own file. */
public interface HandshakeMessage {
    HandshakeType type();

    /** The RFC's name of the message. */
    String name();

    void writeBody(WireWriter out);

    /** The message with its 4-byte header. */
    default byte[] encode() {
        return new WireWriter().u8(type().code()).block(3, this::writeBody).toByteArray();
    }
}
