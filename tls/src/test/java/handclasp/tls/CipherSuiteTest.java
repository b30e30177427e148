package handclasp.tls;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.tls.crypto.SuiteAlgorithms;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CipherSuiteTest {
    @ParameterizedTest
    @CsvSource({
        "ECDHE-RSA-AES128-GCM-SHA256, c02f",
        "ecdhe-ecdsa-chacha20-poly1305, cca9",
        "DHE-RSA-AES256-SHA256, 006b",
        "AES128-SHA, 002f",
        "ECDHE-RSA-AES256-SHA384, c028",
        "TLS_RSA_WITH_AES_256_CBC_SHA, 0035",
        "ECDHE-ECDSA-DES-CBC3-SHA, c008"
    })
    void isFoundByEitherName(String name, String code) {
        CipherSuite expected = new CipherSuite(Integer.parseInt(code, 16));
        assertThat(CipherSuite.named(name)).contains(expected);
        assertThat(CipherSuite.named(expected.toString())).contains(expected);
    }

    @Test
    void noNameStandsForTwo() {
        assertThat(new HashSet<>(CipherSuiteNames.IANA.values()))
                .hasSameSizeAs(CipherSuiteNames.IANA.keySet());
        assertThat(new HashSet<>(CipherSuiteNames.OPENSSL.values()))
                .hasSameSizeAs(CipherSuiteNames.OPENSSL.keySet())
                .doesNotContainAnyElementsOf(CipherSuiteNames.IANA.values());
    }

    @Test
    void allThatAreDoneHaveNamesAndAVersion() {
        for (SuiteAlgorithms suite : SuiteAlgorithms.all()) {
            assertThat(suite.suite().version()).contains(suite.version());
            assertThat(suite.suite().whyNever()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00ff, 0x5600, 0x0a0a, 0xfefe})
    void whatIsNoSuiteHasNoVersion(int code) {
        assertThat(new CipherSuite(code).version()).isEmpty();
        assertThat(new CipherSuite(code).whyNever()).isEmpty();
        assertThat(new CipherSuite(code).isSignal()).isEqualTo(code == 0x00ff || code == 0x5600);
    }

    @ParameterizedTest
    @CsvSource({
        "TLS_RSA_WITH_NULL_SHA256, it encrypts nothing",
        "TLS_NULL_WITH_NULL_NULL, it encrypts nothing",
        "TLS_DH_anon_WITH_AES_128_GCM_SHA256, it authenticates nobody",
        "TLS_ECDH_anon_WITH_AES_128_CBC_SHA, it authenticates nobody",
        "TLS_RSA_EXPORT_WITH_RC4_40_MD5, its keys are weak on purpose",
        "TLS_ECDHE_RSA_WITH_RC4_128_SHA, RC4 is broken (RFC 7465)",
        "TLS_RSA_WITH_3DES_EDE_CBC_SHA, 3DES has blocks of 64 bits (Sweet32)",
        "TLS_RSA_WITH_DES_CBC_SHA, DES has keys of 56 bits",
        "TLS_RSA_WITH_IDEA_CBC_SHA, IDEA has blocks of 64 bits (Sweet32)",
        "TLS_DHE_DSS_WITH_AES_128_GCM_SHA256, DSS certificates are out of use",
        "TLS_DH_RSA_WITH_AES_128_GCM_SHA256, static Diffie-Hellman has no forward secrecy",
        "TLS_ECDH_ECDSA_WITH_AES_256_GCM_SHA384, static ECDH has no forward secrecy"
    })
    void whatIsNeverDoneSaysWhy(String name, String why) {
        CipherSuite suite = CipherSuite.named(name).orElseThrow();
        assertThat(suite.whyNever()).contains(why);
        assertThat(suite.version()).contains(ProtocolVersion.TLS_1_2);
        assertThat(SuiteAlgorithms.of(suite)).isEmpty();
    }
}
