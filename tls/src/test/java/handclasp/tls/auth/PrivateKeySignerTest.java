package handclasp.tls.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import handclasp.tls.SignatureScheme;
import handclasp.tls.crypto.ScriptedRandom;
import handclasp.tls.crypto.SignatureAlgorithm;
import handclasp.tls.crypto.TestKeys;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactorySpi;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.KeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class PrivateKeySignerTest {
    private static final byte[] INPUT = new ScriptedRandom(1).bytes(130);

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"X25519", "RSA_512", "PSS_MIXED", "PSS_SHORT_SALT"})
    void signsWithEachOfItsSchemes(TestKeys key) throws Exception {
        PrivateKeySigner signer = signer(key);
        assertThat(signer.signatureSchemes()).isNotEmpty();
        assertThat(signer.signatureSchemes().get(0).certificatesOnly()).isFalse();
        for (SignatureScheme scheme : signer.signatureSchemes()) {
            byte[] signature = signer.sign(scheme, INPUT, new SecureRandom());
            assertThat(verifies(key, scheme, signature)).as("%s", scheme).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"P256", "P384", "P521", "ED25519", "ED448", "RSA_2048", "PSS_SHA256"})
    void theRandomSourceDecidesTheSignature(TestKeys key) throws Exception {
        PrivateKeySigner signer = signer(key);
        for (SignatureScheme scheme : signer.signatureSchemes()) {
            byte[] first = signer.sign(scheme, INPUT, new ScriptedRandom(7));
            byte[] again = signer.sign(scheme, INPUT, new ScriptedRandom(7));
            assertThat(again).as("%s", scheme).isEqualTo(first);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"P256", "P384", "P521", "RSA_2048", "PSS_SHA256"})
    void anotherRandomSourceGivesAnotherSignature(TestKeys key) throws Exception {
        PrivateKeySigner signer = signer(key);
        SignatureScheme scheme = signer.signatureSchemes().get(0);
        assertThat(signer.sign(scheme, INPUT, new ScriptedRandom(7)))
                .isNotEqualTo(signer.sign(scheme, INPUT, new ScriptedRandom(8)));
    }

    @Test
    void aSmallRsaKeyStillSignsWithSha256() {
        assertThat(signer(TestKeys.RSA_1024).signatureSchemes())
                .containsExactly(
                        SignatureScheme.RSA_PSS_RSAE_SHA256,
                        SignatureScheme.RSA_PSS_RSAE_SHA384,
                        SignatureScheme.RSA_PKCS1_SHA256,
                        SignatureScheme.RSA_PKCS1_SHA384,
                        SignatureScheme.RSA_PKCS1_SHA512);
    }

    @ParameterizedTest
    @EnumSource(names = {"X25519", "RSA_512", "PSS_MIXED", "PSS_SHORT_SALT"})
    void aKeyThatTlsCannotUseIsRefused(TestKeys key) {
        assertThatThrownBy(() -> signer(key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no signature scheme")
                .hasMessageContaining("use an ECDSA key");
    }

    @Test
    void anotherSchemeIsRefused() {
        PrivateKeySigner signer = signer(TestKeys.P256);
        assertThatThrownBy(() -> signer.sign(SignatureScheme.ED25519, INPUT, new SecureRandom()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ed25519");
    }

    /** As those in a key management service do: there is nothing to translate. */
    @Test
    void aKeyThatThrowsWhenAskedForItsValueStaysWithItsProvider() {
        PrivateKey far =
                new PrivateKey() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public String getAlgorithm() {
                        return "EC";
                    }

                    @Override
                    public String getFormat() {
                        throw new UnsupportedOperationException("far away");
                    }

                    @Override
                    public byte[] getEncoded() {
                        throw new UnsupportedOperationException("far away");
                    }
                };
        Provider asking =
                new Provider("Asking", "1", "for tests") {
                    private static final long serialVersionUID = 1L;
                };
        asking.put("KeyFactory.EC", AskingKeyFactory.class.getName());
        assertThat(PrivateKeySigner.translate(far, asking)).isEmpty();
        PrivateKey near = TestKeys.P256.pair().getPrivate();
        assertThat(PrivateKeySigner.translate(near, asking)).hasValue(near);
    }

    /** Asks a key for its encoding. */
    public static final class AskingKeyFactory extends KeyFactorySpi {
        @Override
        protected Key engineTranslateKey(Key key) throws InvalidKeyException {
            if (key.getEncoded() == null) {
                throw new InvalidKeyException("not exportable");
            }
            return key;
        }

        @Override
        protected PublicKey engineGeneratePublic(KeySpec specification) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected PrivateKey engineGeneratePrivate(KeySpec specification) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected <T extends KeySpec> T engineGetKeySpec(Key key, Class<T> specification) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void doesNotPrintTheKey() {
        RSAPrivateKey key = (RSAPrivateKey) TestKeys.RSA_2048.pair().getPrivate();
        BigInteger exponent = key.getPrivateExponent();
        assertThat(signer(TestKeys.RSA_2048).toString())
                .contains("rsa_pss_rsae_sha256")
                .doesNotContain(exponent.toString(16).substring(0, 8))
                .doesNotContain(exponent.toString().substring(0, 8));
    }

    private static PrivateKeySigner signer(TestKeys key) {
        KeyPair pair = key.pair();
        return PrivateKeySigner.of(pair.getPrivate(), pair.getPublic());
    }

    private static boolean verifies(TestKeys key, SignatureScheme scheme, byte[] signature)
            throws Exception {
        SignatureAlgorithm algorithm = SignatureAlgorithm.of(scheme).orElseThrow();
        Signature verifier = Signature.getInstance(algorithm.jcaName());
        if (algorithm.parameters().isPresent()) {
            verifier.setParameter(algorithm.parameters().get());
        }
        verifier.initVerify(key.pair().getPublic());
        verifier.update(INPUT);
        return verifier.verify(signature);
    }
}
