package handclasp.tls.internal.tls12;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import handclasp.tls.CipherSuite;
import handclasp.tls.crypto.ScriptedRandom;
import handclasp.tls.crypto.Secret;
import handclasp.tls.internal.jca.JcaCryptoProvider;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MasterSecretTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] CLIENT_RANDOM = counting(0x20, 32);
    private static final byte[] SERVER_RANDOM = counting(0x60, 32);
    private static final byte[] HASH = counting(0xa0, 32);

    private static final String OPENSSL_MASTER =
            "5c022bcfff18988a2343d4c82bf4ac931a60499aef745082e667cd5fb81e49afb9cdc5b5a2c09371a84cd0e961196be6";
    private static final String OPENSSL_KEY_BLOCK =
            "1bf04ab7bec663a902b8aac37791d87b49b61f8adaa327b1ec83e3abdc34f77a99b14e1c6333cb1ffad3f1e20e0b316138cb29c60b3fa9af39130e2af61f377dc28d0fe6cf240bc1";
    private static final String OPENSSL_CLIENT = "8c8669b63e5efe6b3515b599";
    private static final String OPENSSL_SERVER = "a9b87a95a2b76f965b193c81";
    private static final String OPENSSL_EXTENDED =
            "4b8fe80b58ed523bfd19ec3356c3c1570521d8fbbf1bad0486fac04386e50d2f6b1f6a58d7431a15ec25633f154b78e6";

    private final Suite12 suite = suite(CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA);

    private static Suite12 suite(CipherSuite suite) {
        return new Suite12(JcaCryptoProvider.shared(), suite);
    }

    private static byte[] counting(int first, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }

    private static Secret premaster() {
        return Secret.owning(counting(1, 48));
    }

    private MasterSecret master() {
        return MasterSecret.of(suite, premaster(), CLIENT_RANDOM, SERVER_RANDOM);
    }

    /** By {@code openssl kdf TLS1-PRF} of OpenSSL 3.0.19 with the seeds that RFC 5246 §6.3, §7.4.9, §8.1 name. */
    @Test
    void opensslDerivesTheSame() {
        MasterSecret master = master();
        assertThat(HEX.formatHex(master.secret().bytes())).isEqualTo(OPENSSL_MASTER);
        KeyBlock keys = master.keyBlock(CLIENT_RANDOM, SERVER_RANDOM);
        assertThat(
                        HEX.formatHex(keys.clientMacKey().bytes())
                                + HEX.formatHex(keys.serverMacKey().bytes())
                                + HEX.formatHex(keys.clientKey().bytes())
                                + HEX.formatHex(keys.serverKey().bytes()))
                .isEqualTo(OPENSSL_KEY_BLOCK);
        assertThat(keys.clientIv().length() + keys.serverIv().length()).isZero();
        assertThat(HEX.formatHex(master.clientVerifyData(HASH))).isEqualTo(OPENSSL_CLIENT);
        assertThat(HEX.formatHex(master.serverVerifyData(HASH))).isEqualTo(OPENSSL_SERVER);
        MasterSecret extended = MasterSecret.extended(suite, premaster(), HASH);
        assertThat(HEX.formatHex(extended.secret().bytes())).isEqualTo(OPENSSL_EXTENDED);
    }

    @ParameterizedTest
    @CsvSource({
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, 0, 16, 4",
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, 0, 32, 4",
        "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256, 0, 32, 12",
        "TLS_RSA_WITH_AES_256_CBC_SHA, 20, 32, 0",
        "TLS_DHE_RSA_WITH_AES_128_CBC_SHA256, 32, 16, 0",
        "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384, 48, 32, 0"
    })
    void theKeyBlockIsCutInOrder(String name, int mac, int key, int iv) throws Exception {
        Suite12 other = suite(CipherSuite.named(name).orElseThrow());
        MasterSecret master =
                MasterSecret.resumed(other, Secret.owning(new ScriptedRandom(1).bytes(48)));
        byte[] block =
                prf(
                        other,
                        master.secret().bytes(),
                        "key expansion",
                        joined(SERVER_RANDOM, CLIENT_RANDOM),
                        2 * (mac + key + iv));
        try (KeyBlock keys = master.keyBlock(CLIENT_RANDOM, SERVER_RANDOM)) {
            byte[] parts =
                    joined(
                            keys.clientMacKey().bytes(),
                            keys.serverMacKey().bytes(),
                            keys.clientKey().bytes(),
                            keys.serverKey().bytes(),
                            keys.clientIv().bytes(),
                            keys.serverIv().bytes());
            assertThat(parts).isEqualTo(block);
            assertThat(keys.clientMacKey().length()).isEqualTo(mac);
            assertThat(keys.clientKey().length()).isEqualTo(key);
            assertThat(keys.clientIv().length()).isEqualTo(iv);
            assertThat(keys.toString()).isEqualTo("KeyBlock[" + name + "]");
        }
    }

    /** RFC 5705 §4: a context that is empty has its length in the seed. */
    @Test
    void exportsWithAndWithoutContext() throws Exception {
        MasterSecret master = master();
        byte[] secret = master.secret().bytes();
        byte[] randoms = joined(CLIENT_RANDOM, SERVER_RANDOM);
        byte[] some = {7, 8, 9};
        assertThat(export(master, Optional.empty()))
                .isEqualTo(prf(suite, secret, "EXPERIMENTAL x", randoms, 40));
        assertThat(export(master, Optional.of(new byte[0])))
                .isEqualTo(prf(suite, secret, "EXPERIMENTAL x", joined(randoms, new byte[2]), 40));
        assertThat(export(master, Optional.of(some)))
                .isEqualTo(
                        prf(
                                suite,
                                secret,
                                "EXPERIMENTAL x",
                                joined(randoms, new byte[] {0, 3}, some),
                                40));
        assertThatThrownBy(() -> export(master, Optional.of(new byte[0x10000])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] export(MasterSecret master, Optional<byte[]> context) {
        return master.export("EXPERIMENTAL x", context, 40, CLIENT_RANDOM, SERVER_RANDOM).bytes();
    }

    @Test
    void thePremasterSecretIsClosedAndTheMasterSecretNeverPrints() {
        Secret first = premaster();
        MasterSecret master = MasterSecret.of(suite, first, CLIENT_RANDOM, SERVER_RANDOM);
        Secret second = premaster();
        MasterSecret.extended(suite, second, HASH);
        for (Secret closed : new Secret[] {first, second}) {
            assertThatThrownBy(closed::bytes).isInstanceOf(IllegalStateException.class);
        }
        assertThat(master).hasToString("MasterSecret[TLS_RSA_WITH_AES_128_CBC_SHA]");
        master.close();
        assertThatThrownBy(() -> master.clientVerifyData(HASH))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> MasterSecret.resumed(suite, Secret.owning(new byte[47])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFiniteFieldsSecretLosesItsLeadingZeros() {
        Secret shared = Secret.owning(new byte[] {0, 0, 5, 0, 6});
        assertThat(Premaster.ofFiniteField(shared).bytes()).containsExactly(5, 0, 6);
        assertThatThrownBy(shared::bytes).isInstanceOf(IllegalStateException.class);
        assertThat(Premaster.ofFiniteField(Secret.owning(new byte[] {-1, 0})).bytes())
                .containsExactly(-1, 0);
    }

    /** RFC 5246 §5, written out once more. */
    private static byte[] prf(Suite12 suite, byte[] secret, String label, byte[] seed, int length)
            throws Exception {
        String name = suite.hash().hmacName();
        Mac mac = Mac.getInstance(name);
        mac.init(new SecretKeySpec(secret, name));
        byte[] start = joined(label.getBytes(StandardCharsets.US_ASCII), seed);
        byte[] output = {};
        byte[] a = start;
        while (output.length < length) {
            a = mac.doFinal(a);
            output = joined(output, mac.doFinal(joined(a, start)));
        }
        return Arrays.copyOf(output, length);
    }

    private static byte[] joined(byte[]... parts) {
        byte[] all = {};
        for (byte[] part : parts) {
            int at = all.length;
            all = Arrays.copyOf(all, at + part.length);
            System.arraycopy(part, 0, all, at, part.length);
        }
        return all;
    }
}
