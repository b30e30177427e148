package handclasp.curves;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.KeyAgreement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A key that is destroyed is of no use, harms nobody who still holds it, and never spoils a computation. */
class DestroyedKeysTest {

    private static final Provider OURS = new HandclaspCurvesProvider();
    private static final byte[] MESSAGE = new byte[20];

    private static KeyPair pair(String keys) throws Exception {
        return KeyPairGenerator.getInstance(keys, OURS).generateKeyPair();
    }

    /** S' − S = k·a of a signature made with the scalar gone gives the key away. */
    @Test
    void ed25519SecretsInUseAreNotZeroed() throws Exception {
        EdPrivateKey key = (EdPrivateKey) pair("Ed25519").getPrivate();
        byte[] good = Ed25519.sign(key.secret(), Ed25519.noPrefix(), MESSAGE);
        Ed25519.Secret inUse = key.secret();
        key.destroy();
        assertThat(Ed25519.sign(inUse, Ed25519.noPrefix(), MESSAGE)).isEqualTo(good);
    }

    @Test
    void scalarsInUseAreNotZeroed() throws Exception {
        EcPrivateKey ec = (EcPrivateKey) pair("EC").getPrivate();
        long[] scalar = ec.scalar();
        ec.destroy();
        assertThat(Words.isZero(scalar)).isFalse();
        XdhPrivateKey x = (XdhPrivateKey) pair("X25519").getPrivate();
        byte[] bytes = x.bytes();
        x.destroy();
        assertThat(bytes).isNotEqualTo(new byte[32]);
    }

    /** What leaves while another thread destroys the key is the right signature or none. */
    @Test
    void noFaultySignatureLeavesWhileAnotherThreadDestroysTheKey() throws Exception {
        long end = System.nanoTime() + 1_500_000_000L;
        for (int run = 0; System.nanoTime() < end; run++) {
            PrivateKey key = pair("Ed25519").getPrivate();
            Signature signer = Signature.getInstance("Ed25519", OURS);
            signer.initSign(key);
            byte[] good = sign(signer);
            long wait = run * 7919L % 60_000;
            Thread destroyer =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        LockSupport.parkNanos(wait);
                                        destroy(key);
                                    });
            assertThatThrownBy(
                            () -> {
                                while (true) {
                                    assertThat(sign(signer)).isEqualTo(good);
                                }
                            })
                    .isInstanceOf(SignatureException.class);
            destroyer.join();
        }
    }

    private static byte[] sign(Signature signer) throws SignatureException {
        signer.update(MESSAGE);
        return signer.sign();
    }

    private static void destroy(PrivateKey key) {
        try {
            key.destroy();
        } catch (javax.security.auth.DestroyFailedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The random source is asked in the middle of signing: a good place to destroy the key. */
    @Test
    void noSignatureLeavesWhenTheKeyIsDestroyedInTheMiddle() throws Exception {
        PrivateKey key = pair("EC").getPrivate();
        SecureRandom random =
                new SecureRandom() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public void nextBytes(byte[] bytes) {
                        destroy(key);
                    }
                };
        Signature signer = Signature.getInstance("SHA256withECDSA", OURS);
        signer.initSign(key, random);
        assertThatThrownBy(() -> sign(signer))
                .isInstanceOf(SignatureException.class)
                .hasMessageContaining("destroyed");
    }

    @ParameterizedTest
    @CsvSource({"EC,SHA256withECDSA", "Ed25519,Ed25519"})
    void signaturesRefuseThem(String keys, String algorithm) throws Exception {
        PrivateKey key = pair(keys).getPrivate();
        Signature signer = Signature.getInstance(algorithm, OURS);
        signer.initSign(key);
        key.destroy();
        assertThatThrownBy(signer::sign).isInstanceOf(SignatureException.class);
        assertThatThrownBy(() -> signer.initSign(key))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("destroyed");
        assertThat(OURS.getService("Signature", algorithm).supportsParameter(key)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"EC,ECDH", "X25519,X25519"})
    void agreementsRefuseThem(String keys, String algorithm) throws Exception {
        KeyPair pair = pair(keys);
        KeyAgreement agreement = KeyAgreement.getInstance(algorithm, OURS);
        agreement.init(pair.getPrivate());
        pair.getPrivate().destroy();
        // Not InvalidKeyException, which is about the peer's key here.
        assertThatThrownBy(() -> agreement.doPhase(pair.getPublic(), true))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> agreement.init(pair.getPrivate()))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("destroyed");
        assertThat(OURS.getService("KeyAgreement", algorithm).supportsParameter(pair.getPrivate()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "X25519", "Ed25519"})
    void theyEqualThemselvesAlone(String keys) throws Exception {
        PrivateKey key = pair(keys).getPrivate();
        PrivateKey another = pair(keys).getPrivate();
        Map<Key, String> map = new HashMap<>(Map.of(key, "found"));
        key.destroy();
        Key itself = key;
        assertThat(key).isEqualTo(itself).isNotEqualTo(another);
        assertThat(another).isNotEqualTo(key);
        assertThat(map).containsEntry(key, "found").doesNotContainKey(another);
        another.destroy();
        assertThat(key).isNotEqualTo(another);
    }
}
