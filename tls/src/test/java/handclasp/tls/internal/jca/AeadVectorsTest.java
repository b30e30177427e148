package handclasp.tls.internal.jca;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.tls.crypto.AeadOpener;
import handclasp.tls.crypto.AeadSealer;
import handclasp.tls.crypto.CryptoProvider;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AeadVectorsTest {
    private final CryptoProvider provider = JcaCryptoProvider.shared();

    @ParameterizedTest
    @CsvSource({
        "aes_gcm_test.json, AES_128_GCM",
        "aes_gcm_test.json, AES_256_GCM",
        "chacha20_poly1305_test.json, CHACHA20_POLY1305"
    })
    void theVerdictIsTheirs(String file, Aead aead) throws Exception {
        List<Wycheproof> ours =
                Wycheproof.of(file).stream()
                        .filter(vector -> vector.groupNumber("keySize") == 8 * aead.keyLength())
                        .filter(vector -> vector.groupNumber("ivSize") == 8 * Aead.NONCE_LENGTH)
                        .filter(vector -> vector.groupNumber("tagSize") == 8 * Aead.TAG_LENGTH)
                        .toList();
        assertThat(ours).hasSizeGreaterThan(50);
        ours.forEach(vector -> check(vector, aead));
    }

    private void check(Wycheproof vector, Aead aead) {
        byte[] message = vector.bytes("msg");
        byte[] record = Arrays.copyOf(vector.bytes("ct"), message.length + Aead.TAG_LENGTH);
        System.arraycopy(vector.bytes("tag"), 0, record, message.length, Aead.TAG_LENGTH);
        byte[] opened = new byte[message.length];
        int length = open(vector, aead, record, opened);
        if (vector.isValid()) {
            assertThat(length).as("%s", vector).isEqualTo(message.length);
            assertThat(opened).as("%s", vector).isEqualTo(message);
            assertThat(seal(vector, aead, message)).as("%s", vector).isEqualTo(record);
        } else {
            assertThat(length).as("%s", vector).isEqualTo(-1);
            assertThat(opened).as("%s", vector).isEqualTo(new byte[message.length]);
        }
    }

    private int open(Wycheproof vector, Aead aead, byte[] record, byte[] out) {
        byte[] aad = vector.bytes("aad");
        try (AeadOpener opener = provider.opener(Suites.of(aead), vector.bytes("key"))) {
            return opener.open(
                    vector.bytes("iv"), aad, 0, aad.length, record, 0, record.length, out, 0);
        }
    }

    private byte[] seal(Wycheproof vector, Aead aead, byte[] message) {
        byte[] aad = vector.bytes("aad");
        int split = Math.max(0, message.length - 1);
        byte[] tail = Arrays.copyOfRange(message, split, message.length);
        byte[] out = new byte[message.length + Aead.TAG_LENGTH];
        try (AeadSealer sealer = provider.sealer(Suites.of(aead), vector.bytes("key"))) {
            sealer.seal(
                    vector.bytes("iv"),
                    aad,
                    0,
                    aad.length,
                    message,
                    0,
                    split,
                    tail,
                    tail.length,
                    out,
                    0);
        }
        return out;
    }
}
