package handclasp.tls.internal.jca;

import handclasp.tls.crypto.HashAlgorithm;
import handclasp.tls.crypto.Hkdf;
import handclasp.tls.crypto.Secret;
import java.util.Arrays;

/** HMAC and HKDF on a digest of JCA. */
final class JcaHkdf implements Hkdf {
    private static final int MOST_BLOCKS = 255;

    private final HashAlgorithm hash;
    private final DigestSource digests;

    JcaHkdf(DigestSource digests) {
        this.hash = digests.hash();
        this.digests = digests;
    }

    @Override
    public HashAlgorithm hash() {
        return hash;
    }

    @Override
    public byte[] hmac(Secret key, byte[] input) {
        return hmac(key.bytes(), input);
    }

    /** An empty salt needs no case of its own: HMAC fills its key up with zeros. */
    @Override
    public Secret extract(byte[] salt, byte[] inputKeyingMaterial) {
        return Secret.owning(hmac(salt, inputKeyingMaterial));
    }

    @Override
    public Secret expand(Secret pseudorandomKey, byte[] info, int length) {
        if (length < 1 || length > MOST_BLOCKS * hash.length()) {
            throw new IllegalArgumentException(
                    "HKDF-Expand gives 1 to " + MOST_BLOCKS * hash.length() + " bytes");
        }
        byte[] output = new byte[length];
        byte[] block = new byte[hash.length()];
        try (Hmac hmac = start(pseudorandomKey.bytes())) {
            int counter = 1;
            for (int done = 0; done < length; done += block.length) {
                hmac.update(info);
                hmac.update((byte) counter++);
                hmac.finish(block, 0);
                System.arraycopy(block, 0, output, done, Math.min(block.length, length - done));
                hmac.update(block);
            }
        }
        Arrays.fill(block, (byte) 0);
        return Secret.owning(output);
    }

    private byte[] hmac(byte[] key, byte[] input) {
        byte[] value = new byte[hash.length()];
        try (Hmac hmac = start(key)) {
            hmac.update(input);
            hmac.finish(value, 0);
        }
        return value;
    }

    private Hmac start(byte[] key) {
        return new Hmac(digests.fresh(), digests.blockLength(), key);
    }
}
