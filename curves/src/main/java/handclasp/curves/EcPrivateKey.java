package handclasp.curves;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECParameterSpec;
import org.jspecify.annotations.Nullable;

/** A private scalar of P-256, in [1, n). Thread-safe. */
final class EcPrivateKey extends CurveKey implements ECPrivateKey {

    private static final long serialVersionUID = 1L;

    private final transient long[] scalar;
    private transient boolean destroyed;

    /** The scalar as words, borrowed for good. */
    EcPrivateKey(long[] scalar) throws InvalidKeyException {
        super("EC");
        if (Words.isZero(scalar) || !ScalarField.P256.isReduced(scalar)) {
            throw new InvalidKeyException(
                    "a private key must lie between 1 and the order of P-256");
        }
        this.scalar = scalar;
    }

    static EcPrivateKey of(BigInteger s) throws InvalidKeyException {
        if (s.signum() <= 0 || s.bitLength() > 256) {
            throw new InvalidKeyException(
                    "a private key must lie between 1 and the order of P-256");
        }
        return new EcPrivateKey(Words.of(s));
    }

    static EcPrivateKey decode(byte[] encoded) throws InvalidKeyException {
        try {
            return new EcPrivateKey(Encodings.readEcPrivate(encoded));
        } catch (Der.Malformed e) {
            throw new InvalidKeyException("not a private key of P-256: " + e.getMessage(), e);
        }
    }

    /** Whether {@link #from} could succeed. */
    static boolean accepts(Key key) {
        return key instanceof EcPrivateKey own
                ? !own.isDestroyed()
                : key instanceof ECPrivateKey ec
                        && EcPublicKey.isP256(ec.getParams())
                        && ec.getS() != null;
    }

    /** Takes a key of any provider that gives its value away. */
    static EcPrivateKey from(@Nullable Key key) throws InvalidKeyException {
        return key instanceof EcPrivateKey own ? alive(own) : reading(() -> read(key));
    }

    private static EcPrivateKey read(@Nullable Key key) throws InvalidKeyException {
        if (key instanceof ECPrivateKey ec && EcPublicKey.isP256(ec.getParams())) {
            BigInteger s = ec.getS();
            if (s != null) {
                return of(s);
            }
        }
        if (key instanceof PrivateKey && "EC".equals(key.getAlgorithm()) && isEncoded(key)) {
            return decode(key.getEncoded());
        }
        throw new InvalidKeyException("not an EC private key on P-256 that can be exported");
    }

    private static boolean isEncoded(Key key) {
        return "PKCS#8".equals(key.getFormat()) && key.getEncoded() != null;
    }

    /** A copy, for the caller to clear. */
    synchronized long[] scalar() {
        requireAlive(this);
        return scalar.clone();
    }

    @Override
    public BigInteger getS() {
        long[] copy = scalar();
        BigInteger s = Words.integer(copy);
        Words.clear(copy);
        return s;
    }

    @Override
    public ECParameterSpec getParams() {
        return EcPublicKey.PARAMETERS;
    }

    @Override
    public byte[] getEncoded() {
        long[] copy = scalar();
        byte[] encoded = Encodings.writeEcPrivate(copy);
        Words.clear(copy);
        return encoded;
    }

    @Override
    public synchronized void destroy() {
        destroyed = true;
        Words.clear(scalar);
    }

    @Override
    public synchronized boolean isDestroyed() {
        return destroyed;
    }
}
