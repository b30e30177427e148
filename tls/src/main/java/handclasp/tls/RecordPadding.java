package handclasp.tls;

/** How far to pad protected records (RFC 9846 §5.4). Must be thread-safe. */
@FunctionalInterface
public interface RecordPadding {
    /**
     * Zeros to add to a record. Asked more than once for the same record, so that the answer must depend on the length
     * alone.
     *
     * @param contentLength of the record's content, 0 to 16384 bytes
     * @return at least 0; what would make the content longer than 16384 bytes is left out
     */
    int paddingFor(int contentLength);

    /** No padding. */
    static RecordPadding none() {
        return contentLength -> 0;
    }

    /**
     * Up to the next multiple of a block.
     *
     * @param block 2 to 16384 bytes
     */
    static RecordPadding toMultipleOf(int block) {
        if (block < 2 || block > 16_384) {
            throw new IllegalArgumentException("block is " + block + ", not 2 to 16384");
        }
        return contentLength -> (block - contentLength % block) % block;
    }
}
