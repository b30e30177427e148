package handclasp.tls.internal.jca;

import handclasp.tls.crypto.RecordAlgorithm;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;

/**
 * AES in CBC mode with one key and one direction. JCA is told one initialization vector once, of zeros; the record's own is
 * the first block of what is encrypted. A random block encrypted under zeros is as good a vector as the random block
 * itself, since AES permutes blocks, and when decrypting, the first block of plaintext is of no use. So no record costs a
 * new {@code init} and what it allocates.
 */
final class CbcCipher implements AutoCloseable {
    static final String TRANSFORMATION = "AES/CBC/NoPadding";

    /** In bytes. */
    static final int BLOCK = 16;

    private final Cipher cipher;
    private final AeadKey key;

    CbcCipher(RecordAlgorithm algorithm, int mode, byte[] key, JcaProviders providers) {
        if (key.length != algorithm.keyLength()) {
            throw new IllegalArgumentException(
                    algorithm + " needs a key of " + algorithm.keyLength() + " bytes");
        }
        this.key = new AeadKey("AES", key);
        try {
            cipher = providers.cipher(TRANSFORMATION);
            cipher.init(mode, this.key, new IvParameterSpec(new byte[BLOCK]));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "this Java runtime no longer offers " + TRANSFORMATION, e);
        }
    }

    /** Puts whole blocks in; the result may come with the next ones. */
    int update(byte[] in, int offset, int length, byte[] out, int outOffset) {
        requireKey();
        try {
            return length == 0 ? 0 : cipher.update(in, offset, length, out, outOffset);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-CBC failed", e);
        }
    }

    /** Puts the last whole blocks in, at least one, and takes what is left; the next record may begin. */
    int finish(byte[] in, int offset, int length, byte[] out, int outOffset) {
        requireKey();
        try {
            return cipher.doFinal(in, offset, length, out, outOffset);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-CBC failed", e);
        }
    }

    @Override
    public void close() {
        key.destroy();
    }

    /**
     * The cipher has a copy that nobody can wipe; at least nothing uses it any more.
     *
     * @throws IllegalStateException once closed
     */
    void requireKey() {
        if (key.isDestroyed()) {
            throw new IllegalStateException("the key was closed");
        }
    }
}
