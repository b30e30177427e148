package handclasp.testkit;

import handclasp.tls.CipherSuite;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.NamedGroup;
import handclasp.tls.SignatureScheme;
import handclasp.tls.crypto.AeadOpener;
import handclasp.tls.crypto.AeadSealer;
import handclasp.tls.crypto.CbcOpener;
import handclasp.tls.crypto.CbcSealer;
import handclasp.tls.crypto.CryptoProvider;
import handclasp.tls.crypto.FiniteFieldGroup;
import handclasp.tls.crypto.HashAlgorithm;
import handclasp.tls.crypto.Hkdf;
import handclasp.tls.crypto.InvalidShareException;
import handclasp.tls.crypto.KeyExchange;
import handclasp.tls.crypto.Prf;
import handclasp.tls.crypto.RunningHash;
import handclasp.tls.crypto.Secret;
import handclasp.tls.crypto.Signer;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.List;

/**
 * Cryptography that protects nothing and costs next to nothing, for tests that break a million handshakes: records are
 * neither encrypted nor authenticated, so that what was changed in them gets past them to the messages; shares and
 * signatures are hashes. Hash, HMAC, HKDF and PRF are real, and so is Finished. Safe for use by any number of threads.
 */
public final class CheapCrypto implements CryptoProvider {
    private static final int TAG = 16;
    private static final int SHARE = 32;
    private static final CryptoProvider REAL =
            ClientConfiguration.builder().dangerous().acceptAnyCertificate().build().crypto();

    @Override
    public List<CipherSuite> cipherSuites() {
        return List.of(
                CipherSuite.TLS_AES_128_GCM_SHA256,
                CipherSuite.TLS_AES_256_GCM_SHA384,
                CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
                CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384);
    }

    @Override
    public List<NamedGroup> namedGroups() {
        return List.of(NamedGroup.X25519, NamedGroup.SECP256R1);
    }

    @Override
    public List<SignatureScheme> signatureSchemes() {
        return List.of(
                SignatureScheme.ECDSA_SECP256R1_SHA256,
                SignatureScheme.ED25519,
                SignatureScheme.RSA_PSS_RSAE_SHA256);
    }

    @Override
    public boolean deterministic() {
        return true;
    }

    @Override
    public HashAlgorithm hash(CipherSuite suite) {
        return REAL.hash(suite);
    }

    @Override
    public int keyLength(CipherSuite suite) {
        return REAL.keyLength(suite);
    }

    @Override
    public RunningHash newHash(HashAlgorithm algorithm) {
        return REAL.newHash(algorithm);
    }

    @Override
    public Hkdf hkdf(HashAlgorithm algorithm) {
        return REAL.hkdf(algorithm);
    }

    @Override
    public Prf prf(HashAlgorithm algorithm) {
        return REAL.prf(algorithm);
    }

    @Override
    public CbcSealer cbcSealer(
            CipherSuite suite,
            byte[] key,
            byte[] macKey,
            boolean encryptThenMac,
            SecureRandom random) {
        throw new IllegalArgumentException("cheap cryptography has no CBC");
    }

    @Override
    public CbcOpener cbcOpener(
            CipherSuite suite, byte[] key, byte[] macKey, boolean encryptThenMac) {
        throw new IllegalArgumentException("cheap cryptography has no CBC");
    }

    @Override
    public KeyExchange keyExchange(FiniteFieldGroup group) {
        throw new IllegalArgumentException("cheap cryptography has no finite fields");
    }

    @Override
    public byte[] encrypt(RSAPublicKey key, Secret plaintext, SecureRandom random) {
        throw new IllegalArgumentException("cheap cryptography has no RSA");
    }

    @Override
    public AeadSealer sealer(CipherSuite suite, byte[] key) {
        return new Sealer();
    }

    @Override
    public AeadOpener opener(CipherSuite suite, byte[] key) {
        return new Opener();
    }

    @Override
    public KeyExchange keyExchange(NamedGroup group) {
        return new Exchange(group);
    }

    @Override
    public boolean fits(SignatureScheme scheme, PublicKey key) {
        return REAL.fits(scheme, key);
    }

    @Override
    public boolean verify(SignatureScheme scheme, PublicKey key, byte[] input, byte[] signature) {
        return Arrays.equals(hash(input), signature);
    }

    /** Signs so that {@link #verify} is content. */
    public static Signer signer() {
        return new Signer() {
            @Override
            public List<SignatureScheme> signatureSchemes() {
                return List.of(SignatureScheme.ECDSA_SECP256R1_SHA256);
            }

            @Override
            public byte[] sign(SignatureScheme scheme, byte[] input, SecureRandom random) {
                return hash(input);
            }
        };
    }

    private static byte[] hash(byte[] input) {
        RunningHash hash = REAL.newHash(HashAlgorithm.SHA256);
        hash.update(input, 0, input.length);
        return hash.value();
    }

    private static final class Sealer implements AeadSealer {
        @Override
        public int tagLength() {
            return TAG;
        }

        @Override
        public void seal(
                byte[] nonce,
                byte[] aad,
                int aadOffset,
                int aadLength,
                byte[] content,
                int offset,
                int length,
                byte[] tail,
                int tailLength,
                byte[] out,
                int outOffset) {
            System.arraycopy(content, offset, out, outOffset, length);
            System.arraycopy(tail, 0, out, outOffset + length, tailLength);
            int end = outOffset + length + tailLength;
            Arrays.fill(out, end, end + TAG, (byte) 0);
        }

        @Override
        public void close() {}
    }

    private static final class Opener implements AeadOpener {
        @Override
        public int tagLength() {
            return TAG;
        }

        @Override
        public int open(
                byte[] nonce,
                byte[] aad,
                int aadOffset,
                int aadLength,
                byte[] in,
                int offset,
                int length,
                byte[] out,
                int outOffset) {
            System.arraycopy(in, offset, out, outOffset, length - TAG);
            return length - TAG;
        }

        @Override
        public void close() {}
    }

    /** Each end's share is its random value, and the secret is what both make of the two. */
    private record Exchange(NamedGroup group) implements KeyExchange {
        @Override
        public int clientShareLength() {
            return SHARE;
        }

        @Override
        public KeyPair generate(SecureRandom random) {
            byte[] share = random(random);
            return new KeyPair() {
                @Override
                public byte[] share() {
                    return share.clone();
                }

                @Override
                public Secret decapsulate(byte[] serverShare) throws InvalidShareException {
                    return agree(share, serverShare);
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public Encapsulation encapsulate(byte[] clientShare, SecureRandom random)
                throws InvalidShareException {
            byte[] share = random(random);
            return new Encapsulation(share, agree(clientShare, share));
        }

        private static byte[] random(SecureRandom random) {
            byte[] share = new byte[SHARE];
            random.nextBytes(share);
            return share;
        }

        private static Secret agree(byte[] client, byte[] server) throws InvalidShareException {
            if (client.length != SHARE || server.length != SHARE) {
                throw new InvalidShareException("a share has " + SHARE + " bytes");
            }
            byte[] secret = new byte[SHARE];
            for (int i = 0; i < SHARE; i++) {
                secret[i] = (byte) (client[i] ^ 3 * server[i]);
            }
            return Secret.owning(secret);
        }
    }
}
