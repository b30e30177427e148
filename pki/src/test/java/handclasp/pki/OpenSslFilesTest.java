package handclasp.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that the real openssl makes, and what it makes of ours. */
class OpenSslFilesTest {
    @TempDir private Path folder;
    private OpenSsl openssl;

    @BeforeEach
    void findOpenSsl() {
        openssl = new OpenSsl(folder);
    }

    private void selfSigned(String key) throws Exception {
        openssl.run(
                "req -x509 -new -key "
                        + key
                        + " -subj /CN=a.test -addext subjectAltName=DNS:a.test -days 100 -out a.crt");
    }

    @ParameterizedTest
    @CsvSource({
        "RSA, rsa_keygen_bits:2048",
        "RSA-PSS, rsa_keygen_bits:2048",
        "EC, ec_paramgen_curve:P-256",
        "EC, ec_paramgen_curve:P-384",
        "EC, ec_paramgen_curve:P-521",
        "ED25519, ''",
        "ED448, ''",
    })
    void readsEveryKindOfKey(String algorithm, String option) throws Exception {
        openssl.run(
                "genpkey -algorithm "
                        + algorithm
                        + (option.isEmpty() ? "" : " -pkeyopt " + option)
                        + " -out a.key");
        selfSigned("a.key");
        Identity identity = Identity.fromPem(openssl.file("a.crt"), openssl.file("a.key"));
        assertThat(identity.credential().signer().signatureSchemes()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "genrsa -traditional -out a.key 2048",
                "ecparam -name secp384r1 -genkey -out a.key",
                "ecparam -name prime256v1 -genkey -noout -out a.key",
            })
    void readsOldForms(String command) throws Exception {
        openssl.run(command);
        selfSigned("a.key");
        assertThat(Identity.fromPem(openssl.file("a.crt"), openssl.file("a.key")).chain())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA512",
                "pkcs8 -topk8 -v2 aes-128-cbc",
                "pkcs8 -topk8 -v2 des3 -v2prf hmacWithSHA1",
                "pkcs8 -topk8 -scrypt",
                "pkcs8 -topk8 -v1 PBE-SHA1-3DES",
                "rsa -traditional -aes256",
                "rsa -traditional -des3",
            })
    void readsEncryptedKeys(String how) throws Exception {
        Files.writeString(openssl.file("plain.key"), PemTest.text("rsa.key"));
        Files.writeString(openssl.file("password"), "gehëim");
        openssl.run(how + " -in plain.key -out a.key -passout file:password");
        selfSigned("plain.key");
        assertThat(Files.readString(openssl.file("a.key"))).contains("ENCRYPTED");
        Identity identity =
                Identity.fromPem(
                        openssl.file("a.crt"), openssl.file("a.key"), "gehëim"::toCharArray);
        assertThat(identity.privateKey()).isEqualTo(Pem.privateKey(openssl.file("plain.key")));
        assertThat(
                        catchThrowableOfType(
                                PkiException.class,
                                () -> Pem.privateKey(openssl.file("a.key"), "wrong"::toCharArray)))
                .hasMessageContaining("The password for the private key in")
                .hasMessageContaining("is wrong.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " -legacy", " -certpbe NONE -keypbe AES-256-CBC", " -macalg sha1"})
    void readsPkcs12(String how) throws Exception {
        openssl.run("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out a.key");
        selfSigned("a.key");
        openssl.run("pkcs12 -export -inkey a.key -in a.crt -out a.p12 -passout pass:secret" + how);
        Path file = openssl.file("a.p12");
        assertThat(Pkcs12.read(file, "secret".toCharArray()).chain())
                .isEqualTo(Pem.certificates(openssl.file("a.crt")));
        assertThat(
                        catchThrowableOfType(
                                        PkiException.class,
                                        () -> Pkcs12.read(file, "wrong".toCharArray()))
                                .getMessage())
                .isEqualTo("The password for " + file + " is wrong.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"trusted", "text"})
    void readsCertificatesWithMoreInTheirFile(String form) throws Exception {
        openssl.run("genpkey -algorithm ED25519 -out a.key");
        selfSigned("a.key");
        openssl.run(
                form.equals("trusted")
                        ? "x509 -in a.crt -trustout -addtrust serverAuth -out b.crt"
                        : "x509 -in a.crt -text -out b.crt");
        assertThat(Pem.certificates(openssl.file("b.crt")))
                .isEqualTo(Pem.certificates(openssl.file("a.crt")));
    }

    @Test
    void saysThatARequestIsNoCertificate() throws Exception {
        openssl.run("genpkey -algorithm ED25519 -out a.key");
        openssl.run("req -new -key a.key -subj /CN=a.test -out a.csr");
        assertThat(
                        catchThrowableOfType(
                                PkiException.class, () -> Pem.certificates(openssl.file("a.csr"))))
                .hasMessageContaining("holds no certificate, only a certificate signing request")
                .hasMessageContaining("name the file that came back from it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp256k1", "brainpoolP256r1", "prime256v1 -param_enc explicit"})
    void saysThatACurveIsNotUsable(String curve) throws Exception {
        openssl.run("ecparam -genkey -out a.key -name " + curve);
        selfSigned("a.key");
        assertThat(
                        catchThrowableOfType(
                                PkiException.class,
                                () ->
                                        Identity.fromPem(
                                                openssl.file("a.crt"), openssl.file("a.key"))))
                .isNotNull();
    }

    @Test
    void opensslReadsWhatWeWrite() throws Exception {
        for (KeyKind kind : KeyKind.values()) {
            Chains.Holder root = Chains.root("Root");
            Chains.Holder leaf =
                    root.issue(
                            "a.test",
                            kind,
                            builder -> builder.names(List.of("a.test", "10.0.0.1")));
            Files.writeString(openssl.file("root.pem"), Pem.write(Chains.certificates(root)));
            Files.writeString(openssl.file("leaf.pem"), Pem.write(Chains.certificates(leaf)));
            Files.writeString(openssl.file("leaf.key"), Pem.write(leaf.keys().getPrivate()));
            String time = " -attime " + Chains.NOW.getEpochSecond();
            assertThat(
                            openssl.run(
                                    "verify -x509_strict -verify_hostname a.test"
                                            + time
                                            + " -CAfile root.pem leaf.pem"))
                    .contains("leaf.pem: OK");
            String publicKey = openssl.run("pkey -in leaf.key -pubout");
            assertThat(openssl.run("x509 -in leaf.pem -noout -pubkey")).isEqualTo(publicKey);
        }
    }
}
