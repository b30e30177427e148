package handclasp.tls.internal.jca;

import handclasp.tls.crypto.RecordAlgorithm;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;

/** What the AEADs of suites are to JCA. */
enum Aead {
    AES_128_GCM(RecordAlgorithm.AES_128_GCM, "AES", "AES/GCM/NoPadding", 16),
    AES_256_GCM(RecordAlgorithm.AES_256_GCM, "AES", "AES/GCM/NoPadding", 16),
    CHACHA20_POLY1305(RecordAlgorithm.CHACHA20_POLY1305, "ChaCha20", "ChaCha20-Poly1305", 1);

    /** Of all of them, in bytes. */
    static final int TAG_LENGTH = 16;

    /** Of all of them, in bytes. */
    static final int NONCE_LENGTH = 12;

    private final RecordAlgorithm algorithm;
    private final String keyAlgorithm;
    private final String transformation;
    private final int blockLength;

    Aead(RecordAlgorithm algorithm, String keyAlgorithm, String transformation, int blockLength) {
        this.algorithm = algorithm;
        this.keyAlgorithm = keyAlgorithm;
        this.transformation = transformation;
        this.blockLength = blockLength;
    }

    static Optional<Aead> of(RecordAlgorithm algorithm) {
        return Arrays.stream(values()).filter(aead -> aead.algorithm == algorithm).findFirst();
    }

    String transformation() {
        return transformation;
    }

    /** In bytes. */
    int keyLength() {
        return algorithm.keyLength();
    }

    /** What JCA's {@code update} encrypts at once instead of keeping it for later, in bytes. */
    int blockLength() {
        return blockLength;
    }

    AeadKey key(byte[] key) {
        if (key.length != keyLength()) {
            throw new IllegalArgumentException(this + " needs a key of " + keyLength() + " bytes");
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
