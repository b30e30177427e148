package handclasp.curves;

import java.security.AlgorithmParameters;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** ECDSA on P-256 as a JCA signature. */
final class EcdsaSignature extends SignatureSpi {

    /** What comes before the signature equation. */
    private interface Prehash {
        void update(byte[] bytes, int offset, int length) throws SignatureException;

        byte[] digest() throws SignatureException;

        void reset();
    }

    private final Prehash prehash;
    private final boolean p1363;
    private @Nullable EcPrivateKey privateKey;
    private @Nullable EcPublicKey publicKey;

    /** For NONEwithECDSA, digest is null. */
    EcdsaSignature(@Nullable String digest, boolean p1363) throws NoSuchAlgorithmException {
        this.prehash = digest == null ? new Raw() : new Hashed(MessageDigest.getInstance(digest));
        this.p1363 = p1363;
    }

    private static final class Hashed implements Prehash {
        private final MessageDigest digest;

        Hashed(MessageDigest digest) {
            this.digest = digest;
        }

        @Override
        public void update(byte[] bytes, int offset, int length) {
            digest.update(bytes, offset, length);
        }

        @Override
        public byte[] digest() {
            return digest.digest();
        }

        @Override
        public void reset() {
            digest.reset();
        }
    }

    /**
     * A digest that the caller made: at most 64 bytes, as in SunEC. Once more were given there is no digest until
     * the next initialization, lest the beginning be signed for the whole.
     */
    private static final class Raw implements Prehash {
        private final byte[] bytes = new byte[64];
        private int length;
        private boolean tooLong;

        @Override
        public void update(byte[] source, int offset, int count) throws SignatureException {
            tooLong |= count > bytes.length - length;
            requireDigest();
            System.arraycopy(source, offset, bytes, length, count);
            length += count;
        }

        private void requireDigest() throws SignatureException {
            if (tooLong) {
                throw new SignatureException("NONEwithECDSA takes a digest of at most 64 bytes");
            }
        }

        @Override
        public byte[] digest() throws SignatureException {
            requireDigest();
            byte[] digest = Arrays.copyOf(bytes, length);
            length = 0;
            return digest;
        }

        @Override
        public void reset() {
            length = 0;
            tooLong = false;
        }
    }

    @Override
    protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
        forget();
        privateKey = EcPrivateKey.from(key);
    }

    @Override
    protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
        forget();
        publicKey = EcPublicKey.from(key);
    }

    /** First of all: a key that is refused leaves no other one behind. */
    private void forget() {
        privateKey = null;
        publicKey = null;
        prehash.reset();
    }

    @Override
    protected void engineUpdate(byte b) throws SignatureException {
        prehash.update(new byte[] {b}, 0, 1);
    }

    @Override
    protected void engineUpdate(byte[] bytes, int offset, int length) throws SignatureException {
        prehash.update(bytes, offset, length);
    }

    @Override
    protected byte[] engineSign() throws SignatureException {
        EcPrivateKey key = privateKey;
        if (key == null) {
            throw new SignatureException("not initialized for signing");
        }
        long[] number = Ecdsa.number(prehash.digest());
        Ecdsa.Value value = sign(key, number);
        return p1363 ? Ecdsa.encodeP1363(value) : Ecdsa.encode(value);
    }

    private Ecdsa.Value sign(EcPrivateKey key, long[] number) throws SignatureException {
        long[] scalar = scalar(key);
        Ecdsa.Value value;
        try {
            value = Ecdsa.sign(scalar, number, Randomness.orDefault(appRandom));
        } finally {
            Words.clear(scalar);
        }
        if (key.isDestroyed()) {
            throw new SignatureException(CurveKey.DESTROYED);
        }
        return value;
    }

    private static long[] scalar(EcPrivateKey key) throws SignatureException {
        try {
            return key.scalar();
        } catch (IllegalStateException e) {
            throw new SignatureException(CurveKey.DESTROYED, e);
        }
    }

    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
        EcPublicKey key = publicKey;
        if (key == null) {
            throw new SignatureException("not initialized for verification");
        }
        long[] number = Ecdsa.number(prehash.digest());
        Ecdsa.Value value = p1363 ? Ecdsa.decodeP1363(signature) : Ecdsa.decode(signature);
        if (value == null) {
            if (p1363) {
                return false; // as SunEC has it
            }
            throw new SignatureException("not the encoding of an ECDSA signature on P-256");
        }
        return Ecdsa.verify(key, KnownKeys.shared().meet(key), number, value);
    }

    @Override
    protected void engineSetParameter(@Nullable AlgorithmParameterSpec parameters)
            throws InvalidAlgorithmParameterException {
        if (parameters != null
                && !(parameters instanceof ECParameterSpec ec && EcPublicKey.isP256(ec))) {
            throw new InvalidAlgorithmParameterException("ECDSA here has no parameters but P-256");
        }
    }

    @Override
    protected @Nullable AlgorithmParameters engineGetParameters() {
        return null;
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {
        throw new InvalidParameterException("there are no named parameters");
    }

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
        throw new InvalidParameterException("there are no named parameters");
    }
}
