package handclasp.tls.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every running hash, HMAC and HKDF must pass. */
interface HashContract {
    CryptoProvider provider();

    @ParameterizedTest
    @EnumSource
    default void aRunningHashGoesOnAfterItsValue(HashAlgorithm hash) throws Exception {
        byte[] input = new ScriptedRandom(9).bytes(300);
        RunningHash running = provider().newHash(hash);
        for (int i = 0; i <= 300; i++) {
            byte[] expected =
                    MessageDigest.getInstance(hash.jcaName()).digest(Arrays.copyOf(input, i));
            assertThat(running.value()).isEqualTo(expected).hasSize(hash.length());
            if (i < 300) {
                running.update(input, i, 1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    default void aForkGoesOnByItself(HashAlgorithm hash) throws Exception {
        byte[] input = {1, 2, 3, 4};
        RunningHash trunk = provider().newHash(hash);
        trunk.update(input, 0, 2);
        RunningHash fork = trunk.fork();
        fork.update(input, 2, 2);
        MessageDigest digest = MessageDigest.getInstance(hash.jcaName());
        assertThat(trunk.value()).isEqualTo(digest.digest(new byte[] {1, 2}));
        assertThat(fork.value()).isEqualTo(digest.digest(input));
    }

    /** RFC 5869 §A.1. */
    @Test
    default void hkdfBasic() {
        rfc5869(
                "0b".repeat(22),
                "000102030405060708090a0b0c",
                "f0f1f2f3f4f5f6f7f8f9",
                "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5",
                "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
    }

    /** RFC 5869 §A.2. */
    @Test
    default void hkdfWithLongInputs() {
        rfc5869(
                range(0x00, 0x4f),
                range(0x60, 0xaf),
                range(0xb0, 0xff),
                "06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244",
                "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c6"
                        + "5e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87");
    }

    /** RFC 5869 §A.3. */
    @Test
    default void hkdfWithoutSaltAndInfo() {
        rfc5869(
                "0b".repeat(22),
                "",
                "",
                "19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04",
                "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
    }

    private void rfc5869(
            String input, String salt, String info, String extracted, String expanded) {
        Hkdf hkdf = provider().hkdf(HashAlgorithm.SHA256);
        Secret key = hkdf.extract(bytes(salt), bytes(input));
        assertThat(hex(key)).isEqualTo(extracted);
        assertThat(hex(hkdf.expand(key, bytes(info), expanded.length() / 2))).isEqualTo(expanded);
    }

    /** RFC 8448 §3: from nothing to the server's handshake keys. */
    @Test
    default void hkdfOfAHandshake() {
        Hkdf hkdf = provider().hkdf(HashAlgorithm.SHA256);
        Secret early = hkdf.extract(new byte[0], new byte[32]);
        assertThat(hex(early))
                .isEqualTo("33ad0a1c607ec03b09e6cd9893680ce210adf300aa1f2660e1b22e10f170f92a");

        String emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        Secret derived = hkdf.expand(early, label("derived", emptyHash, 32), 32);
        assertThat(hex(derived))
                .isEqualTo("6f2615a108c702c5678f54fc9dbab69716c076189c48250cebeac3576c3611ba");

        String shared = "8bd4054fb55b9d63fdfbacf9f04b9f0d35e6d63f537563efd46272900f89492d";
        Secret handshake = hkdf.extract(derived.bytes(), bytes(shared));
        assertThat(hex(handshake))
                .isEqualTo("1dc826e93606aa6fdc0aadc12f741b01046aa6b99f691ed221a9f0ca043fbeac");

        String transcript = "860c06edc07858ee8e78f0e7428c58edd6b43f2ca3e6e95f02ed063cf0e1cad8";
        Secret server = hkdf.expand(handshake, label("s hs traffic", transcript, 32), 32);
        assertThat(hex(server))
                .isEqualTo("b67b7d690cc16c4e75e54213cb2d37b4e9c912bcded9105d42befd59d391ad38");
        assertThat(hex(hkdf.expand(server, label("key", "", 16), 16)))
                .isEqualTo("3fce516009c21727d0f2e4e86ee403bc");
        assertThat(hex(hkdf.expand(server, label("iv", "", 12), 12)))
                .isEqualTo("5d313eb2671276ee13000b30");
    }

    /** HkdfLabel (RFC 9846 §7.1). */
    private static byte[] label(String label, String context, int length) {
        String text =
                HexFormat.of()
                        .formatHex(
                                ("tls13 " + label)
                                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return bytes(
                String.format(
                        "%04x%02x%s%02x%s",
                        length, text.length() / 2, text, context.length() / 2, context));
    }

    @ParameterizedTest
    @EnumSource
    default void anEmptySaltIsOneOfZeros(HashAlgorithm hash) {
        Hkdf hkdf = provider().hkdf(hash);
        Secret empty = hkdf.extract(new byte[0], new byte[] {1});
        assertThat(empty).isEqualTo(hkdf.extract(new byte[hash.length()], new byte[] {1}));
        assertThat(empty.length()).isEqualTo(hash.length());
    }

    @ParameterizedTest
    @EnumSource
    default void expansionHasItsLimits(HashAlgorithm hash) {
        Hkdf hkdf = provider().hkdf(hash);
        assertThat(hkdf.hash()).isEqualTo(hash);
        Secret key = Secret.owning(new byte[hash.length()]);
        byte[] info = {1, 2, 3};
        int most = 255 * hash.length();
        byte[] longest = hkdf.expand(key, info, most).bytes();
        for (int length :
                new int[] {1, hash.length() - 1, hash.length(), hash.length() + 1, most - 1}) {
            assertThat(hkdf.expand(key, info, length).bytes())
                    .isEqualTo(Arrays.copyOf(longest, length));
        }
        for (int length : new int[] {-1, 0, most + 1}) {
            assertThatThrownBy(() -> hkdf.expand(key, info, length))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    default void manyThreadsMayShareAnHkdf(HashAlgorithm hash) {
        Hkdf hkdf = provider().hkdf(hash);
        List<Secret> alone = IntStream.range(0, 500).mapToObj(i -> both(hkdf, i)).toList();
        List<Secret> together =
                IntStream.range(0, 500).parallel().mapToObj(i -> both(hkdf, i)).toList();
        assertThat(together).isEqualTo(alone);
    }

    private static Secret both(Hkdf hkdf, int i) {
        Secret key = Secret.owning(new byte[] {(byte) i, (byte) (i >> 8)});
        return hkdf.expand(key, hkdf.hmac(key, new byte[i]), 100);
    }

    private static String range(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(i -> String.format("%02x", i))
                .collect(Collectors.joining());
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static String hex(Secret secret) {
        return HexFormat.of().formatHex(secret.bytes());
    }
}
