package handclasp.tls.internal.tls12;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import handclasp.tls.ProtocolVersion;
import handclasp.tls.auth.PrivateKeyDecryptor;
import handclasp.tls.crypto.RsaDecryptor;
import handclasp.tls.crypto.ScriptedRandom;
import handclasp.tls.crypto.Secret;
import handclasp.tls.crypto.TestKeys;
import handclasp.tls.internal.jca.JcaCryptoProvider;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 5246 §7.4.7.1. */
class RsaPremasterTest {
    private static final ProtocolVersion OFFERED = ProtocolVersion.TLS_1_2;
    private static final RSAPublicKey KEY = (RSAPublicKey) TestKeys.RSA_2048.pair().getPublic();
    private static final RsaDecryptor DECRYPTOR =
            PrivateKeyDecryptor.of(TestKeys.RSA_2048.pair().getPrivate(), KEY);
    private static final int LENGTH = 256;

    /** What stands in for the plaintext when the random source begins as below. */
    private static final byte[] INSTEAD = instead();

    private static byte[] instead() {
        byte[] premaster = new byte[48];
        byte[] random = new ScriptedRandom(5).bytes(46);
        premaster[0] = 3;
        premaster[1] = 3;
        System.arraycopy(random, 0, premaster, 2, 46);
        return premaster;
    }

    private static RsaPremaster decrypt(RsaDecryptor decryptor, byte[] encrypted) {
        return RsaPremaster.decrypt(decryptor, encrypted, OFFERED, new ScriptedRandom(5));
    }

    /** PKCS #1 block type 2 around a premaster secret. */
    private static byte[] block() {
        byte[] block = new byte[LENGTH];
        Arrays.fill(block, (byte) 0x5a);
        block[0] = 0;
        block[1] = 2;
        block[LENGTH - 49] = 0;
        block[LENGTH - 48] = 3;
        block[LENGTH - 47] = 3;
        return block;
    }

    /** Raw RSA with the public key. */
    private static byte[] encrypt(byte[] block) {
        BigInteger number =
                new BigInteger(1, block).modPow(KEY.getPublicExponent(), KEY.getModulus());
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[LENGTH];
        int kept = Math.min(bytes.length, LENGTH);
        System.arraycopy(bytes, bytes.length - kept, fixed, LENGTH - kept, kept);
        return fixed;
    }

    private static void isRandom(byte[] block) {
        RsaPremaster result = decrypt(DECRYPTOR, encrypt(block));
        assertThat(result.premaster().bytes()).isEqualTo(INSTEAD);
        assertThat(result.failure()).isEmpty();
    }

    @Test
    void theServerReadsWhatTheClientEncrypted() throws Exception {
        for (int i = 0; i < 20; i++) {
            Secret sent = Premaster.fresh(OFFERED, new ScriptedRandom(i));
            byte[] encrypted =
                    Premaster.encrypt(
                            JcaCryptoProvider.shared(), KEY, sent, new ScriptedRandom(100 + i));
            assertThat(decrypt(DECRYPTOR, encrypted).premaster()).isEqualTo(sent);
        }
    }

    @Test
    void aFreshOneBeginsWithTheVersionAndIsRandom() {
        byte[] first = Premaster.fresh(OFFERED, new ScriptedRandom(1)).bytes();
        byte[] second = Premaster.fresh(OFFERED, new ScriptedRandom(2)).bytes();
        assertThat(first).hasSize(48).startsWith(3, 3).isNotEqualTo(second);
    }

    @Test
    void everyByteOfThePaddingIsLookedAt() {
        isRight(block());
        for (int i : new int[] {0, 1, LENGTH - 49}) {
            for (int bit = 0; bit < (i == 0 ? 1 : 8); bit++) {
                byte[] changed = block();
                changed[i] ^= (byte) (1 << bit);
                isRandom(changed);
            }
        }
        for (int i = 2; i < LENGTH - 49; i++) {
            byte[] changed = block();
            changed[i] = 0;
            isRandom(changed);
            changed[i] = (byte) 0x80;
            isRight(changed);
        }
    }

