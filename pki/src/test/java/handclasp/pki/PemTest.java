package handclasp.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {
    private static final Supplier<char[]> SECRET = "secret"::toCharArray;

    @TempDir private Path folder;

    /** A file of this test's resources. */
    static Path resource(String name) throws IOException {
        Path file = Files.createTempFile("handclasp", name);
        file.toFile().deleteOnExit();
        Files.writeString(file, text(name));
        return file;
    }

    static String text(String name) throws IOException {
        try (var in = PemTest.class.getResourceAsStream("/pem/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static char[] notAsked() {
        throw new AssertionError("a password was asked for");
    }

    private Path file(String name, String... parts) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("", parts));
    }

    private static String failure(ThrowingCallable call) {
        PkiException failure = catchThrowableOfType(PkiException.class, call);
        assertThat(failure).isNotNull();
        assertThat(failure.getStackTrace()).isEmpty();
        // A sentence, or one that ends in a command to copy.
        assertThat(failure.getMessage())
                .matches(".*(\\.|: (openssl|keytool|ssh-keygen) .*)")
                .doesNotContainPattern("\\p{Cntrl}");
        return failure.getMessage();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec", "rsa"})
    void readsKeysAsOpensslOnceWroteThem(String kind) throws Exception {
        Identity identity =
                Identity.fromPem(
                        resource(kind + ".crt"), resource(kind + ".key"), PemTest::notAsked);
        assertThat(identity.certificate().getSubjectX500Principal().getName())
                .isEqualTo("CN=" + kind + ".test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec", "rsa-old"})
    void readsEncryptedKeys(String kind) throws Exception {
        PrivateKey plain = Pem.privateKey(resource(kind.replace("-old", "") + ".key"));
        Path encrypted = resource(kind + "-encrypted.key");
        assertThat(secretOf(Pem.privateKey(encrypted, SECRET))).isEqualTo(secretOf(plain));
        assertThat(failure(() -> Pem.privateKey(encrypted)))
                .isEqualTo("The private key in " + encrypted + " is encrypted; give its password.");
        for (String wrong : List.of("", "Secret", "secret ", "x")) {
            assertThat(failure(() -> Pem.privateKey(encrypted, wrong::toCharArray)))
                    .isEqualTo("The password for the private key in " + encrypted + " is wrong.");
        }
    }

    /** Encodings of one key differ in whether they hold the public key too. */
    private static BigInteger secretOf(PrivateKey key) {
        return key instanceof ECPrivateKey ec
                ? ec.getS()
                : ((RSAPrivateKey) key).getPrivateExponent();
    }

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void readsWhatItWrites(KeyKind kind) throws Exception {
        PrivateKey key = Chains.keysOf(kind).getPrivate();
        PrivateKey read = Pem.parsePrivateKey(Pem.write(key), "a text");
        assertThat(secret(read)).isEqualTo(secret(key));
        assertThat(Pem.write(key))
                .startsWith("-----BEGIN PRIVATE KEY-----\n")
                .endsWith("-----END PRIVATE KEY-----\n");
        assertThat(Pem.write(key).lines()).allMatch(line -> line.length() <= 64);
    }

    /** The public key that stands beside a key on a curve is no part of it. */
    private static Object secret(PrivateKey key) {
        return key instanceof ECPrivateKey ec
                ? ec.getS()
                : HexFormat.of().formatHex(key.getEncoded());
    }

    @Test
    void readsWhatStandsBetweenBlocks() throws Exception {
        String mixed =
                "# my server\r\nSubject: CN=größe\r\n"
                        + text("ec.crt")
                        + "\n\nBag Attributes\n    friendlyName: x\n"
                        + text("ec.key")
                        + "-- end --\n"
                        + text("rsa.crt");
        Path file = folder.resolve("mixed.pem");
        Files.writeString(file, mixed, StandardCharsets.ISO_8859_1);
        assertThat(Pem.certificates(file))
                .isEqualTo(Pem.parseCertificates(text("ec.crt") + text("rsa.crt"), "both"));
        assertThat(Pem.privateKey(file)).isEqualTo(Pem.privateKey(resource("ec.key")));
    }

    @Test
    void readsCrLf() throws Exception {
        Path file = file("crlf.pem", (text("ec.crt") + text("ec.key")).replace("\n", "\r\n"));
        assertThat(Pem.certificates(file)).hasSize(1);
        assertThat(Pem.privateKey(file).getAlgorithm()).isEqualTo("EC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void readsFilesWithAByteOrderMark(String charset) throws Exception {
        Path file = folder.resolve("marked.pem");
        Files.writeString(file, "\ufeff" + text("ec.crt"), Charset.forName(charset));
        assertThat(Pem.certificates(file)).hasSize(1);
    }

    @Test
    void writesAChainInItsOrder() throws Exception {
        List<X509Certificate> chain =
                Pem.parseCertificates(text("rsa.crt") + text("ec.crt"), "two");
        assertThat(Pem.parseCertificates(Pem.write(chain), "written")).isEqualTo(chain);
        assertThat(Pem.write(chain)).isEqualTo(text("rsa.crt") + text("ec.crt"));
    }

    @Test
    void saysThatAFileIsMissing() {
        Path missing = folder.resolve("no.pem");
        assertThat(failure(() -> Pem.certificates(missing)))
                .isEqualTo("There is no file " + missing + ".");
        assertThat(failure(() -> Pem.certificates(folder))).contains("is a folder");
    }

    @Test
    void saysThatTheWrongFileWasNamed() throws Exception {
        Path certificate = file("a.crt", text("ec.crt"), text("rsa.crt"));
        Path key = file("a.key", text("ec.key"));
        assertThat(failure(() -> Pem.privateKey(certificate)))
                .isEqualTo(
                        certificate
                                + " holds no private key, only 2 certificates; name the key's file.");
        assertThat(failure(() -> Pem.certificates(key)))
                .isEqualTo(
                        key
                                + " holds no certificate, only a private key; "
                                + "name the certificate's file.");
    }

    @Test
    void saysWhatElseAFileIs() throws Exception {
        Path der =
                Files.write(
                        folder.resolve("a.cer"),
                        Pem.certificates(resource("ec.crt")).get(0).getEncoded());
        assertThat(failure(() -> Pem.certificates(der)))
                .contains(
                        "is a certificate in binary (DER), not PEM; convert it with: openssl x509 -inform der");
        Path key =
                Files.write(
                        folder.resolve("key.der"), Pem.privateKey(resource("ec.key")).getEncoded());
        assertThat(failure(() -> Pem.privateKey(key)))
                .contains("is in binary (DER)")
                .contains("openssl pkey");
        Path store =
                Files.write(
                        folder.resolve("a.jks"),
                        new byte[] {(byte) 0xfe, (byte) 0xed, (byte) 0xfe, (byte) 0xed, 0});
        assertThat(failure(() -> Pem.certificates(store)))
                .contains("is a Java keystore")
                .contains("keytool");
        assertThat(failure(() -> Pem.certificates(file("empty.pem"))))
                .endsWith("empty.pem is empty.");
        assertThat(failure(() -> Pem.certificates(file("a.txt", "hello"))))
                .contains("holds no PEM");
    }

    @Test
    void saysThatAFileIsDamaged() throws Exception {
        String certificate = text("ec.crt");
        assertThat(failure(() -> Pem.certificates(file("cut.pem", certificate.substring(0, 200)))))
                .contains("is damaged: PEM block number 1 is cut off");
        assertThat(
                        failure(
                                () ->
                                        Pem.certificates(
                                                file(
                                                        "odd.pem",
                                                        certificate.replaceFirst("MII", "M!!")))))
                .contains("is damaged");
        String wrong = certificate.substring(0, 100) + "AAAAAAAA" + certificate.substring(108);
        assertThat(failure(() -> Pem.certificates(file("wrong.pem", text("rsa.crt"), wrong))))
                .contains("Certificate number 2 in")
                .contains("is damaged");
        assertThat(
                        failure(
                                () ->
                                        Pem.parsePrivateKey(
                                                "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n",
                                                "it")))
                .isEqualTo(
                        "The private key in it is damaged, or on a curve that this Java does not know.");
    }

    @Test
    void refusesAHugeFile() throws Exception {
        Path huge = folder.resolve("huge.pem");
        try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(1L << 34);
        }
        assertThat(failure(() -> Pem.certificates(huge))).contains("is larger than 8 MiB");
    }
}
