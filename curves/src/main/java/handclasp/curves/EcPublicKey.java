package handclasp.curves;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A point of P-256, checked to be on the curve. Immutable and thread-safe. */
final class EcPublicKey extends CurveKey implements ECPublicKey {

    /** P-256 as JCA describes it. */
    static final ECParameterSpec PARAMETERS =
            new ECParameterSpec(
                    new EllipticCurve(
                            new ECFieldFp(FieldP256.P),
                            FieldP256.P.subtract(BigInteger.valueOf(3)),
                            P256.B),
                    new ECPoint(P256.GX, P256.GY),
                    ScalarField.P256.order(),
                    1);

    private static final long serialVersionUID = 1L;
    private static final int POINT_LENGTH = 65;
    private static final int UNCOMPRESSED = 4;

    private final transient long[] x;
    private final transient long[] y;

    /** The coordinates as words, borrowed for good. */
    EcPublicKey(long[] x, long[] y) throws InvalidKeyException {
        super("EC");
        if (!P256.isOnCurve(x, y)) {
            throw new InvalidKeyException("the point is not on P-256");
        }
        this.x = x;
        this.y = y;
    }

    static EcPublicKey of(ECPoint point) throws InvalidKeyException {
        if (point.equals(ECPoint.POINT_INFINITY)) {
            throw new InvalidKeyException("the point at infinity is not a public key");
        }
        return new EcPublicKey(words(point.getAffineX()), words(point.getAffineY()));
    }

    private static long[] words(BigInteger coordinate) throws InvalidKeyException {
        if (coordinate.signum() < 0 || coordinate.bitLength() > 256) {
            throw new InvalidKeyException("a coordinate is not an element of P-256's field");
        }
        return Words.of(coordinate);
    }

    /** Reads a SubjectPublicKeyInfo with an uncompressed point. */
    static EcPublicKey decode(byte[] encoded) throws InvalidKeyException {
        try {
            byte[] point = Encodings.readPublic(Encodings.EC_P256, encoded);
            if (point.length != POINT_LENGTH || point[0] != UNCOMPRESSED) {
                throw new InvalidKeyException("not an uncompressed point of P-256");
            }
            return new EcPublicKey(Words.fromBigEndian(point, 1), Words.fromBigEndian(point, 33));
        } catch (Der.Malformed e) {
            throw new InvalidKeyException("not a public key of P-256: " + e.getMessage(), e);
        }
    }

    /** Whether {@link #from} could succeed: cheap, and without a look at the point. */
    static boolean accepts(Key key) {
        return key instanceof EcPublicKey
                || key instanceof ECPublicKey ec && ec.getW() != null && isP256(ec.getParams());
    }

    /** Takes a key of any provider. */
    static EcPublicKey from(@Nullable Key key) throws InvalidKeyException {
        return key instanceof EcPublicKey own ? own : reading(() -> read(key));
    }

    private static EcPublicKey read(@Nullable Key key) throws InvalidKeyException {
        if (key instanceof ECPublicKey ec && ec.getW() != null && isP256(ec.getParams())) {
            return of(ec.getW());
        }
        throw new InvalidKeyException("not an EC public key on P-256");
    }

    static boolean isP256(@Nullable ECParameterSpec parameters) {
        return parameters == PARAMETERS
                || parameters != null
                        && parameters.getCofactor() == 1
                        && parameters.getOrder().equals(PARAMETERS.getOrder())
                        && parameters.getGenerator().equals(PARAMETERS.getGenerator())
                        && parameters.getCurve().equals(PARAMETERS.getCurve());
    }

    long[] x() {
        return x;
    }

    long[] y() {
        return y;
    }

    /** The coordinates, 64 bytes, big endian. */
    byte[] coordinates() {
        byte[] bytes = Arrays.copyOf(Words.bigEndian(x), 64);
        System.arraycopy(Words.bigEndian(y), 0, bytes, 32, 32);
        return bytes;
    }

    @Override
    public ECPoint getW() {
        return new ECPoint(Words.integer(x), Words.integer(y));
    }

    @Override
    public ECParameterSpec getParams() {
        return PARAMETERS;
    }

    @Override
    public byte[] getEncoded() {
        byte[] point = new byte[POINT_LENGTH];
        point[0] = UNCOMPRESSED;
        System.arraycopy(coordinates(), 0, point, 1, 64);
        return Encodings.writePublic(Encodings.EC_P256, point);
    }
}
