package handclasp.tls.internal.handshake;

import handclasp.tls.internal.message.HandshakeMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Messages that go out together: each is encoded once, for the transcript and for the records. */
public final class Flight {
    private final Transcript transcript;
    private final MessageFilter filter;
    private final List<byte[]> messages = new ArrayList<>();

    public Flight(Transcript transcript, MessageFilter filter) {
        this.transcript = transcript;
        this.filter = filter;
    }

    /**
     * Adds a message at the end.
     *
     * @return what is sent in fact
     */
    public <M extends HandshakeMessage> M add(M message) {
        return add(message, sent -> sent);
    }

    /** The same, with a last change that depends on all the rest of the message. */
    @SuppressWarnings("unchecked") // a filter keeps the class where the result is used
    public <M extends HandshakeMessage> M add(M message, UnaryOperator<M> last) {
        HandshakeMessage sent = last.apply((M) filter.filter(message));
        byte[] bytes = sent.encode();
        transcript.add(bytes);
        messages.add(bytes);
        return (M) sent;
    }

    /** Each with its header, in order. */
    public List<byte[]> messages() {
        return messages;
    }
}
