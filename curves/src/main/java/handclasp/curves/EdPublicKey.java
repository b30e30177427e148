package handclasp.curves;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.NamedParameterSpec;
import org.jspecify.annotations.Nullable;

/** A public key of Ed25519, decoded (RFC 8032 §5.1.3). Immutable and thread-safe. */
final class EdPublicKey extends CurveKey implements EdECPublicKey {

    private static final long serialVersionUID = 1L;

    private final transient byte[] encoding;
    private final transient PointEd25519 point;

    /** Borrowed for good. */
    EdPublicKey(byte[] encoding) throws InvalidKeyException {
        super("EdDSA");
        this.point = new PointEd25519();
        if (encoding.length != Ed25519.KEY_LENGTH || !point.decode(encoding)) {
            throw new InvalidKeyException("not the encoding of a point of edwards25519");
        }
        this.encoding = encoding;
    }

    /** The public key of a private one, whose point is known: nothing to decode. */
    EdPublicKey(Ed25519.Secret secret) {
        super("EdDSA");
        this.encoding = secret.publicKey();
        this.point = secret.publicPoint();
    }

    static EdPublicKey of(EdECPoint point) throws InvalidKeyException {
        BigInteger y = point.getY();
        if (y.signum() < 0 || y.bitLength() > 255) {
            throw new InvalidKeyException("not the encoding of a point of edwards25519");
        }
        byte[] encoding = Words.littleEndian(Words.of(y));
        encoding[31] |= (byte) (point.isXOdd() ? 0x80 : 0);
        return new EdPublicKey(encoding);
    }

    static EdPublicKey decode(byte[] encoded) throws InvalidKeyException {
        try {
            return new EdPublicKey(Encodings.readPublic(Encodings.ED25519, encoded));
        } catch (Der.Malformed e) {
            throw new InvalidKeyException("not a public key of Ed25519: " + e.getMessage(), e);
        }
    }

    static boolean accepts(Key key) {
        return key instanceof EdPublicKey
                || key instanceof EdECPublicKey ed
                        && ed.getPoint() != null
                        && isEd25519(ed.getParams());
    }

    static EdPublicKey from(@Nullable Key key) throws InvalidKeyException {
        return key instanceof EdPublicKey own ? own : reading(() -> read(key));
    }

    private static EdPublicKey read(@Nullable Key key) throws InvalidKeyException {
        if (key instanceof EdECPublicKey ed && ed.getPoint() != null && isEd25519(ed.getParams())) {
            return of(ed.getPoint());
        }
        throw new InvalidKeyException("not a public key of Ed25519");
    }

    static boolean isEd25519(@Nullable NamedParameterSpec parameters) {
        return parameters != null && parameters.getName().equalsIgnoreCase("Ed25519");
    }

    /** Borrowed; not to be changed. */
    byte[] bytes() {
        return encoding;
    }

    /** Borrowed; not to be changed. */
    PointEd25519 point() {
        return point;
    }

    @Override
    public EdECPoint getPoint() {
        long[] words = Words.fromLittleEndian(encoding, 0);
        boolean xOdd = words[7] >>> 31 == 1;
        words[7] &= 0x7fff_ffff;
        return new EdECPoint(xOdd, Words.integer(words));
    }

    @Override
    public NamedParameterSpec getParams() {
        return NamedParameterSpec.ED25519;
    }

    @Override
    public byte[] getEncoded() {
        return Encodings.writePublic(Encodings.ED25519, encoding);
    }
}
