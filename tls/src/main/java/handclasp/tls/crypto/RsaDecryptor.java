package handclasp.tls.crypto;

import java.security.GeneralSecurityException;

/**
 * Decrypts with an RSA key that may live anywhere: in memory, in a token, on another host. The decryption is raw: who
 * removed the padding here would have to say whether it was right, which is all an attacker needs (RFC 5246 §7.4.7.1).
 * Safe for use by any number of threads; {@link #decrypt} may block.
 */
public interface RsaDecryptor {
    /** Of the modulus, in bytes, which is also the length of each ciphertext. */
    int modulusLength();

    /**
     * RSADP (RFC 8017 §5.1.2): {@code ciphertext} to the power of the private exponent.
     *
     * @param ciphertext {@link #modulusLength} bytes
     * @return the number, most significant byte first, in a fresh array; leading zeros may be missing
     * @throws GeneralSecurityException if the key cannot be used or the ciphertext is not below the modulus; never
     *     because of what the plaintext is
     */
    byte[] decrypt(byte[] ciphertext) throws GeneralSecurityException;
}
