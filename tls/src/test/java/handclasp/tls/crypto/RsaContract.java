package handclasp.tls.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;

/** What encryption to an RSA key must pass. */
interface RsaContract {
    CryptoProvider provider();

    @Test
    default void whatIsEncryptedToAKeyItsOwnerReads() throws Exception {
        RSAPublicKey key = (RSAPublicKey) TestKeys.RSA_2048.pair().getPublic();
        Secret secret = Secret.owning(new ScriptedRandom(1).bytes(48));
        byte[] encrypted = provider().encrypt(key, secret, new ScriptedRandom(2));
        assertThat(encrypted).hasSize(256);
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(Cipher.DECRYPT_MODE, TestKeys.RSA_2048.pair().getPrivate());
        assertThat(cipher.doFinal(encrypted)).isEqualTo(secret.bytes());
    }

    @Test
    default void theRandomSourceDecidesThePaddingIfTheProviderSaysSo() throws Exception {
        RSAPublicKey key = (RSAPublicKey) TestKeys.RSA_2048.pair().getPublic();
        Secret secret = Secret.owning(new byte[48]);
        byte[] first = provider().encrypt(key, secret, new ScriptedRandom(1));
        byte[] other = provider().encrypt(key, secret, new ScriptedRandom(2));
        assertThat(Arrays.equals(first, other)).isFalse();
        if (provider().deterministic()) {
            assertThat(provider().encrypt(key, secret, new ScriptedRandom(1))).isEqualTo(first);
        }
    }
}
