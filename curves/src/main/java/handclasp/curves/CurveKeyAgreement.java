package handclasp.curves;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.KeyAgreementSpi;
import javax.crypto.SecretKey;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** ECDH on P-256 (SP 800-56A §5.7.1.2) and X25519 (RFC 7748 §6.1) as JCA key agreements of 32 bytes. */
abstract sealed class CurveKeyAgreement extends KeyAgreementSpi {

    private static final int LENGTH = 32;

    private byte @Nullable [] secret;

    abstract void useKey(Key key) throws InvalidKeyException;

    abstract byte[] agree(Key peer) throws InvalidKeyException;

    static final class Ecdh extends CurveKeyAgreement {
        private @Nullable EcPrivateKey key;

        @Override
        void useKey(Key key) throws InvalidKeyException {
            this.key = null; // a key that is refused leaves none behind
            this.key = EcPrivateKey.from(key);
        }

        @Override
        byte[] agree(Key peer) throws InvalidKeyException {
            EcPublicKey point = EcPublicKey.from(peer);
            EcPrivateKey own = key;
            if (own == null) {
                throw new IllegalStateException("not initialized");
            }
            long[] scalar = own.scalar();
            long[] x = P256.multiplySecret(point.x(), point.y(), scalar);
            Words.clear(scalar);
            CurveKey.requireAlive(own);
            byte[] bytes = Words.bigEndian(x);
            Words.clear(x);
            return bytes;
        }
    }

    static final class Xdh extends CurveKeyAgreement {
        private @Nullable XdhPrivateKey key;

        @Override
        void useKey(Key key) throws InvalidKeyException {
            this.key = null; // a key that is refused leaves none behind
            this.key = XdhPrivateKey.from(key);
        }

        @Override
        byte[] agree(Key peer) throws InvalidKeyException {
            XdhPublicKey u = XdhPublicKey.from(peer);
            XdhPrivateKey own = key;
            if (own == null) {
                throw new IllegalStateException("not initialized");
            }
            byte[] scalar = own.bytes();
            byte[] bytes = X25519.multiply(scalar, u.bytes());
            Arrays.fill(scalar, (byte) 0);
            CurveKey.requireAlive(own);
            int all = 0;
            for (byte b : bytes) {
                all |= b;
            }
            if (all == 0) {
                throw new InvalidKeyException("the peer's public key has small order");
            }
            return bytes;
        }
    }

    @Override
    protected void engineInit(Key key, SecureRandom random) throws InvalidKeyException {
        secret = null;
        useKey(key);
    }

    @Override
    protected void engineInit(
            Key key, @Nullable AlgorithmParameterSpec parameters, SecureRandom random)
            throws InvalidKeyException, InvalidAlgorithmParameterException {
        if (parameters != null) {
            throw new InvalidAlgorithmParameterException("this key agreement takes no parameters");
        }
        engineInit(key, random);
    }

    @Override
    protected @Nullable Key engineDoPhase(Key peer, boolean lastPhase) throws InvalidKeyException {
        if (!lastPhase) {
            throw new IllegalStateException("this key agreement has two parties and one phase");
        }
        if (secret != null) {
            throw new IllegalStateException("the secret of the last phase was not fetched");
        }
        secret = agree(peer);
        return null;
    }

    @Override
    protected byte[] engineGenerateSecret() {
        byte[] result = secret;
        if (result == null) {
            throw new IllegalStateException("the peer's public key is missing");
        }
        secret = null;
        return result;
    }

    @Override
    protected int engineGenerateSecret(byte[] target, int offset) throws ShortBufferException {
        if (offset < 0 || target.length - offset < LENGTH) {
            throw new ShortBufferException("the shared secret has 32 bytes");
        }
        byte[] result = engineGenerateSecret();
        System.arraycopy(result, 0, target, offset, LENGTH);
        Arrays.fill(result, (byte) 0);
        return LENGTH;
    }

    /** A shared secret is not a key for a cipher: only the names that stand for input to a KDF are given. */
    @Override
    protected SecretKey engineGenerateSecret(@Nullable String algorithm)
            throws NoSuchAlgorithmException {
        if (!"TlsPremasterSecret".equals(algorithm) && !"Generic".equals(algorithm)) {
            throw new NoSuchAlgorithmException(
                    "only TlsPremasterSecret and Generic, not " + algorithm);
        }
        byte[] result = engineGenerateSecret();
        SecretKey key = new SecretKeySpec(result, algorithm);
        Arrays.fill(result, (byte) 0);
        return key;
    }
}
