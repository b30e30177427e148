package handclasp.tls.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import handclasp.tls.crypto.TestKeys;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PrivateKeyDecryptorTest {
    private static final RSAPublicKey KEY = (RSAPublicKey) TestKeys.RSA_2048.pair().getPublic();

    private final PrivateKeyDecryptor decryptor =
            PrivateKeyDecryptor.of(TestKeys.RSA_2048.pair().getPrivate(), KEY);

    /** Nothing is unpadded, and leading zeros stay. */
    @Test
    void decryptsRawNumbers() throws Exception {
        assertThat(decryptor.modulusLength()).isEqualTo(256);
        for (int number : new int[] {0, 1, 2, 77}) {
            BigInteger encrypted =
                    BigInteger.valueOf(number).modPow(KEY.getPublicExponent(), KEY.getModulus());
            byte[] ciphertext = new byte[256];
            byte[] bytes = encrypted.toByteArray();
            int kept = Math.min(256, bytes.length);
            System.arraycopy(bytes, bytes.length - kept, ciphertext, 256 - kept, kept);
            byte[] expected = new byte[256];
            expected[255] = (byte) number;
            assertThat(decryptor.decrypt(ciphertext)).isEqualTo(expected);
        }
    }

    @Test
    void aCiphertextThatIsNotBelowTheModulusIsRefused() {
        byte[] ciphertext = new byte[256];
        Arrays.fill(ciphertext, (byte) 0xff);
        assertThatThrownBy(() -> decryptor.decrypt(ciphertext))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void aKeyForSignaturesOnlyIsRefused() {
        RSAPublicKey signing = (RSAPublicKey) TestKeys.PSS_ANY.pair().getPublic();
        assertThatThrownBy(
                        () -> PrivateKeyDecryptor.of(TestKeys.PSS_ANY.pair().getPrivate(), signing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("signs only");
    }

    @Test
    void itsTextHasNothingOfTheKey() {
        RSAPrivateKey key = (RSAPrivateKey) TestKeys.RSA_2048.pair().getPrivate();
        assertThat(decryptor.toString())
                .isEqualTo("PrivateKeyDecryptor[2048 bits]")
                .doesNotContain(key.getPrivateExponent().toString());
    }
}
