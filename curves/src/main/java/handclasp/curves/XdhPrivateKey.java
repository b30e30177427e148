package handclasp.curves;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.interfaces.XECPrivateKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A private key of X25519: 32 bytes, clamped where they are used. Thread-safe. */
final class XdhPrivateKey extends CurveKey implements XECPrivateKey {

    private static final long serialVersionUID = 1L;

    private final transient byte[] scalar;
    private transient boolean destroyed;

    /** Borrowed for good. */
    XdhPrivateKey(byte[] scalar) throws InvalidKeyException {
        super("XDH");
        if (scalar.length != 32) {
            throw new InvalidKeyException("a private key of X25519 has 32 bytes");
        }
        this.scalar = scalar;
    }

    static XdhPrivateKey decode(byte[] encoded) throws InvalidKeyException {
        try {
            return new XdhPrivateKey(Encodings.readCurvePrivate(Encodings.X25519, encoded));
        } catch (Der.Malformed e) {
            throw new InvalidKeyException("not a private key of X25519: " + e.getMessage(), e);
        }
    }

    static boolean accepts(Key key) {
        return key instanceof XdhPrivateKey own
                ? !own.isDestroyed()
                : key instanceof XECPrivateKey x
                        && XdhPublicKey.isX25519(x.getParams())
                        && x.getScalar().isPresent();
    }

    static XdhPrivateKey from(@Nullable Key key) throws InvalidKeyException {
        return key instanceof XdhPrivateKey own ? alive(own) : reading(() -> read(key));
    }

    private static XdhPrivateKey read(@Nullable Key key) throws InvalidKeyException {
        if (key instanceof XECPrivateKey x && XdhPublicKey.isX25519(x.getParams())) {
            Optional<byte[]> scalar = x.getScalar();
            if (scalar.isPresent()) {
                return new XdhPrivateKey(scalar.get().clone());
            }
        }
        throw new InvalidKeyException("not a private key of X25519 that can be exported");
    }

    /** A copy, for the caller to clear. */
    synchronized byte[] bytes() {
        requireAlive(this);
        return scalar.clone();
    }

    @Override
    public synchronized Optional<byte[]> getScalar() {
        return destroyed ? Optional.empty() : Optional.of(scalar.clone());
    }

    @Override
    public AlgorithmParameterSpec getParams() {
        return NamedParameterSpec.X25519;
    }

    @Override
    public byte[] getEncoded() {
        byte[] copy = bytes();
        byte[] encoded = Encodings.writeCurvePrivate(Encodings.X25519, copy);
        Arrays.fill(copy, (byte) 0);
        return encoded;
    }

    @Override
    public synchronized void destroy() {
        destroyed = true;
        Arrays.fill(scalar, (byte) 0);
    }

    @Override
    public synchronized boolean isDestroyed() {
        return destroyed;
    }
}
