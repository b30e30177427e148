package handclasp.tls.internal.record;

/**
 * Opens the records of one direction under one set of keys: what differs between versions and kinds of cipher. Counts
 * them, since each has a sequence number. Not thread-safe. Allocates nothing of its own for each record.
 */
public interface RecordOpener extends AutoCloseable {
    /** Of the longest fragment that the version allows, in bytes. */
    int maxFragment();

    /** At most so much plaintext is in a fragment of this length; negative if none of this length can be right. */
    int plaintextBound(int fragmentLength);

    /** Whether the content type, and padding, stand behind the content in the plaintext (RFC 9846 §5.2). */
    boolean hidesType();

    /**
     * Opens the record whose header is at {@code start}.
     *
     * @param out not {@code in}; has room for {@link #plaintextBound} bytes
     * @return the plaintext's length, or -1 if the record is not authentic
     */
    int open(byte[] in, int start, int fragmentLength, byte[] out, int outOffset);

    /** The record last refused was none of these keys, and does not count (RFC 9846 §4.3.10). For TLS 1.3 only. */
    default void uncount() {
        throw new IllegalStateException("every record counts");
    }

    /** How many records were opened or refused. */
    long count();

    @Override
    void close();
}
