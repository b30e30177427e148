package handclasp.curves;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.interfaces.XECPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.NamedParameterSpec;
import org.jspecify.annotations.Nullable;

/** A public key of X25519: 32 bytes, any of which RFC 7748 accepts. Immutable and thread-safe. */
final class XdhPublicKey extends CurveKey implements XECPublicKey {

    private static final long serialVersionUID = 1L;

    private final transient byte[] u;

    /** Borrowed for good. */
    XdhPublicKey(byte[] u) throws InvalidKeyException {
        super("XDH");
        if (u.length != 32) {
            throw new InvalidKeyException("a public key of X25519 has 32 bytes");
        }
        this.u = u;
    }

    /** A coordinate, which may be any integer: it stands for its residue modulo p. */
    static XdhPublicKey of(BigInteger u) throws InvalidKeyException {
        return new XdhPublicKey(Words.littleEndian(Words.of(u.mod(Field25519.P))));
    }

    static XdhPublicKey decode(byte[] encoded) throws InvalidKeyException {
        try {
            return new XdhPublicKey(Encodings.readPublic(Encodings.X25519, encoded));
        } catch (Der.Malformed e) {
            throw new InvalidKeyException("not a public key of X25519: " + e.getMessage(), e);
        }
    }

    static boolean accepts(Key key) {
        return key instanceof XdhPublicKey
                || key instanceof XECPublicKey x && x.getU() != null && isX25519(x.getParams());
    }

    static XdhPublicKey from(@Nullable Key key) throws InvalidKeyException {
        return key instanceof XdhPublicKey own ? own : reading(() -> read(key));
    }

    private static XdhPublicKey read(@Nullable Key key) throws InvalidKeyException {
        if (key instanceof XECPublicKey x && x.getU() != null && isX25519(x.getParams())) {
            return of(x.getU());
        }
        throw new InvalidKeyException("not a public key of X25519");
    }

    static boolean isX25519(@Nullable AlgorithmParameterSpec parameters) {
        return parameters instanceof NamedParameterSpec named
                && named.getName().equalsIgnoreCase("X25519");
    }

    /** Borrowed; not to be changed. */
    byte[] bytes() {
        return u;
    }

    @Override
    public BigInteger getU() {
        long[] words = Words.fromLittleEndian(u, 0);
        words[7] &= 0x7fff_ffff;
        return Words.integer(words);
    }

    @Override
    public AlgorithmParameterSpec getParams() {
        return NamedParameterSpec.X25519;
    }

    @Override
    public byte[] getEncoded() {
        return Encodings.writePublic(Encodings.X25519, u);
    }
}
