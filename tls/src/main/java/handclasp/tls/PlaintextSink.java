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
}
