package handclasp.tls.crypto;

/**
 * Encrypts records of TLS 1.2 with a block cipher in CBC mode and HMAC under one pair of keys: the MAC inside the
 * ciphertext (RFC 5246 §6.2.3.2) or behind it (RFC 7366). Not thread-safe. Allocates nothing of its own for each record.
 */
public interface CbcSealer extends AutoCloseable {
    /** Of the fragment for so much content: initialization vector, ciphertext with padding, MAC. */
    int sealedLength(int contentLength);

    /**
     * Writes the fragment of a record, with the least padding.
     *
     * @param header 13 bytes that the MAC covers: sequence number, type, version, and two bytes for the length, which are
     *     written here, since what they say depends on where the MAC stands
     * @param content array of the plaintext; must not be {@code out}
     * @param out receives {@link #sealedLength} bytes
     */
    void seal(byte[] header, byte[] content, int offset, int length, byte[] out, int outOffset);

    /** Forgets the keys as far as the provider lets it. */
    @Override
    void close();
}
