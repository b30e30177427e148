package handclasp.testkit;

import handclasp.tls.HandshakeListener;
import handclasp.tls.HandshakeType;
import handclasp.tls.internal.handshake.MessageFilter;
import handclasp.tls.internal.message.HandshakeMessage;
import handclasp.tls.internal.wire.WireWriter;
import java.io.ByteArrayOutputStream;
import java.util.function.Function;

/** As a configuration's listener, makes an end send something else than it should. */
public final class Tamper implements HandshakeListener, MessageFilter {
    private final Function<HandshakeMessage, HandshakeMessage> change;

    private Tamper(Function<HandshakeMessage, HandshakeMessage> change) {
        this.change = change;
    }

    /** Changes every message of a class. */
    public static <M extends HandshakeMessage> Tamper with(
            Class<M> type, Function<M, HandshakeMessage> change) {
        return new Tamper(
                message -> type.isInstance(message) ? change.apply(type.cast(message)) : message);
    }

    /** Changes the second message of a class. */
    public static <M extends HandshakeMessage> Tamper withSecond(
            Class<M> type, Function<M, HandshakeMessage> change) {
        int[] seen = {0};
        return with(type, message -> ++seen[0] == 2 ? change.apply(message) : message);
    }

    /** Sends more behind messages of a class, in the same record. */
    public static Tamper appending(Class<? extends HandshakeMessage> type, byte... more) {
        return with(type, message -> new Joined(message, more));
    }

    @Override
    public HandshakeMessage filter(HandshakeMessage message) {
        return change.apply(message);
    }

    private record Joined(HandshakeMessage first, byte[] more) implements HandshakeMessage {
        @Override
        public HandshakeType type() {
            return first.type();
        }

        @Override
        public String name() {
            return first.name();
        }

        @Override
        public void writeBody(WireWriter out) {
            first.writeBody(out);
        }

        @Override
        public byte[] encode() {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(first.encode());
            all.writeBytes(more);
            return all.toByteArray();
        }
    }
}
