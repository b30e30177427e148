package handclasp.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import handclasp.pki.Chains.Holder;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** PEM in every form that people have; all of it is made here. */
class PemFormsTest {
    private static final Holder UPPER = holder(() -> Chains.root("Root").intermediate("Upper"));
    private static final Holder LOWER = holder(() -> UPPER.intermediate("Lower"));
    private static final Holder LEAF = holder(() -> LOWER.server("a.test"));
    private static final String PASSWORD = "pässwörd";

    @TempDir private Path folder;

    private interface Making {
        Holder make() throws Exception;
    }

    private static Holder holder(Making making) {
        try {
            return making.make();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Leaf, key, and what certifies the leaf. */
    private static String usual() throws PkiException {
        return Pem.write(Chains.certificates(LEAF))
                + Pem.write(LEAF.keys().getPrivate())
                + Pem.write(Chains.certificates(LOWER, UPPER));
    }

    private Path file(String text) throws Exception {
        return Files.writeString(folder.resolve("all.pem"), text);
    }

    // ---- the text around and inside

    static Stream<Arguments> texts() {
        return Stream.of(
                text("as it is", text -> text),
                text("CRLF", text -> text.replace("\n", "\r\n")),
                text("line ends of an old Mac", text -> text.replace('\n', '\r')),
                text(
                        "mixed line ends",
                        text -> text.replaceFirst("\n", "\r").replaceFirst("\n", "\r\n")),
                text("no last line end", String::stripTrailing),
                text("blanks at the ends of lines", text -> text.replace("\n", "  \t\n")),
                text("indented, as in YAML", text -> text.indent(4)),
                text("indented by tabs", text -> "\t" + text.replace("\n", "\n\t")),
                text("empty lines", text -> text.replace("\n", "\n\n")),
                text("all on one line with \\n", text -> text.replace("\n", "\\n")),
                text("the same in quotes", text -> "\"" + text.replace("\n", "\\n") + "\"\n"),
                text("the same with \\r\\n", text -> text.replace("\n", "\\r\\n")),
                text("a mark of byte order", text -> "\ufeff" + text),
                text(
                        "comments",
                        text -> "# mine\n" + text.replace("-----BEGIN", "# next\n-----BEGIN")),
                text(
                        "bag attributes",
                        text ->
                                text.replace(
                                        "-----BEGIN",
                                        "Bag Attributes\n    localKeyID: 01 02\nsubject=CN = a.test\n-----BEGIN")),
                text("garbage behind", text -> text + "\0\1\2 and more -----BEGIN\n----- nonsense"),
                text(
                        "garbage behind each end",
                        text -> text.replaceAll("(-----END .*-----)", "$1 # end")),
                text("each twice", text -> text + text),
                text("base64 on one line", PemFormsTest::unwrapped));
    }

    private static Arguments text(String name, UnaryOperator<String> change) {
        return arguments(name, change);
    }

    private static String unwrapped(String text) {
        StringBuilder all = new StringBuilder();
        for (String line : text.lines().toList()) {
            boolean edge = line.startsWith("-----");
            all.append(edge && line.startsWith("-----END") ? "\n" : "").append(line);
            all.append(edge ? "\n" : "");
        }
        return all.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void readsIt(String name, UnaryOperator<String> change) throws Exception {
        Path file = file(change.apply(usual()));

        Identity identity = Identity.fromPem(file, file);

        assertThat(identity.chain()).isEqualTo(Chains.certificates(LEAF, LOWER, UPPER));
        assertThat(((ECPrivateKey) identity.privateKey()).getS())
                .isEqualTo(((ECPrivateKey) LEAF.keys().getPrivate()).getS());
    }

    @Test
    void readsBlocksInAnyOrder() throws Exception {
        List<String> blocks = new ArrayList<>();
        blocks.add(Pem.write(LEAF.keys().getPrivate()));
        for (Holder holder : List.of(LEAF, LOWER, UPPER)) {
            blocks.add(Pem.write(Chains.certificates(holder)));
        }
        for (int seed = 0; seed < 24; seed++) {
            Collections.shuffle(blocks, new Random(seed));
            Path file = file(String.join("", blocks));
            assertThat(Identity.fromPem(file, file).chain())
                    .isEqualTo(Chains.certificates(LEAF, LOWER, UPPER));
        }
    }

    // ---- the key

    /** How a key may be written down. */
    enum Form {
        PKCS8 {
            @Override
            String write(KeyPair keys, String algorithm) throws Exception {
                return Pem.write(keys.getPrivate());
            }
        },
        /** SEC1 or PKCS#1. */
        TRADITIONAL {
            @Override
            String write(KeyPair keys, String algorithm) throws Exception {
                byte[] inner =
                        keys.getPrivate() instanceof ECPrivateKey key
                                ? new org.bouncycastle.asn1.sec.ECPrivateKey(256, key.getS(), P256)
                                        .getEncoded()
                                : inner(keys.getPrivate());
                return block(algorithm + " PRIVATE KEY", inner);
            }
        },
        /** As OpenSSL writes them: the curve stands inside the key, too. */
        WITH_PARAMETERS {
            @Override
            String write(KeyPair keys, String algorithm) throws Exception {
                return block("EC PARAMETERS", P256.getEncoded())
                        + TRADITIONAL.write(keys, algorithm);
            }
        },
        /** The curve stands before the key only. */
        PARAMETERS_APART {
            @Override
            String write(KeyPair keys, String algorithm) throws Exception {
                return block("EC PARAMETERS", P256.getEncoded())
                        + block("EC PRIVATE KEY", inner(keys.getPrivate()));
            }
        },
        TRADITIONAL_ENCRYPTED {
            @Override
            String write(KeyPair keys, String algorithm) throws Exception {
                StringWriter text = new StringWriter();
                try (JcaPEMWriter out = new JcaPEMWriter(text)) {
                    out.writeObject(
                            keys.getPrivate(),
                            new JcePEMEncryptorBuilder("AES-256-CBC")
                                    .setProvider(new BouncyCastleProvider())
                                    .build(PASSWORD.toCharArray()));
                }
                return text.toString();
            }
        },
        PBES2 {
            @Override
            String write(KeyPair keys, String algorithm) throws Exception {
                PemObject encrypted =
                        new JcaPKCS8Generator(
                                        keys.getPrivate(),
                                        new JceOpenSSLPKCS8EncryptorBuilder(
                                                        NISTObjectIdentifiers.id_aes256_CBC)
                                                .setPRF(PKCS8Generator.PRF_HMACSHA256)
                                                .setIterationCount(2048)
                                                .setProvider(new BouncyCastleProvider())
                                                .setRandom(new SecureRandom())
                                                .setPassword(PASSWORD.toCharArray())
                                                .build())
                                .generate();
                return block(encrypted.getType(), encrypted.getContent());
            }
        };

        private static final ASN1ObjectIdentifier P256 =
                new ASN1ObjectIdentifier("1.2.840.10045.3.1.7");

        abstract String write(KeyPair keys, String algorithm) throws Exception;

        boolean encrypted() {
            return this == TRADITIONAL_ENCRYPTED || this == PBES2;
        }

        private static byte[] inner(PrivateKey key) throws Exception {
            return PrivateKeyInfo.getInstance(key.getEncoded())
                    .parsePrivateKey()
                    .toASN1Primitive()
                    .getEncoded();
        }
    }

    private static String block(String type, byte[] content) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(
                        type,
                        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content),
                        type);
    }

    @ParameterizedTest
    @EnumSource(value = Form.class, mode = EnumSource.Mode.EXCLUDE, names = "TRADITIONAL_ENCRYPTED")
    void readsAKeyOfTheCurve(Form form) throws Exception {
        reads(form, Chains.keysOf(KeyKind.EC_P256), "EC");
    }

    @ParameterizedTest
    @EnumSource(value = Form.class, mode = EnumSource.Mode.MATCH_NONE, names = ".*PARAMETERS.*")
    void readsAKeyOfRsa(Form form) throws Exception {
        reads(form, Chains.keysOf(KeyKind.RSA_2048), "RSA");
    }

    private void reads(Form form, KeyPair keys, String algorithm) throws Exception {
        Path file = file("# a key\n" + form.write(keys, algorithm));
        PrivateKey read = Pem.privateKey(file, PASSWORD::toCharArray);

        assertThat(KeyMatch.belongTogether(read, keys.getPublic())).isTrue();
        if (form.encrypted()) {
            assertThat(failure(() -> Pem.privateKey(file)))
                    .isEqualTo("The private key in " + file + " is encrypted; give its password.");
            assertThat(failure(() -> Pem.privateKey(file, "wrong"::toCharArray)))
                    .isEqualTo("The password for the private key in " + file + " is wrong.");
        }
    }

    @Test
    void doesNotTakeAnUnknownEncryptionForAWrongPassword() throws Exception {
        PrivateKeyInfo key = PrivateKeyInfo.getInstance(LEAF.keys().getPrivate().getEncoded());
        byte[] strange =
                new EncryptedPrivateKeyInfo(
                                new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.3.4")),
                                new byte[16])
                        .getEncoded();
        EncryptedPrivateKeyInfo known = encrypted(key);
        PBES2Parameters parameters =
                PBES2Parameters.getInstance(known.getEncryptionAlgorithm().getParameters());
        byte[] strangeCipher =
                new EncryptedPrivateKeyInfo(
                                new AlgorithmIdentifier(
                                        PKCSObjectIdentifiers.id_PBES2,
                                        new PBES2Parameters(
                                                parameters.getKeyDerivationFunc(),
                                                new EncryptionScheme(
                                                        new ASN1ObjectIdentifier("1.2.3.4"),
                                                        new DEROctetString(new byte[16])))),
                                known.getEncryptedData())
                        .getEncoded();
        String traditional =
                Form.TRADITIONAL_ENCRYPTED
                        .write(Chains.keysOf(KeyKind.RSA_2048), "RSA")
                        .replaceFirst("DEK-Info: [^,]*,", "DEK-Info: ROT13-CBC,");

        for (String text :
                List.of(
                        block("ENCRYPTED PRIVATE KEY", strange),
                        block("ENCRYPTED PRIVATE KEY", strangeCipher),
                        traditional)) {
            Path file = file(text);
            for (String password : List.of(PASSWORD, "ascii")) {
                assertThat(failure(() -> Pem.privateKey(file, password::toCharArray)))
                        .startsWith(
                                "The private key in "
                                        + file
                                        + " is encrypted in a way that this Java does not know");
            }
        }
    }

    @Test
    void doesNotTakeDamageForAWrongPassword() throws Exception {
        EncryptedPrivateKeyInfo whole =
                encrypted(PrivateKeyInfo.getInstance(LEAF.keys().getPrivate().getEncoded()));
        byte[] data = whole.getEncryptedData();
        byte[] cut =
                new EncryptedPrivateKeyInfo(
                                whole.getEncryptionAlgorithm(),
                                Arrays.copyOf(data, data.length - 1))
                        .getEncoded();
        Path file = file(block("ENCRYPTED PRIVATE KEY", cut));

        for (String password : List.of(PASSWORD, "ascii")) {
            assertThat(failure(() -> Pem.privateKey(file, password::toCharArray)))
                    .isEqualTo(
                            "The encrypted private key in "
                                    + file
                                    + " is damaged: no password can open it.");
        }
    }

    /** It was opened, so the password was right, whatever came out. */
    @Test
    void doesNotTakeAnUnknownCurveForAWrongPassword() throws Exception {
        PrivateKeyInfo plain = PrivateKeyInfo.getInstance(LEAF.keys().getPrivate().getEncoded());
        PrivateKeyInfo onAnotherCurve =
                new PrivateKeyInfo(
                        new AlgorithmIdentifier(
                                plain.getPrivateKeyAlgorithm().getAlgorithm(),
                                new ASN1ObjectIdentifier("1.2.3.4.5")),
                        plain.parsePrivateKey());
        Path file = file(block("ENCRYPTED PRIVATE KEY", encrypted(onAnotherCurve).getEncoded()));

        assertThat(failure(() -> Pem.privateKey(file, PASSWORD::toCharArray)))
                .contains("on a curve that this Java does not know");
        assertThat(failure(() -> Pem.privateKey(file, "wrong"::toCharArray))).endsWith("is wrong.");
    }

    private static EncryptedPrivateKeyInfo encrypted(PrivateKeyInfo key) throws Exception {
        return EncryptedPrivateKeyInfo.getInstance(
                new PKCS8Generator(
                                key,
                                new JceOpenSSLPKCS8EncryptorBuilder(
                                                NISTObjectIdentifiers.id_aes256_CBC)
                                        .setPRF(PKCS8Generator.PRF_HMACSHA256)
                                        .setIterationCount(2048)
                                        .setProvider(new BouncyCastleProvider())
                                        .setRandom(new SecureRandom())
                                        .setPassword(PASSWORD.toCharArray())
                                        .build())
                        .generate()
                        .getContent());
    }

    @Test
    void wipesItsCopyOfThePassword() {
        char[] copy;
        try (PasswordOctets octets = PasswordOctets.of(PASSWORD.toCharArray())) {
            copy = octets.characters();
            assertThat(copy).hasSize(10).doesNotContain('\0');
            assertThat(octets.isOf(PASSWORD.toCharArray())).isFalse();
        }
        assertThat(copy).containsOnly('\0');
    }

    /** Every form that may come before an empty line costs as much for it, were there millions of them. */
    @Test
    void dropsEmptyLinesBeforeItLooksAtThem() throws Exception {
        String many = "\n \r\n".repeat(1 << 20);
        assertThat(PemBlocks.lines(many).length()).isZero();

        assertThat(Pem.parseCertificates(many + usual() + many, "the text"))
                .isEqualTo(Chains.certificates(LEAF, LOWER, UPPER));
    }

    /** GnuTLS reads no key without it. */
    @ParameterizedTest
    @EnumSource(value = KeyKind.class, mode = EnumSource.Mode.MATCH_ALL, names = "EC_.*")
    void writesThePublicKeyBesideAKeyOnACurve(KeyKind kind) throws Exception {
        KeyPair keys = Chains.keysOf(kind);
        String text = Pem.write(keys.getPrivate());

        byte[] content = PemBlocks.parse(text, "the text").privateKey().getContent();
        var written =
                org.bouncycastle.asn1.sec.ECPrivateKey.getInstance(
                        PrivateKeyInfo.getInstance(content).parsePrivateKey());
        assertThat(written.getPublicKey())
                .isEqualTo(
                        SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded())
                                .getPublicKeyData());
        PrivateKey read = Pem.parsePrivateKey(text, "the text");
        assertThat(((ECPrivateKey) read).getS())
                .isEqualTo(((ECPrivateKey) keys.getPrivate()).getS());
        assertThat(Pem.write(read)).isEqualTo(text);
    }

