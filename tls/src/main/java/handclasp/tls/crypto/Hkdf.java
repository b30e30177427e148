package handclasp.tls.crypto;

/** HMAC (RFC 2104) and HKDF (RFC 5869) with one hash. Safe for use by any number of threads. */
public interface Hkdf {
    HashAlgorithm hash();

    /** HMAC of {@code input}, {@link HashAlgorithm#length} bytes. */
    byte[] hmac(Secret key, byte[] input);

    /** HKDF-Extract (RFC 5869 §2.2); an empty salt is one of zeros. */
    Secret extract(byte[] salt, byte[] inputKeyingMaterial);

    /**
     * HKDF-Expand (RFC 5869 §2.3).
     *
     * @param length 1 to 255 times the hash's length, in bytes
     */
    Secret expand(Secret pseudorandomKey, byte[] info, int length);
}
