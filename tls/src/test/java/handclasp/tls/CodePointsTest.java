package handclasp.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodePointsTest {
    @Test
    void printsNamesOfIana() {
        assertThat(CipherSuite.TLS_AES_128_GCM_SHA256).hasToString("TLS_AES_128_GCM_SHA256");
        assertThat(CipherSuite.TLS_CHACHA20_POLY1305_SHA256)
                .hasToString("TLS_CHACHA20_POLY1305_SHA256");
        assertThat(NamedGroup.SECP521R1).hasToString("secp521r1");
        assertThat(NamedGroup.X25519).hasToString("x25519");
        assertThat(SignatureScheme.ED448).hasToString("ed448");
        assertThat(SignatureScheme.RSA_PSS_PSS_SHA384).hasToString("rsa_pss_pss_sha384");
        assertThat(ExtensionType.KEY_SHARE).hasToString("key_share");
        assertThat(Alert.CLOSE_NOTIFY).hasToString("close_notify");
        assertThat(HandshakeType.ENCRYPTED_EXTENSIONS).hasToString("encrypted_extensions");
    }

    @Test
    void printsWhatHasNoNameInHexadecimal() {
        assertThat(new CipherSuite(0xabcd)).hasToString("0xabcd");
        assertThat(new NamedGroup(0x0007)).hasToString("0x0007");
        assertThat(new SignatureScheme(0xfe0d)).hasToString("0xfe0d");
        assertThat(new ExtensionType(0x0fff)).hasToString("0x0fff");
    }

    /** RFC 8701 §2. */
    @Test
    void knowsGrease() {
        Set<Integer> grease = new HashSet<>();
        for (int code = 0; code <= 0xffff; code++) {
            if (CodePoints.isGrease(code)) {
                grease.add(code);
            }
        }
        assertThat(grease).hasSize(16).contains(0x0a0a, 0x1a1a, 0xfafa).doesNotContain(0x0a1a);
        assertThat(new CipherSuite(0x4a4a)).hasToString("GREASE(0x4a4a)");
    }

    @Test
    void findsByNameInAnyCase() {
        assertThat(CipherSuite.named("tls_aes_256_gcm_sha384"))
                .contains(CipherSuite.TLS_AES_256_GCM_SHA384);
        assertThat(SignatureScheme.named("RSA_PSS_RSAE_SHA256"))
                .contains(SignatureScheme.RSA_PSS_RSAE_SHA256);
        assertThat(CipherSuite.named("no such suite")).isEmpty();
        assertThat(SignatureScheme.named("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp256r1", "P-256", "prime256v1", "SECP256R1"})
    void findsGroupsByTheirOtherNames(String name) {
        assertThat(NamedGroup.named(name)).contains(NamedGroup.SECP256R1);
    }

    /** RFC 9846 §4.3.3. */
    @Test
    void tellsSchemesForCertificatesOnly() {
        assertThat(SignatureScheme.RSA_PKCS1_SHA256.certificatesOnly()).isTrue();
        assertThat(SignatureScheme.RSA_PKCS1_SHA512.certificatesOnly()).isTrue();
        assertThat(new SignatureScheme(0x0201).certificatesOnly()).isTrue();
        assertThat(new SignatureScheme(0x0203).certificatesOnly()).isTrue();
        assertThat(SignatureScheme.ECDSA_SECP256R1_SHA256.certificatesOnly()).isFalse();
        assertThat(SignatureScheme.RSA_PSS_RSAE_SHA256.certificatesOnly()).isFalse();
        assertThat(SignatureScheme.RSA_PSS_PSS_SHA512.certificatesOnly()).isFalse();
        assertThat(SignatureScheme.ED25519.certificatesOnly()).isFalse();
    }

    /** RFC 9846 §6: all alerts but two are errors in TLS 1.3, those without a name too. */
    @Test
    void onlyTwoAlertsCloseInGoodOrder() {
        for (int code = 0; code < 256; code++) {
            assertThat(new Alert(code).isClosure())
                    .as("%s", new Alert(code))
                    .isEqualTo(code == 0 || code == 90);
        }
    }
}