    // ---- the wrong thing

    private interface Reading {
        Object read() throws PkiException;
    }

    private static String failure(Reading reading) {
        PkiException failure = catchThrowableOfType(PkiException.class, reading::read);
        assertThat(failure).isNotNull();
        assertThat(failure.getStackTrace()).isEmpty();
        return failure.getMessage();
    }

    @Test
    void saysWhatAFileHoldsInstead() throws Exception {
        byte[] publicKey = LEAF.keys().getPublic().getEncoded();
        Path file = file(block("PUBLIC KEY", publicKey));
        assertThat(failure(() -> Pem.certificates(file)))
                .isEqualTo(
                        file
                                + " holds no certificate, only a public key; name the certificate's file.");
        assertThat(failure(() -> Pem.privateKey(file)))
                .isEqualTo(file + " holds no private key, only a public key; name the key's file.");

        file(block("CERTIFICATE REQUEST", new byte[] {0x30, 0}));
        assertThat(failure(() -> Pem.certificates(file)))
                .isEqualTo(
                        file
                                + " holds no certificate, only a certificate signing request; an authority makes a"
                                + " certificate of a request: name the file that came back from it.");

        file(Pem.write(LEAF.keys().getPrivate()));
        assertThat(failure(() -> Pem.certificates(file)))
                .isEqualTo(
                        file
                                + " holds no certificate, only a private key; name the certificate's file.");

        file(block("X509 CRL", new byte[] {0x30, 0}) + block("X509 CRL", new byte[] {0x30, 0}));
        assertThat(failure(() -> Pem.certificates(file)))
                .contains("only 2 revocation lists; name the certificate's file");

        file(block("PKCS7", new byte[] {0x30, 0}));
        assertThat(failure(() -> Pem.certificates(file)))
                .contains("only a PKCS#7 bundle")
                .contains("openssl pkcs7 -print_certs -in " + file);

        file(block("OPENSSH PRIVATE KEY", new byte[] {1}));
        assertThat(failure(() -> Pem.privateKey(file)))
                .contains("is in OpenSSH's own form")
                .endsWith("ssh-keygen -p -m PKCS8 -f " + file);
    }

