package handclasp.tls.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.tls.SignatureScheme;
import java.security.Signature;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignatureAlgorithmTest {
    @ParameterizedTest
    @EnumSource
    void aKeyFitsItsOwnSchemesOnly(TestKeys key) {
        assertThat(SignatureAlgorithm.fitting(key.pair().getPublic()))
                .extracting(Enum::name)
                .containsExactlyElementsOf(expected(key));
    }

    private static List<String> expected(TestKeys key) {
        return switch (key) {
            case P256 -> List.of("ECDSA_SECP256R1_SHA256");
            case P384 -> List.of("ECDSA_SECP384R1_SHA384");
            case P521 -> List.of("ECDSA_SECP521R1_SHA512");
            case ED25519 -> List.of("ED25519");
            case ED448 -> List.of("ED448");
            case X25519 -> List.of();
            // 64 bytes hold the padding of PKCS #1 with SHA-256 (62 bytes), but none of PSS (66).
            case RSA_512 -> List.of("RSA_PKCS1_SHA256");
            // 128 bytes hold no PSS with SHA-512 (130).
            case RSA_1024 ->
                    List.of(
                            "RSA_PSS_RSAE_SHA256",
                            "RSA_PSS_RSAE_SHA384",
                            "RSA_PKCS1_SHA256",
                            "RSA_PKCS1_SHA384",
                            "RSA_PKCS1_SHA512");
            case RSA_2048 ->
                    List.of(
                            "RSA_PSS_RSAE_SHA256",
                            "RSA_PSS_RSAE_SHA384",
                            "RSA_PSS_RSAE_SHA512",
                            "RSA_PKCS1_SHA256",
                            "RSA_PKCS1_SHA384",
                            "RSA_PKCS1_SHA512");
            case PSS_ANY ->
                    List.of("RSA_PSS_PSS_SHA256", "RSA_PSS_PSS_SHA384", "RSA_PSS_PSS_SHA512");
            case PSS_SHA256 -> List.of("RSA_PSS_PSS_SHA256");
            case PSS_SHA512 -> List.of("RSA_PSS_PSS_SHA512");
            case PSS_MIXED, PSS_SHORT_SALT -> List.of();
        };
    }

    @Test
    void eachSchemeHasOneAlgorithm() {
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            assertThat(SignatureAlgorithm.of(algorithm.scheme())).contains(algorithm);
            assertThat(algorithm.scheme().toString()).isEqualToIgnoringCase(algorithm.name());
        }
        assertThat(SignatureAlgorithm.of(new SignatureScheme(0x0201))).isEmpty();
    }

    @Test
    void jcaKnowsTheNamesAndParameters() throws Exception {
        Set<SignatureAlgorithm> withParameters = EnumSet.noneOf(SignatureAlgorithm.class);
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            Signature signature = Signature.getInstance(algorithm.jcaName());
            if (algorithm.parameters().isPresent()) {
                signature.setParameter(algorithm.parameters().get());
                withParameters.add(algorithm);
            }
        }
        assertThat(withParameters)
                .hasSize(6)
                .allMatch(algorithm -> algorithm.name().startsWith("RSA_PSS"));
    }

    @Test
    void thoseForCertificatesOnlyComeLast() {
        List<Boolean> certificatesOnly =
                Arrays.stream(SignatureAlgorithm.values())
                        .map(algorithm -> algorithm.scheme().certificatesOnly())
                        .toList();
        assertThat(certificatesOnly).isSorted().contains(true, false);
    }
}
