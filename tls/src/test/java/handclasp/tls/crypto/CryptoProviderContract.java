package handclasp.tls.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import handclasp.tls.CipherSuite;
import handclasp.tls.NamedGroup;
import handclasp.tls.SignatureScheme;
import java.security.PublicKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every implementation of the seam must pass: its lists here, the rest in what this implements. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class CryptoProviderContract
        implements RecordContract, HashContract, KeyExchangeContract, SignatureContract {

    @Test
    void listsSomethingOnceEach() {
        assertThat(provider().cipherSuites()).isNotEmpty().doesNotHaveDuplicates();
        assertThat(provider().namedGroups()).isNotEmpty().doesNotHaveDuplicates();
        assertThat(provider().signatureSchemes()).isNotEmpty().doesNotHaveDuplicates();
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
        refuses(() -> provider().keyExchange(group));
        refuses(() -> provider().fits(scheme, key));
        refuses(() -> provider().verify(scheme, key, none, none));
    }

    private static void refuses(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class);
    }
}
