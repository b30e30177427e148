package handclasp.tls.internal.tls12;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import handclasp.tls.CipherSuite;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.crypto.HashAlgorithm;
import handclasp.tls.crypto.RecordAlgorithm;
import handclasp.tls.crypto.SuiteAlgorithms;
import handclasp.tls.internal.jca.JcaCryptoProvider;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Suite12Test {
    static List<CipherSuite> suites() {
        return JcaCryptoProvider.shared().cipherSuites().stream()
                .filter(suite -> suite.version().equals(Optional.of(ProtocolVersion.TLS_1_2)))
                .toList();
    }

    @Test
    void allOfTheIssueAreThere() {
        assertThat(suites()).hasSize(27);
    }

    /** IANA's name says it all: TLS_exchange_authentication_WITH_cipher_hash. */
    @ParameterizedTest
    @MethodSource("suites")
    void isWhatItsNameSays(CipherSuite suite) {
        Suite12 parts = new Suite12(JcaCryptoProvider.shared(), suite);
        String[] halves = suite.toString().split("_WITH_");
        String exchange =
                parts.exchange() == SuiteAlgorithms.Exchange.RSA
                        ? "TLS_RSA"
                        : "TLS_" + parts.exchange() + "_" + parts.authentication();
        assertThat(halves[0]).isEqualTo(exchange);

        RecordAlgorithm records = parts.records();
        String hash = halves[1].substring(halves[1].lastIndexOf('_') + 1);
        assertThat(halves[1])
                .isEqualTo(records.isAead() ? records + "_" + hash : records.toString());
        String prf = hash.equals("SHA") ? "SHA256" : hash;
        assertThat(parts.hash()).isEqualTo(HashAlgorithm.valueOf(prf));
        assertThat(parts.prf().hash()).isEqualTo(parts.hash());
        String bits = halves[1].startsWith("CHACHA") ? "256" : halves[1].split("_")[1];
        assertThat(8 * records.keyLength()).isEqualTo(Integer.parseInt(bits));
        assertThat(records.mac().map(mac -> mac.name().toLowerCase(Locale.ROOT)).orElse("none"))
                .isEqualTo(
                        records.isAead()
                                ? "none"
                                : hash.equals("SHA") ? "sha1" : hash.toLowerCase(Locale.ROOT));
    }

    @Test
    void otherSuitesAreRefused() {
        for (int code : new int[] {0x1301, 0x0005, 0x0a0a}) {
            assertThatThrownBy(() -> new Suite12(JcaCryptoProvider.shared(), new CipherSuite(code)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
