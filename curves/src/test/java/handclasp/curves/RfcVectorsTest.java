package handclasp.curves;

import static handclasp.curves.Reference.hex;
import static handclasp.curves.Reference.number;
import static org.assertj.core.api.Assertions.assertThat;

import handclasp.testkit.LongRunning;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.EdDSAParameterSpec;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The vectors printed in RFC 7748, RFC 8032 and RFC 6979, and some of NIST's CAVP. */
class RfcVectorsTest {

    private static final byte[] NINE = new byte[32];

    static {
        NINE[0] = 9;
    }

    /** RFC 7748 §5.2, the first kind of test. */
    @ParameterizedTest
    @CsvSource({
        "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4,"
                + "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c,"
                + "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
        "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d,"
                + "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493,"
                + "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957"
    })
    void x25519(String scalar, String u, String result) {
        assertThat(X25519.multiply(hex(scalar), hex(u))).isEqualTo(hex(result));
    }

    /** RFC 7748 §5.2, the second kind. */
    @ParameterizedTest
    @CsvSource({
        "1, 422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079",
        "1000, 684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51"
    })
    void x25519Iterated(int times, String result) {
        assertThat(HexFormat.of().formatHex(iterate(times))).isEqualTo(result);
    }

    @Test
    @LongRunning("about 2 minutes")
    void x25519IteratedAMillionTimes() {
        assertThat(HexFormat.of().formatHex(iterate(1_000_000)))
                .isEqualTo("7c3911e0ab2586fd864497297e575e6f3bc601c0883c30df5f4dd2d24f665424");
    }

    private static byte[] iterate(int times) {
        byte[] k = NINE;
        byte[] u = NINE;
        for (int i = 0; i < times; i++) {
            byte[] next = X25519.multiply(k, u);
            u = k;
            k = next;
        }
        return k;
    }

