package handclasp.tls.internal.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import handclasp.tls.CipherSuite;
import handclasp.tls.crypto.AeadOpener;
import handclasp.tls.crypto.AeadSealer;
import handclasp.tls.crypto.CryptoProvider;
import handclasp.tls.crypto.CryptoProviderContract;
import handclasp.tls.crypto.SuiteAlgorithms;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JcaCryptoProviderTest extends CryptoProviderContract {
    private static final byte[] NONCE = new byte[12];

    @Override
    public CryptoProvider provider() {
        return JcaCryptoProvider.shared();
    }

    @Test
    void offersAllOfItOnThisRuntime() {
        assertThat(provider().cipherSuites())
                .startsWith(
                        CipherSuite.TLS_AES_128_GCM_SHA256,
                        CipherSuite.TLS_AES_256_GCM_SHA384,
                        CipherSuite.TLS_CHACHA20_POLY1305_SHA256,
                        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256)
                .containsExactlyElementsOf(
                        SuiteAlgorithms.all().stream().map(SuiteAlgorithms::suite).toList());
        assertThat(provider().namedGroups())
                .extracting(Object::toString)
                .containsExactly(
                        "x25519",
                        "secp256r1",
                        "secp384r1",
                        "secp521r1",
                        "x448",
                        "ffdhe2048",
                        "ffdhe3072",
                        "ffdhe4096");
        assertThat(provider().signatureSchemes())
                .extracting(Object::toString)
                .containsExactly(
                        "ecdsa_secp256r1_sha256",
                        "ed25519",
                        "ecdsa_secp384r1_sha384",
                        "ecdsa_secp521r1_sha512",
                        "ed448",
                        "rsa_pss_rsae_sha256",
                        "rsa_pss_rsae_sha384",
                        "rsa_pss_rsae_sha512",
                        "rsa_pss_pss_sha256",
                        "rsa_pss_pss_sha384",
                        "rsa_pss_pss_sha512",
                        "rsa_pkcs1_sha256",
                        "rsa_pkcs1_sha384",
                        "rsa_pkcs1_sha512");
    }

    @Test
    void theJdkReplaysBitForBit() {
        assertThat(provider().deterministic()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aClosedSealerOrOpenerHasForgottenItsKey(Aead aead) {
        byte[] key = new byte[aead.keyLength()];
        AeadSealer sealer = provider().sealer(Suites.of(aead), key);
        AeadOpener opener = provider().opener(Suites.of(aead), key);
        sealer.close();
        opener.close();
        byte[] record = new byte[17];
        byte[] content = {1};
        assertThatThrownBy(
                        () -> sealer.seal(NONCE, NONCE, 0, 5, content, 0, 1, NONCE, 0, record, 0))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> opener.open(NONCE, NONCE, 0, 5, record, 0, 17, new byte[1], 0))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aTrafficKeyNeitherPrintsNorTravels() throws Exception {
        AeadKey key = Aead.AES_128_GCM.key(new byte[16]);
        assertThat(key).hasToString("AES key[16]");
        try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThatThrownBy(() -> out.writeObject(key))
                    .isInstanceOf(NotSerializableException.class);
        }
    }
}
