package handclasp.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.conformance.peer.Authority;
import handclasp.conformance.peer.CertificateKind;
import handclasp.conformance.peer.FiledIdentity;
import handclasp.tls.NamedGroup;
import handclasp.tls.SignatureScheme;
import handclasp.tls.crypto.CryptoProvider;
import handclasp.tls.crypto.CurvesProvider;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** That handclasp-curves is used when it is on the class path, and that nobody else is made to use it. */
class CurvesInUseTest {
    private static final String NAME = "HandclaspCurves";
    private static final FiledIdentity P256 = Authority.any().server(CertificateKind.P256);

    @Test
    void itServesItsGroupsAndTheJdkTheOthers() {
        CryptoProvider crypto = Handclasp.server(P256).build().crypto();
        assertThat(crypto.keyExchange(NamedGroup.X25519)).hasToString("x25519 by " + NAME);
        assertThat(crypto.keyExchange(NamedGroup.SECP256R1)).hasToString("secp256r1 by " + NAME);
        assertThat(crypto.keyExchange(NamedGroup.SECP384R1)).hasToString("secp384r1 by SunEC");
        assertThat(crypto.deterministic()).isTrue();
    }

    /** The same randomness makes the same signature in one provider and another one in another. */
    @Test
    void itSignsWithKeysOfOtherProvidersThatCanBeExported() throws Exception {
        byte[] input = {1, 2, 3};
        byte[] signature =
                P256.credential()
                        .signer()
                        .sign(SignatureScheme.ECDSA_SECP256R1_SHA256, input, new Constant());
        assertThat(signature).isEqualTo(sign(CurvesProvider.find().orElseThrow(), input));
        assertThat(signature).isNotEqualTo(sign(Security.getProvider("SunEC"), input));
    }

    @Test
    void itIsNotRegistered() {
        assertThat(CurvesProvider.find()).isPresent();
        assertThat(Security.getProvider(NAME)).isNull();
    }

    private static byte[] sign(Provider provider, byte[] input) throws Exception {
        Signature signature = Signature.getInstance("SHA256withECDSA", provider);
        signature.initSign(P256.identity().privateKey(), new Constant());
        signature.update(input);
        return signature.sign();
    }

    private static final class Constant extends SecureRandom {
        private static final long serialVersionUID = 1;

        @Override
        public void nextBytes(byte[] bytes) {
            Arrays.fill(bytes, (byte) 7);
        }
    }
}
