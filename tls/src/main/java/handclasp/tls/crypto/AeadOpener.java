package handclasp.tls.crypto;

/** Decrypts records under one key (RFC 5116). Not thread-safe. Allocates nothing of its own for each record. */
public interface AeadOpener extends AutoCloseable {
    /** Of the tag behind the ciphertext, in bytes. */
    int tagLength();

    /**
     * Checks and decrypts {@code length} bytes of ciphertext and tag.
     *
     * @param nonce 12 bytes
     * @param out receives {@code length - tagLength()} bytes of plaintext; must not be {@code in}
     * @return the plaintext's length, or -1 if the record is not authentic, in which case nothing of the plaintext is
     *     left in {@code out}
     */
    int open(
            byte[] nonce,
            byte[] aad,
            int aadOffset,
            int aadLength,
            byte[] in,
            int offset,
            int length,
            byte[] out,
            int outOffset);

    /** Forgets the key as far as the provider lets it. */
    @Override
    void close();
}
