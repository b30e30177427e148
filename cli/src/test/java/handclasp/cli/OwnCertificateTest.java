package handclasp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.pki.DevelopmentAuthority;
import handclasp.pki.Identity;
import handclasp.pki.Pem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that the user brings. */
@Timeout(120)
class OwnCertificateTest {
    @TempDir private Path folder;
    private Identity identity;
    private Path root;

    @BeforeEach
    void makeIdentity() throws Exception {
        DevelopmentAuthority authority =
                DevelopmentAuthority.open(folder.resolve("elsewhere"), InstantSource.system());
        identity = authority.serverIdentity(List.of("shop.test"));
        root = authority.rootFile();
    }

    @Test
    void takesPem() throws Exception {
        Path certificate = write("cert.pem", Pem.write(identity.chain()));
        Path key = write("key.pem", Pem.write(identity.privateKey()));

        serveAndConnect("--cert", certificate.toString(), "--key", key.toString());
    }

    @Test
    void takesKeyAndCertificateInOneFile() throws Exception {
        Path both =
                write("both.pem", Pem.write(identity.chain()) + Pem.write(identity.privateKey()));

        serveAndConnect("--cert", both.toString());
    }

    @Test
    void takesPkcs12() throws Exception {
        Path file = folder.resolve("identity.p12");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "x",
                identity.privateKey(),
                "geheim".toCharArray(),
                identity.chain().toArray(X509Certificate[]::new));
        try (var out = Files.newOutputStream(file)) {
            store.store(out, "geheim".toCharArray());
        }
        Path password = write("password", "geheim\n");

        serveAndConnect("--cert", file.toString(), "--password-file", password.toString());

        CommandRun without = CommandRun.of("serve", "--listen", ":0", "--cert", file.toString());
        assertThat(without.exitCode()).isEqualTo(2);
        assertThat(without.err()).contains("--password-file");
    }

    private void serveAndConnect(String... options) throws Exception {
        Path state = folder.resolve("state");
        try (RunningServe server = RunningServe.start(state, options)) {
            CommandRun client =
                    CommandRun.of(
                            "connect",
                            "shop.test:" + server.port(),
                            "--connect-to",
                            server.target(),
                            "--cacert",
                            root.toString());

            assertThat(client.exitCode()).as(client.err()).isZero();
            assertThat(client.err()).contains("yes: it is for shop.test");
            assertThat(server.out())
                    .contains("https://localhost:" + server.port() + "/")
                    .contains("--connect-to ::localhost:" + server.port())
                    .contains("connect shop.test:" + server.port());
            assertThat(state).doesNotExist();
        }
    }

    private Path write(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }
}