    @Test
    void saysWhichKeyAndWhichCertificateDoNotBelongTogether() throws Exception {
        Path certificate = file(Pem.write(Chains.certificates(LEAF)));
        Path key =
                Files.writeString(
                        folder.resolve("other.key"),
                        Pem.write(Chains.keysOf(KeyKind.RSA_2048).getPrivate()));

        assertThat(failure(() -> Identity.fromPem(certificate, key)))
                .isEqualTo(
                        "The private key in "
                                + key
                                + " does not belong to the certificate \"CN=a.test\" in "
                                + certificate
                                + ": the key is RSA, the certificate's is EC; name the key that the"
                                + " certificate was made for.");
    }

    @Test
    void saysThatABinaryFileIsNoPem() throws Exception {
        Path der = Files.write(folder.resolve("a.der"), LEAF.certificate().getEncoded());
        assertThat(failure(() -> Pem.certificates(der)))
                .contains("is a certificate in binary (DER), not PEM")
                .endsWith("openssl x509 -inform der -in " + der + " -out " + der + ".pem");
        Path binary =
                Files.write(folder.resolve("b.bin"), "\1\2\3".getBytes(StandardCharsets.US_ASCII));
        assertThat(failure(() -> Pem.certificates(binary))).contains("holds no PEM");
    }
}
