package handclasp.tls.crypto;

/**
 * Encrypts records under one key (RFC 5116). Not thread-safe. The caller never uses a nonce twice. Allocates nothing of
 * its own for each record.
 */
public interface AeadSealer extends AutoCloseable {
    /** Of the tag behind the ciphertext, in bytes. */
    int tagLength();

    /**
     * Writes the ciphertext of {@code content} followed by {@code tail}, then the tag, to {@code out}: in all {@code
     * length + tailLength + tagLength()} bytes. Two parts, so that a record's type byte and padding need not be copied
     * together with the caller's data.
     *
     * @param nonce 12 bytes
     * @param aad array of the additional data, which may be {@code out} itself before {@code outOffset}
     * @param content array of the plaintext; must not be {@code out}
     */
    void seal(
            byte[] nonce,
            byte[] aad,
            int aadOffset,
            int aadLength,
            byte[] content,
            int offset,
            int length,
            byte[] tail,
            int tailLength,
            byte[] out,
            int outOffset);

    /** Forgets the key as far as the provider lets it. */
    @Override
    void close();
}
