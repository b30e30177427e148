package handclasp.tls.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import handclasp.tls.CipherSuite;
import handclasp.tls.NamedGroup;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.SignatureScheme;
import java.security.PublicKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every implementation of the seam must pass: its lists here, the rest in what this implements. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class CryptoProviderContract
        implements RecordContract,
                CbcContract,
                HashContract,
                PrfContract,
                KeyExchangeContract,
                FiniteFieldContract,
                RsaContract,
                SignatureContract {

    @Test
    void listsSomethingOnceEach() {
        assertThat(provider().cipherSuites()).isNotEmpty().doesNotHaveDuplicates();
        assertThat(provider().namedGroups()).isNotEmpty().doesNotHaveDuplicates();
        assertThat(provider().signatureSchemes()).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void suitesOfTls13ComeFirst() {
        List<Boolean> older =
                provider().cipherSuites().stream()
                        .map(suite -> suite.version().orElseThrow())
                        .map(ProtocolVersion.TLS_1_2::equals)
                        .toList();
        assertThat(older).isSorted();
    }

    @Test
    void eachSuiteHasTheHashAndTheKeyOfItsDefinition() {
        for (CipherSuite suite : provider().cipherSuites()) {
            SuiteAlgorithms algorithms = SuiteAlgorithms.of(suite).orElseThrow();
            assertThat(provider().hash(suite)).isEqualTo(algorithms.hash());
            assertThat(provider().keyLength(suite)).isEqualTo(algorithms.records().keyLength());
        }
    }

    @Test
    void schemesForCertificatesOnlyComeLast() {
        List<Boolean> certificatesOnly =
                provider().signatureSchemes().stream()
                        .map(SignatureScheme::certificatesOnly)
                        .toList();
        assertThat(certificatesOnly).isSorted();
    }

    @Test
    void whatIsNotListedIsRefused() {
        CipherSuite suite = new CipherSuite(0x0a0a);
        NamedGroup group = new NamedGroup(0x0a0a);
        SignatureScheme scheme = new SignatureScheme(0xfe01);
        PublicKey key = TestKeys.P256.pair().getPublic();
        byte[] none = {};
        refuses(() -> provider().hash(suite));
        refuses(() -> provider().keyLength(suite));
        refuses(() -> provider().sealer(suite, none));
        refuses(() -> provider().opener(suite, none));
        refuses(() -> provider().cbcSealer(suite, none, none, false, new ScriptedRandom(1)));
        refuses(() -> provider().cbcOpener(suite, none, none, false));
        refuses(() -> provider().keyExchange(group));
        refuses(() -> provider().fits(scheme, key));
        refuses(() -> provider().verify(scheme, key, none, none));
    }

    private static void refuses(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class);
    }
}
