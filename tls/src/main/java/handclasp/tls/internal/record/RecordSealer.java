package handclasp.tls.internal.record;

/**
 * Seals the records of one direction under one set of keys: what differs between versions and kinds of cipher. Counts
 * them, since each has a sequence number. Not thread-safe. Allocates nothing of its own for each record.
 */
public interface RecordSealer extends AutoCloseable {
    /** Of the fragment for so much content, in bytes; exact. */
    int fragmentLength(int contentLength);

    /** Whether the header's content type is that of application data, whatever the record carries (RFC 9846 §5.2). */
    boolean hidesType();

    /**
     * Writes the fragment behind a header that is already there.
     *
     * @param type of the content
     * @param out not the array of the content
     * @param start of the header in {@code out}
     */
    void seal(int type, byte[] content, int offset, int length, byte[] out, int start);

    /** How many records were sealed. */
    long count();

    @Override
    void close();
}
