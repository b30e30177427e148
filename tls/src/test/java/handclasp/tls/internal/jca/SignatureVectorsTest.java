package handclasp.tls.internal.jca;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.tls.SignatureScheme;
import handclasp.tls.crypto.CryptoProvider;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureVectorsTest {
    private static final Map<String, Integer> SALTS =
            Map.of("SHA-256", 32, "SHA-384", 48, "SHA-512", 64);

    private final CryptoProvider provider = JcaCryptoProvider.shared();

    /** What they call acceptable is a DigestInfo without its NULL, which the JDK accepts. */
    @ParameterizedTest
    @CsvSource({
        "ecdsa_secp256r1_sha256_test.json, EC, ecdsa_secp256r1_sha256",
        "ecdsa_secp384r1_sha384_test.json, EC, ecdsa_secp384r1_sha384",
        "ecdsa_secp521r1_sha512_test.json, EC, ecdsa_secp521r1_sha512",
        "ed25519_test.json, Ed25519, ed25519",
        "ed448_test.json, Ed448, ed448",
        "rsa_signature_2048_sha256_test.json, RSA, rsa_pkcs1_sha256",
        "rsa_signature_2048_sha384_test.json, RSA, rsa_pkcs1_sha384",
        "rsa_signature_2048_sha512_test.json, RSA, rsa_pkcs1_sha512",
        "rsa_signature_3072_sha256_test.json, RSA, rsa_pkcs1_sha256",
        "rsa_signature_4096_sha256_test.json, RSA, rsa_pkcs1_sha256",
        "rsa_signature_4096_sha512_test.json, RSA, rsa_pkcs1_sha512",
        "rsa_pss_2048_sha256_mgf1_32_test.json, RSA, rsa_pss_rsae_sha256",
        "rsa_pss_2048_sha384_mgf1_48_test.json, RSA, rsa_pss_rsae_sha384",
        "rsa_pss_3072_sha256_mgf1_32_test.json, RSA, rsa_pss_rsae_sha256",
        "rsa_pss_4096_sha256_mgf1_32_test.json, RSA, rsa_pss_rsae_sha256",
        "rsa_pss_4096_sha384_mgf1_48_test.json, RSA, rsa_pss_rsae_sha384",
        "rsa_pss_4096_sha512_mgf1_64_test.json, RSA, rsa_pss_rsae_sha512",
        "rsa_pss_2048_sha256_mgf1_32_params_test.json, RSASSA-PSS, rsa_pss_pss_sha256",
        "rsa_pss_3072_sha256_mgf1_32_params_test.json, RSASSA-PSS, rsa_pss_pss_sha256",
        "rsa_pss_4096_sha512_mgf1_64_params_test.json, RSASSA-PSS, rsa_pss_pss_sha512"
    })
    void theVerdictIsTheirs(String file, String keyAlgorithm, String name) throws Exception {
        SignatureScheme scheme = SignatureScheme.named(name).orElseThrow();
        for (Wycheproof vector : Wycheproof.of(file)) {
            PublicKey key = key(vector, keyAlgorithm);
            assertThat(provider.fits(scheme, key)).as("%s", vector).isTrue();
            boolean good = provider.verify(scheme, key, vector.bytes("msg"), vector.bytes("sig"));
            assertThat(good).as("%s", vector).isEqualTo(!vector.isInvalid());
        }
    }

    /** Good signatures, but TLS wants the salt as long as the hash. */
    @ParameterizedTest
    @CsvSource({
        "rsa_pss_2048_sha256_mgf1_0_test.json, rsa_pss_rsae_sha256",
        "rsa_pss_4096_sha512_mgf1_32_test.json, rsa_pss_rsae_sha512"
    })
    void anotherSaltLengthIsRefused(String file, String name) throws Exception {
        SignatureScheme scheme = SignatureScheme.named(name).orElseThrow();
        List<Wycheproof> good = Wycheproof.of(file).stream().filter(Wycheproof::isValid).toList();
        assertThat(good).isNotEmpty();
        for (Wycheproof vector : good) {
            boolean accepted =
                    provider.verify(
                            scheme, key(vector, "RSA"), vector.bytes("msg"), vector.bytes("sig"));
            assertThat(accepted).as("%s", vector).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rsa_pss_2048_sha256_mgf1_0_params_test.json",
                "rsa_pss_2048_sha512_mgf1sha256_32_params_test.json",
                "rsa_pss_4096_sha512_mgf1_32_params_test.json"
            })
    void aKeyBoundToOtherParametersFitsNothing(String file) throws Exception {
        PublicKey key = key(Wycheproof.of(file).get(0), "RSASSA-PSS");
        assertThat(provider.signatureSchemes()).noneMatch(scheme -> provider.fits(scheme, key));
    }

    @Test
    void ofManyBoundKeysThoseOfTlsFit() throws Exception {
        int verified = 0;
        for (Wycheproof vector : Wycheproof.of("rsa_pss_misc_params_test.json")) {
            PublicKey key = key(vector, "RSASSA-PSS");
            String hash = vector.groupText("sha");
            boolean ofTls =
                    hash.equals(vector.groupText("mgfSha"))
                            && SALTS.getOrDefault(hash, -1) == vector.groupNumber("sLen");
            List<SignatureScheme> schemes =
                    provider.signatureSchemes().stream()
                            .filter(scheme -> provider.fits(scheme, key))
                            .toList();
            assertThat(schemes).as("%s", vector).hasSize(ofTls ? 1 : 0);
            for (SignatureScheme scheme : schemes) {
                assertThat(provider.verify(scheme, key, vector.bytes("msg"), vector.bytes("sig")))
                        .isTrue();
                verified++;
            }
        }
        assertThat(verified).isPositive();
    }

    private static PublicKey key(Wycheproof vector, String algorithm)
            throws GeneralSecurityException {
        X509EncodedKeySpec encoded = new X509EncodedKeySpec(vector.groupBytes("publicKeyDer"));
        return KeyFactory.getInstance(algorithm).generatePublic(encoded);
    }
}
