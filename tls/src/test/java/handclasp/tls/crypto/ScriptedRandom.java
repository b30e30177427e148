package handclasp.tls.crypto;

import java.security.SecureRandom;
import java.util.SplittableRandom;

/** A random source that gives the same bytes for the same seed. */
public final class ScriptedRandom extends SecureRandom {
    private static final long serialVersionUID = 1;

    private final transient SplittableRandom source;

    public ScriptedRandom(long seed) {
        this.source = new SplittableRandom(seed);
    }

    @Override
    public void nextBytes(byte[] bytes) {
        source.nextBytes(bytes);
    }

    /** So many bytes of it. */
    public byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        nextBytes(bytes);
        return bytes;
    }
}
