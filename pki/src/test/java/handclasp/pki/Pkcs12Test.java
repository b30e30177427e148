package handclasp.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import handclasp.pki.Chains.Holder;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Pkcs12Test {
    private static final char[] PASSWORD = "secret".toCharArray();

    private final Holder root = Chains.root("Root");
    private final Holder intermediate = root.intermediate("Intermediate");

    @TempDir private Path folder;

    Pkcs12Test() throws Exception {}

    private interface Content {
        void fill(KeyStore store) throws Exception;
    }

    private Path file(Content content) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        content.fill(store);
        Path file = folder.resolve("a.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD);
        }
        return file;
    }

    private static String failure(Path file, String password) {
        return catchThrowableOfType(
                        PkiException.class, () -> Pkcs12.read(file, password.toCharArray()))
                .getMessage();
    }

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void readsKeyAndChain(KeyKind kind) throws Exception {
        Holder leaf = intermediate.issue("a.test", kind, Chains.AS_IT_IS);
        X509Certificate[] chain = {
            leaf.certificate(), intermediate.certificate(), root.certificate()
        };
        Path file =
                file(store -> store.setKeyEntry("me", leaf.keys().getPrivate(), PASSWORD, chain));
        Identity identity = Pkcs12.read(file, PASSWORD);
        assertThat(identity.chain()).containsExactly(chain);
        assertThat(identity.privateKey().getEncoded())
                .isEqualTo(leaf.keys().getPrivate().getEncoded());
    }

    @Test
    void findsIntermediatesThatAreStoredApart() throws Exception {
        Holder leaf = intermediate.server("a.test");
        Path file =
                file(
                        store -> {
                            store.setCertificateEntry("ca", intermediate.certificate());
                            store.setKeyEntry(
                                    "me",
                                    leaf.keys().getPrivate(),
                                    PASSWORD,
                                    new X509Certificate[] {leaf.certificate()});
                        });
        assertThat(Pkcs12.read(file, PASSWORD).chain())
                .isEqualTo(Chains.certificates(leaf, intermediate));
    }

    @Test
    void tellsAWrongPassword() throws Exception {
        Holder leaf = root.server("a.test");
        Path file =
                file(
                        store ->
                                store.setKeyEntry(
                                        "me",
                                        leaf.keys().getPrivate(),
                                        PASSWORD,
                                        new X509Certificate[] {leaf.certificate()}));
        assertThat(failure(file, "wrong")).isEqualTo("The password for " + file + " is wrong.");
        assertThat(failure(file, "")).isEqualTo("The password for " + file + " is wrong.");
    }

    @Test
    void tellsAFileWithoutKey() throws Exception {
        Path file = file(store -> store.setCertificateEntry("ca", root.certificate()));
        assertThat(failure(file, "secret")).contains("holds no private key, only certificates");
    }

    @Test
    void tellsOtherFiles() throws Exception {
        Path pem = Files.writeString(folder.resolve("a.pem"), Pem.write(Chains.certificates(root)));
        assertThat(failure(pem, ""))
                .isEqualTo(pem + " is not a PKCS#12 file but PEM; use it as PEM.");
        Path other = Files.writeString(folder.resolve("a.txt"), "hello");
        assertThat(failure(other, "")).isEqualTo(other + " is not a PKCS#12 file.");
        Path missing = folder.resolve("no.p12");
        assertThat(failure(missing, "")).isEqualTo("There is no file " + missing + ".");
        Path p12 = file(store -> store.setCertificateEntry("ca", root.certificate()));
        assertThat(
                        catchThrowableOfType(PkiException.class, () -> Pem.certificates(p12))
                                .getMessage())
                .contains(
                        "is a PKCS#12 file, not PEM; use it as PKCS#12, or convert it with: openssl pkcs12");
    }
}
