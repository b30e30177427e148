package handclasp.tls.internal.jca;

import java.io.NotSerializableException;
import java.util.Arrays;
import javax.crypto.SecretKey;

/** A key that, unlike {@link javax.crypto.spec.SecretKeySpec}, can be wiped. */
final class AeadKey implements SecretKey {
    private static final long serialVersionUID = 1;

    private final String algorithm;
    private final transient byte[] bytes;
    private boolean destroyed;

    AeadKey(String algorithm, byte[] bytes) {
        this.algorithm = algorithm;
        this.bytes = bytes.clone();
    }

    @Override
    public String getAlgorithm() {
        return algorithm;
    }

    @Override
    public String getFormat() {
        return "RAW";
    }

    @Override
    public byte[] getEncoded() {
        if (destroyed) {
            throw new IllegalStateException("the key was closed");
        }
        return bytes.clone();
    }

    @Override
    public void destroy() {
        destroyed = true;
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public boolean isDestroyed() {
        return destroyed;
    }

    @Override
    public String toString() {
        return algorithm + " key[" + bytes.length + "]";
    }

    private Object writeReplace() throws NotSerializableException {
        throw new NotSerializableException("a traffic key stays where it is");
    }
}
