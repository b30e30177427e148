package handclasp.curves;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.KeyPair;
import java.security.KeyPairGeneratorSpi;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Key pairs. A curve that is not this provider's is refused in {@code initialize}, upon which {@code
 * KeyPairGenerator.getInstance(name)} turns to the next provider by itself.
 */
abstract sealed class CurveKeyPairGenerator extends KeyPairGeneratorSpi {

    private final int size;
    private @Nullable SecureRandom random;

    private CurveKeyPairGenerator(int size) {
        this.size = size;
    }

    abstract boolean accepts(AlgorithmParameterSpec parameters);

    abstract KeyPair generate(SecureRandom random) throws InvalidKeyException;

    @Override
    public void initialize(int keySize, SecureRandom random) {
        if (keySize != size) {
            throw new InvalidParameterException("this provider has no key of " + keySize + " bits");
        }
        this.random = random;
    }

    @Override
    public void initialize(@Nullable AlgorithmParameterSpec parameters, SecureRandom random)
            throws InvalidAlgorithmParameterException {
        if (parameters == null || !accepts(parameters)) {
            throw new InvalidAlgorithmParameterException("not a curve of this provider");
        }
        this.random = random;
    }

    @Override
    public KeyPair generateKeyPair() {
        try {
            return generate(Randomness.orDefault(random));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("a fresh key is valid", e);
        }
    }

    private static byte[] bytes(SecureRandom random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return bytes;
    }

    static final class Ec extends CurveKeyPairGenerator {
        private static final int TRIES = 100;

        private static final Set<String> NAMES =
                Set.of(
                        "secp256r1",
                        "nist p-256",
                        "p-256",
                        "prime256v1",
                        "x9.62 prime256v1",
                        "1.2.840.10045.3.1.7");

        Ec() {
            super(256);
        }

        @Override
        boolean accepts(AlgorithmParameterSpec parameters) {
            return parameters instanceof ECGenParameterSpec named
                            && NAMES.contains(named.getName().toLowerCase(Locale.ROOT))
                    || parameters instanceof ECParameterSpec ec && EcPublicKey.isP256(ec);
        }

        @Override
        KeyPair generate(SecureRandom random) throws InvalidKeyException {
            long[] scalar = scalar(random);
            long[] x = new long[8];
            long[] y = new long[8];
            P256.multiplyGenerator(x, y, scalar);
            return new KeyPair(new EcPublicKey(x, y), new EcPrivateKey(scalar));
        }

        /**
         * FIPS 186-5 A.2.2, rejection: 32 random bytes until they are a number in [1, n). One try fails once in
         * 2^32; a source of which a hundred do is broken.
         */
        private static long[] scalar(SecureRandom random) {
            for (int i = 0; i < TRIES; i++) {
                byte[] candidate = bytes(random);
                long[] scalar = Words.fromBigEndian(candidate, 0);
                Arrays.fill(candidate, (byte) 0);
                if (!Words.isZero(scalar) && ScalarField.P256.isReduced(scalar)) {
                    return scalar;
                }
            }
            throw new ProviderException(
                    "the random source is broken: none of its "
                            + TRIES
                            + " candidates is a private key of P-256; use another SecureRandom");
        }
    }

    static final class Xdh extends CurveKeyPairGenerator {
        Xdh() {
            super(255);
        }

        @Override
        boolean accepts(AlgorithmParameterSpec parameters) {
            return XdhPublicKey.isX25519(parameters);
        }

        @Override
        KeyPair generate(SecureRandom random) throws InvalidKeyException {
            byte[] scalar = bytes(random);
            return new KeyPair(
                    new XdhPublicKey(X25519.multiplyBase(scalar)), new XdhPrivateKey(scalar));
        }
    }

    static final class Ed extends CurveKeyPairGenerator {
        Ed() {
            super(255);
        }

        @Override
        boolean accepts(AlgorithmParameterSpec parameters) {
            return parameters instanceof NamedParameterSpec named && EdPublicKey.isEd25519(named);
        }

        @Override
        KeyPair generate(SecureRandom random) throws InvalidKeyException {
            EdPrivateKey key = new EdPrivateKey(bytes(random));
            return new KeyPair(key.publicKey(), key);
        }
    }
}
