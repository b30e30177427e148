package handclasp.tls.crypto;

import java.util.Optional;

/** What protects records: an AEAD, or in TLS 1.2 a block cipher in CBC mode with HMAC (RFC 5246 §6.2.3.2). */
public enum RecordAlgorithm {
    AES_128_GCM(16, 4, null),
    AES_256_GCM(32, 4, null),
    CHACHA20_POLY1305(32, 12, null),
    AES_128_CBC_SHA(16, 0, HashAlgorithm.SHA1),
    AES_256_CBC_SHA(32, 0, HashAlgorithm.SHA1),
    AES_128_CBC_SHA256(16, 0, HashAlgorithm.SHA256),
    AES_256_CBC_SHA256(32, 0, HashAlgorithm.SHA256),
    AES_256_CBC_SHA384(32, 0, HashAlgorithm.SHA384);

    private final int keyLength;
    private final int fixedIvLength;
    private final Optional<HashAlgorithm> mac;

    RecordAlgorithm(
            int keyLength,
            int fixedIvLength,
            @org.jspecify.annotations.Nullable HashAlgorithm mac) {
        this.keyLength = keyLength;
        this.fixedIvLength = fixedIvLength;
        this.mac = Optional.ofNullable(mac);
    }

    /** Of the cipher's key, in bytes. */
    public int keyLength() {
        return keyLength;
    }

    /**
     * Of what the key block of TLS 1.2 gives of the nonce, in bytes: 4 with AES-GCM (RFC 5288 §3), all 12 with
     * ChaCha20-Poly1305 (RFC 7905 §2), none with CBC, whose initialization vectors are random. In TLS 1.3 it is always 12.
     */
    public int fixedIvLength() {
        return fixedIvLength;
    }

    /** The hash of the MAC; empty for an AEAD, which needs none. */
    public Optional<HashAlgorithm> mac() {
        return mac;
    }

    /** Of the MAC's key, in bytes, which is also the MAC's own length; 0 for an AEAD. */
    public int macKeyLength() {
        return mac.map(HashAlgorithm::length).orElse(0);
    }

    public boolean isAead() {
        return mac.isEmpty();
    }
}
