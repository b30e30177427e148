package handclasp.tls.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.tls.SignatureScheme;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every verification of signatures must pass. */
interface SignatureContract {
    CryptoProvider provider();

    default List<SignatureScheme> schemes() {
        return provider().signatureSchemes();
    }

    @ParameterizedTest
    @MethodSource("schemes")
    default void aGoodSignatureVerifiesAndNoOther(SignatureScheme scheme) throws Exception {
        byte[] input = new ScriptedRandom(11).bytes(200);
        KeyPair pair = keyFor(scheme).pair();
        byte[] signature = sign(scheme, pair, input);
        assertThat(provider().verify(scheme, pair.getPublic(), input, signature)).isTrue();
        for (int i = 0; i < signature.length; i += 7) {
            byte[] changed = signature.clone();
            changed[i] ^= 1;
            assertThat(provider().verify(scheme, pair.getPublic(), input, changed))
                    .as("byte %d", i)
                    .isFalse();
        }
        input[100] ^= 1;
        assertThat(provider().verify(scheme, pair.getPublic(), input, signature)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("schemes")
    default void aMalformedSignatureIsABadOne(SignatureScheme scheme) throws Exception {
        PublicKey key = keyFor(scheme).pair().getPublic();
        for (int length : new int[] {0, 1, 2, 63, 64, 65, 70, 114, 128, 255, 256, 257, 1000}) {
            byte[] zeros = new byte[length];
            byte[] ones = new byte[length];
            Arrays.fill(ones, (byte) 0xff);
            byte[] sequence = zeros.clone();
            if (length > 1) {
                sequence[0] = 0x30;
                sequence[1] = (byte) (length - 2);
            }
            for (byte[] signature :
                    List.of(zeros, ones, sequence, new ScriptedRandom(length).bytes(length))) {
                assertThat(provider().verify(scheme, key, new byte[10], signature)).isFalse();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    default void aKeyFitsWhatItsTypeCurveAndParametersAllow(TestKeys key) {
        PublicKey publicKey = key.pair().getPublic();
        List<SignatureScheme> fitting =
                SignatureAlgorithm.fitting(publicKey).stream()
                        .map(SignatureAlgorithm::scheme)
                        .toList();
        for (SignatureScheme scheme : schemes()) {
            assertThat(provider().fits(scheme, publicKey))
                    .as("%s", scheme)
                    .isEqualTo(fitting.contains(scheme));
        }
    }

    private TestKeys keyFor(SignatureScheme scheme) {
        return Arrays.stream(TestKeys.values())
                .filter(key -> key != TestKeys.RSA_512)
                .filter(key -> provider().fits(scheme, key.pair().getPublic()))
                .reduce((first, last) -> last)
                .orElseThrow(() -> new AssertionError("add a key for " + scheme));
    }

    private static byte[] sign(SignatureScheme scheme, KeyPair pair, byte[] input)
            throws GeneralSecurityException {
        SignatureAlgorithm algorithm = SignatureAlgorithm.of(scheme).orElseThrow();
        Signature signature = Signature.getInstance(algorithm.jcaName());
        signature.initSign(pair.getPrivate(), new SecureRandom());
        if (algorithm.parameters().isPresent()) {
            signature.setParameter(algorithm.parameters().get());
        }
        signature.update(input);
        return signature.sign();
    }
}