    /** RFC 7748 §6.1. */
    @Test
    void x25519KeyPairsAndAgreement() {
        byte[] a = hex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
        byte[] b = hex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
        byte[] publicA = hex("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
        byte[] publicB = hex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
        byte[] secret = hex("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
        assertThat(X25519.multiplyBase(a)).isEqualTo(publicA);
        assertThat(X25519.multiplyBase(b)).isEqualTo(publicB);
        assertThat(X25519.multiply(a, NINE)).isEqualTo(publicA);
        assertThat(X25519.multiply(a, publicB)).isEqualTo(secret);
        assertThat(X25519.multiply(b, publicA)).isEqualTo(secret);
    }

    static List<String> rfc8032() throws IOException {
        try (InputStream in = RfcVectorsTest.class.getResourceAsStream("rfc8032.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }

    @Test
    void rfc8032HasTenVectors() throws IOException {
        assertThat(rfc8032()).hasSize(10);
    }

    @ParameterizedTest
    @MethodSource("rfc8032")
    void ed25519(String line) throws GeneralSecurityException {
        String[] field = line.replace("\"\"", "").split(" ", -1);
        byte[] message = hex(field[3]);
        byte[] signature = hex(field[5]);
        EdPrivateKey privateKey = new EdPrivateKey(hex(field[1]));
        EdPublicKey publicKey = new EdPublicKey(hex(field[2]));
        assertThat(privateKey.secret().publicKey()).isEqualTo(publicKey.bytes());

        Signature signer = Signature.getInstance("Ed25519", new HandclaspCurvesProvider());
        signer.initSign(privateKey);
        setVariant(signer, field[0], field[4]);
        signer.update(message);
        assertThat(signer.sign()).isEqualTo(signature);

        signer.initVerify(publicKey);
        signer.update(message);
        assertThat(signer.verify(signature)).isTrue();
        signer.update(message);
        signer.update((byte) 0);
        assertThat(signer.verify(signature)).isFalse();
    }

    private static void setVariant(Signature signer, String algorithm, String context)
            throws GeneralSecurityException {
        boolean prehash = algorithm.equals("Ed25519ph");
        if (algorithm.equals("Ed25519ctx")) {
            signer.setParameter(new EdDSAParameterSpec(false, hex(context)));
        } else if (prehash) {
            signer.setParameter(new EdDSAParameterSpec(true));
        }
    }

    private static final String KEY =
            "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721";

    /** RFC 6979 A.2.5: the key, and for each digest and message the nonce and the signature. */
    @ParameterizedTest
    @CsvSource({
        "SHA-256, sample, A6E3C57DD01ABE90086538398355DD4C3B17AA873382B0F24D6129493D8AAD60,"
                + "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716,"
                + "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8",
        "SHA-384, sample, 09F634B188CEFD98E7EC88B1AA9852D734D0BC272F7D2A47DECC6EBEB375AAD4,"
                + "0EAFEA039B20E9B42309FB1D89E213057CBF973DC0CFC8F129EDDDC800EF7719,"
                + "4861F0491E6998B9455193E34E7B0D284DDD7149A74B95B9261F13ABDE940954",
        "SHA-512, sample, 5FA81C63109BADB88C1F367B47DA606DA28CAD69AA22C4FE6AD7DF73A7173AA5,"
                + "8496A60B5E9B47C825488827E0495B0E3FA109EC4568FD3F8D1097678EB97F00,"
                + "2362AB1ADBE2B8ADF9CB9EDAB740EA6049C028114F2460F96554F61FAE3302FE",
        "SHA-256, test, D16B6AE827F17175E040871A1C7EC3500192C4C92677336EC2537ACAEE0008E0,"
                + "F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367,"
                + "019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083",
        "SHA-384, test, 16AEFFA357260B04B1DD199693960740066C1A8F3E8EDD79070AA914D361B3B8,"
                + "83910E8B48BB0C74244EBDF7F07A1C5413D61472BD941EF3920E623FBCCEBEB6,"
                + "8DDBEC54CF8CD5874883841D712142A56A8D0F218F5003CB0296B6B509619F2C",
        "SHA-512, test, 6915D11632ACA3C40D5D51C08DAF9C555933819548784480E93499000D9F0B7F,"
                + "461D93F31B6540894788FD206C07CFA0CC35F46FA3C91816FFF1040AD1581A04,"
                + "39AF9F15DE0DB8D97E72719C74820D304CE5226E32DEDAE67519E840D1194E55"
    })
    void ecdsaWithAGivenNonce(String digest, String message, String k, String r, String s)
            throws GeneralSecurityException {
        byte[] hash =
                MessageDigest.getInstance(digest)
                        .digest(message.getBytes(StandardCharsets.US_ASCII));
        long[] key = Words.of(number(KEY));
        Ecdsa.Value value = Ecdsa.sign(key, Ecdsa.number(hash), Words.of(number(k)));
        assertThat(Words.integer(value.r)).isEqualTo(number(r));
        assertThat(Words.integer(value.s)).isEqualTo(number(s));

        EcPublicKey publicKey =
                new EcPublicKey(
                        Words.of(
                                number(
                                        "60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6")),
                        Words.of(
                                number(
                                        "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299")));
        assertThat(Ecdsa.verify(publicKey, null, Ecdsa.number(hash), value)).isTrue();
    }

    /** NIST CAVP, "186-4ecdsatestvectors", SigGen.txt, [P-256,SHA-256], the first. */
    @Test
    void cavpSignatureGeneration() throws GeneralSecurityException {
        byte[] message =
                hex(
                        "5905238877c77421f73e43ee3da6f2d9e2ccad5fc942dcec0cbd25482935faaf"
                                + "416983fe165b1a045ee2bcd2e6dca3bdf46c4310a7461f9a37960ca672d3feb5"
                                + "473e253605fb1ddfd28065b53cb5858a8ad28175bf9bd386a5e471ea7a65c17c"
                                + "c934a9d791e91491eb3754d03799790fe2d308d16146d5c9b0d0debd97d79ce8");
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(message);
        Ecdsa.Value value =
                Ecdsa.sign(
                        Words.of(
                                number(
                                        "519b423d715f8b581f4fa8ee59f4771a5b44c8130b4e3eacca54a56dda72b464")),
                        Ecdsa.number(hash),
                        Words.of(
                                number(
                                        "94a1bbb14b906a61a280f245f9e93c7f3b4a6247824f5d33b9670787642a68de")));
        assertThat(Words.integer(value.r))
                .isEqualTo(
                        number("f3ac8061b514795b8843e3d6629527ed2afd6b1f6a555a7acabb5e6f79c8c2ac"));
        assertThat(Words.integer(value.s))
                .isEqualTo(
                        number("8bf77819ca05a6b2786c76262bf7371cef97b218e96f175a3ccdda2acc058903"));
    }

    /** NIST CAVP, "ecccdhtestvectors", KAS_ECC_CDH_PrimitiveTest.txt, [P-256], the first. */
    @Test
    void cavpKeyAgreement() {
        long[] x =
                P256.multiplySecret(
                        Words.of(
                                number(
                                        "700c48f77f56584c5cc632ca65640db91b6bacce3a4df6b42ce7cc838833d287")),
                        Words.of(
                                number(
                                        "db71e509e3fd9b060ddb20ba5c51dcc5948d46fbf640dfe0441782cab85fa4ac")),
                        Words.of(
                                number(
                                        "7d7dc5f71eb29ddaf80d6214632eeae03d9058af1fb6d22ed80badb62bc1a534")));
        assertThat(Words.integer(x))
                .isEqualTo(
                        number("46fc62106420ff012e54a434fbdd2d25ccc5852060561e68040dd7778997bd7b"));
    }
}