    private static void isRight(byte[] block) {
        assertThat(decrypt(DECRYPTOR, encrypt(block)).premaster().bytes())
                .isEqualTo(Arrays.copyOfRange(block, LENGTH - 48, LENGTH));
    }

    /** 47 or 49 bytes of plaintext. */
    @Test
    void aPlaintextOfAnotherLengthIsNone() {
        for (int separator : new int[] {LENGTH - 48, LENGTH - 50, 10, LENGTH - 1}) {
            byte[] changed = block();
            changed[LENGTH - 49] = 1;
            changed[separator] = 0;
            isRandom(changed);
        }
    }

    /** The version offered takes the place of the one sent, so that the master secret is wrong: no alert, no other time. */
    @Test
    void aWrongVersionMakesAnotherPremasterSecret() {
        byte[] changed = block();
        changed[LENGTH - 47] = 1;
        byte[] premaster = decrypt(DECRYPTOR, encrypt(changed)).premaster().bytes();
        assertThat(premaster).startsWith(3, 3);
        assertThat(Arrays.copyOfRange(premaster, 2, 48))
                .isEqualTo(Arrays.copyOfRange(changed, LENGTH - 46, LENGTH));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 48, 255, 257, 512})
    void aCiphertextOfAnotherLengthGivesRandomBytes(int length) {
        byte[] encrypted = Arrays.copyOf(encrypt(block()), length);
        assertThat(decrypt(DECRYPTOR, encrypted).premaster().bytes()).isEqualTo(INSTEAD);
    }

    @Test
    void aCiphertextBeyondTheModulusGivesRandomBytes() {
        byte[] encrypted = new byte[LENGTH];
        Arrays.fill(encrypted, (byte) 0xff);
        RsaPremaster result = decrypt(DECRYPTOR, encrypted);
        assertThat(result.premaster().bytes()).isEqualTo(INSTEAD);
        assertThat(result.failure()).isPresent();
    }

    @Test
    void aProviderThatLeavesLeadingZerosOutIsUnderstood() {
        byte[] block = block();
        RsaDecryptor stripping = new Decryptor(LENGTH, in -> Arrays.copyOfRange(block, 1, LENGTH));
        assertThat(decrypt(stripping, new byte[LENGTH]).premaster().bytes())
                .isEqualTo(Arrays.copyOfRange(block, LENGTH - 48, LENGTH));
        RsaDecryptor small = new Decryptor(LENGTH, in -> new byte[] {7});
        assertThat(decrypt(small, new byte[LENGTH]).premaster().bytes()).isEqualTo(INSTEAD);
        RsaDecryptor large = new Decryptor(LENGTH, in -> new byte[LENGTH + 1]);
        assertThat(decrypt(large, new byte[LENGTH]).premaster().bytes()).isEqualTo(INSTEAD);
    }

    /** Unchecked exceptions too, by which providers of tokens tell their errors. */
    static Stream<Exception> failures() {
        return Stream.of(
                new GeneralSecurityException("the token is gone"),
                new ProviderException("CKR_DATA_INVALID"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aTokenThatFailsIsToldToItsOwnerOnly(Exception gone) {
        RsaDecryptor broken =
                new Decryptor(
                        LENGTH,
                        in -> {
                            if (gone instanceof ProviderException unchecked) {
                                throw unchecked;
                            }
                            throw (GeneralSecurityException) gone;
                        });
        RsaPremaster result = decrypt(broken, new byte[LENGTH]);
        assertThat(result.premaster().bytes()).isEqualTo(INSTEAD);
        assertThat(result.failure()).contains(gone);
    }

    @Test
    void aKeyWithoutRoomForAPremasterSecretIsRefused() {
        RsaDecryptor tiny = new Decryptor(58, in -> new byte[58]);
        assertThatThrownBy(() -> decrypt(tiny, new byte[58]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private record Decryptor(int modulusLength, Raw raw) implements RsaDecryptor {
        @Override
        public byte[] decrypt(byte[] ciphertext) throws GeneralSecurityException {
            return raw.decrypt(ciphertext);
        }
    }

    private interface Raw {
        byte[] decrypt(byte[] ciphertext) throws GeneralSecurityException;
    }
}
