package handclasp.curves;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.testkit.LongRunning;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Random;
import javax.crypto.KeyAgreement;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;

/** Whatever this provider does, SunEC and Bouncy Castle do the same: in both directions, key by key. */
class ComparisonTest {

    private static final Provider OURS = new HandclaspCurvesProvider();
    private static final Provider SUN = Security.getProvider("SunEC");
    private static final Provider BC = new BouncyCastleProvider();

    private final Random random = new Random(5);

    @Test
    void x25519() throws GeneralSecurityException {
        agreements("X25519", "XDH", 20);
    }

    @Test
    void ecdh() throws GeneralSecurityException {
        agreements("ECDH", "EC", 15);
    }

    @Test
    void ecdsa() throws GeneralSecurityException {
        for (String hash : new String[] {"SHA256", "SHA384", "SHA512"}) {
            signatures(hash + "withECDSA", "EC", 12);
            signatures(hash + "withECDSAinP1363Format", "EC", 4, SUN);
        }
        signatures("NONEwithECDSA", "EC", 8);
    }

    @Test
    void ed25519() throws GeneralSecurityException {
        signatures("Ed25519", "Ed25519", 30);
    }

    private void agreements(String algorithm, String keys, int count)
            throws GeneralSecurityException {
        for (Provider other : new Provider[] {SUN, BC}) {
            for (int i = 0; i < count; i++) {
                KeyPair a = generator(keys, OURS).generateKeyPair();
                KeyPair b = generator(keys, other).generateKeyPair();
                byte[] secret =
                        agree(algorithm, OURS, a.getPrivate(), moved(b.getPublic(), keys, OURS));
                assertThat(
                                agree(
                                        algorithm,
                                        other,
                                        b.getPrivate(),
                                        moved(a.getPublic(), keys, other)))
                        .isEqualTo(secret);
                // The keys of either are taken by the other as they are.
                assertThat(agree(algorithm, OURS, b.getPrivate(), a.getPublic())).isEqualTo(secret);
                assertThat(agree(algorithm, SUN, a.getPrivate(), b.getPublic())).isEqualTo(secret);
            }
        }
    }

    private static byte[] agree(String algorithm, Provider provider, PrivateKey own, PublicKey peer)
            throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance(algorithm, provider);
        agreement.init(own);
        agreement.doPhase(peer, true);
        return agreement.generateSecret();
    }

    private void signatures(String algorithm, String keys, int count)
            throws GeneralSecurityException {
        signatures(algorithm, keys, count, SUN);
        signatures(algorithm, keys, count, BC);
    }

    private void signatures(String algorithm, String keys, int count, Provider other)
            throws GeneralSecurityException {
        for (int i = 0; i < count; i++) {
            byte[] message = new byte[algorithm.startsWith("NONE") ? 32 : random.nextInt(200)];
            random.nextBytes(message);
            exchange(
                    algorithm, generator(keys, OURS).generateKeyPair(), keys, message, OURS, other);
            exchange(
                    algorithm,
                    generator(keys, other).generateKeyPair(),
                    keys,
                    message,
                    other,
                    OURS);
        }
    }

    private void exchange(
            String algorithm,
            KeyPair pair,
            String keys,
            byte[] message,
            Provider signing,
            Provider verifying)
            throws GeneralSecurityException {
        Signature signer = Signature.getInstance(algorithm, signing);
        signer.initSign((PrivateKey) moved(pair.getPrivate(), keys, signing));
        signer.update(message);
        byte[] signature = signer.sign();
        Signature verifier = Signature.getInstance(algorithm, verifying);
        PublicKey key = moved(pair.getPublic(), keys, verifying);
        // Three times: the third meeting uses the table of a known key.
        for (int meeting = 0; meeting < 3; meeting++) {
            assertThat(verify(verifier, key, message, signature)).isTrue();
        }
        byte[] changed = signature.clone();
        changed[changed.length - 1] ^= (byte) (1 << random.nextInt(7));
        assertThat(verify(verifier, key, message, changed)).isFalse();
        if (message.length > 0) {
            message[0] ^= 1;
            assertThat(verify(verifier, key, message, signature)).isFalse();
            message[0] ^= 1;
        }
    }

    private static boolean verify(
            Signature verifier, PublicKey key, byte[] message, byte[] signature)
            throws GeneralSecurityException {
        verifier.initVerify(key);
        verifier.update(message);
        try {
            return verifier.verify(signature);
        } catch (SignatureException e) {
            return false; // SunEC says so of an s out of range
        }
    }

    private static KeyPairGenerator generator(String keys, Provider provider)
            throws GeneralSecurityException {
        KeyPairGenerator generator =
                KeyPairGenerator.getInstance(keys.equals("XDH") ? "X25519" : keys, provider);
        if (keys.equals("EC")) {
            generator.initialize(new ECGenParameterSpec("secp256r1"));
        }
        return generator;
    }

    private static PublicKey moved(PublicKey key, String keys, Provider to)
            throws GeneralSecurityException {
        return KeyFactory.getInstance(keys, to)
                .generatePublic(new X509EncodedKeySpec(key.getEncoded()));
    }

    private static Key moved(PrivateKey key, String keys, Provider to)
            throws GeneralSecurityException {
        return KeyFactory.getInstance(keys, to)
                .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
    }

    @Test
    void manyScalarsAndPoints() throws GeneralSecurityException {
        assertThat(new Functions(random).compare(150)).isEqualTo(150 * Functions.EACH);
    }

    /**
     * 240,000 comparisons; 2,160,000 with {@code -Dhandclasp.comparisons=180000} (docs/curves.md says when that was
     * run, and with what outcome).
     */
    @Test
    @LongRunning("about a minute and a half")
    void veryManyScalarsAndPoints() throws GeneralSecurityException {
        int rounds = Integer.getInteger("handclasp.comparisons", 20_000);
        long seed = Long.getLong("handclasp.seed", 6);
        int compared = new Functions(new Random(seed)).compare(rounds);
        System.out.println(compared + " comparisons, seed " + seed);
        assertThat(compared).isEqualTo(rounds * Functions.EACH);
    }
}
