package handclasp.tls.crypto;

/**
 * Decrypts records that a {@link CbcSealer} made. Where the MAC stands inside the ciphertext, the time it takes depends on
 * the record's length alone, not on what its padding and its MAC are (RFC 5246 §6.2.3.2). Not thread-safe. Allocates
 * nothing of its own for each record, save a buffer that grows.
 */
public interface CbcOpener extends AutoCloseable {
    /** At most so much plaintext is in a fragment of this length; negative if none of this length can be right. */
    int plaintextBound(int fragmentLength);

    /**
     * Checks and decrypts a fragment.
     *
     * @param header 13 bytes that the MAC covers: sequence number, type, version, and two bytes for the length, which are
     *     written here, since only decryption tells it
     * @param out has room for {@link #plaintextBound} bytes; must not be {@code in}
     * @return the plaintext's length, or -1 if the record is not authentic, in which case nothing was written to {@code
     *     out}
     */
    int open(byte[] header, byte[] in, int offset, int length, byte[] out, int outOffset);

    /** Forgets the keys as far as the provider lets it. */
    @Override
    void close();
}
