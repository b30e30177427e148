package handclasp.tls.internal.jca;

import handclasp.tls.CipherSuite;
import handclasp.tls.crypto.HashAlgorithm;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;

/** The suites of TLS 1.3 (RFC 9846 §B.4), best first, and what their AEADs are to JCA. */
enum Aead {
    AES_128_GCM(
            CipherSuite.TLS_AES_128_GCM_SHA256,
            HashAlgorithm.SHA256,
            "AES",
            "AES/GCM/NoPadding",
            16,
            16),
    AES_256_GCM(
            CipherSuite.TLS_AES_256_GCM_SHA384,
            HashAlgorithm.SHA384,
            "AES",
            "AES/GCM/NoPadding",
            32,
            16),
    CHACHA20_POLY1305(
            CipherSuite.TLS_CHACHA20_POLY1305_SHA256,
            HashAlgorithm.SHA256,
            "ChaCha20",
            "ChaCha20-Poly1305",
            32,
            1);

    /** Of all of them, in bytes. */
    static final int TAG_LENGTH = 16;

    /** Of all of them, in bytes. */
    static final int NONCE_LENGTH = 12;

    private final CipherSuite suite;
    private final HashAlgorithm hash;
    private final String keyAlgorithm;
    private final String transformation;
    private final int keyLength;
    private final int blockLength;

    Aead(
            CipherSuite suite,
            HashAlgorithm hash,
            String keyAlgorithm,
            String transformation,
            int keyLength,
            int blockLength) {
        this.suite = suite;
        this.hash = hash;
        this.keyAlgorithm = keyAlgorithm;
        this.transformation = transformation;
        this.keyLength = keyLength;
        this.blockLength = blockLength;
    }

    static Optional<Aead> of(CipherSuite suite) {
        return Arrays.stream(values()).filter(aead -> aead.suite.equals(suite)).findFirst();
    }

    CipherSuite suite() {
        return suite;
    }

    HashAlgorithm hash() {
        return hash;
    }

    String transformation() {
        return transformation;
    }

    /** In bytes. */
    int keyLength() {
        return keyLength;
    }

    /** What JCA's {@code update} encrypts at once instead of keeping it for later, in bytes. */
    int blockLength() {
        return blockLength;
    }

    AeadKey key(byte[] key) {
        if (key.length != keyLength) {
            throw new IllegalArgumentException(suite + " needs a key of " + keyLength + " bytes");
        }
        return new AeadKey(keyAlgorithm, key);
    }

    AlgorithmParameterSpec parameters(byte[] nonce) {
        return switch (this) {
            case AES_128_GCM, AES_256_GCM -> new GCMParameterSpec(TAG_LENGTH * 8, nonce);
            case CHACHA20_POLY1305 -> new IvParameterSpec(nonce);
        };
    }
}
