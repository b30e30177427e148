package handclasp.tls;

import java.util.List;
import java.util.function.Supplier;

/** A handshake message as a listener sees it. Valid beyond the call; fields are decoded when asked for. */
public final class MessageView {
    private final HandshakeType type;
    private final String name;
    private final byte[] bytes;
    private final Supplier<List<Field>> fields;

    /**
     * @param name the RFC's name of the message, such as {@code HelloRetryRequest}
     * @param bytes the message with its header; not to be changed afterwards
     */
    public MessageView(
            HandshakeType type, String name, byte[] bytes, Supplier<List<Field>> fields) {
        this.type = type;
        this.name = name;
        this.bytes = bytes;
        this.fields = fields;
    }

    public HandshakeType type() {
        return type;
    }

    /** The RFC's name of the message, such as {@code HelloRetryRequest}. */
    public String name() {
        return name;
    }

    /** Of the message with its 4-byte header. */
    public int length() {
        return bytes.length;
    }

    /** The message with its 4-byte header, a fresh array. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** What it is made of, decoded by the reader that the handshake itself uses. */
    public List<Field> fields() {
        return fields.get();
    }

    @Override
    public String toString() {
        return name + "[" + bytes.length + "]";
    }
}
