package handclasp.tls;

import org.jspecify.annotations.Nullable;

/** Takes the application data of one record. */
public interface PlaintextSink {
    /**
     * An array to decrypt into directly, or null to let the connection use one of its own. Decryption may write up to
     * {@code bound} bytes from {@link #offset} on, more than the application data it leaves there.
     *
     * @param bound of the plaintext with its type and padding, in bytes
     */
    @SuppressWarnings("exports") // jspecify is needed at compile time only
    default byte @Nullable [] array(int bound) {
        return null;
    }

    /** Where in {@link #array} to begin. */
    default int offset() {
        return 0;
    }

    /**
     * The data, in the sink's own array or in one borrowed until return. Called at most once for a record, and not for
     * empty data.
     */
    void accept(byte[] data, int offset, int length);

    /**
     * Early data (RFC 9846 §4.3.10), which comes before any other and only at a server whose configuration takes it. It may
     * have been sent before, to another server.
     *
     * @param data borrowed until return
     * @throws IllegalStateException unless the sink has a method of its own for it: what can be replayed is never taken for
     *     other data by mistake
     */
    default void acceptEarly(byte[] data, int offset, int length) {
        throw new IllegalStateException("early data is taken, but this sink has no acceptEarly");
    }
}
