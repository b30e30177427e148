package handclasp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.pki.CertificateBuilder;
import handclasp.pki.DevelopmentAuthority;
import handclasp.pki.Identity;
import handclasp.pki.KeyKind;
import handclasp.pki.Pem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.security.auth.x500.X500Principal;
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

    @Test
    void warnsOfAnExpiredCertificate() throws Exception {
        var keys = KeyKind.EC_P256.generate();
        X509Certificate old =
                CertificateBuilder.of(
                                new X500Principal("CN=old.test"),
                                keys.getPublic(),
                                Instant.parse("2025-01-01T00:00:00Z"),
                                Instant.parse("2025-02-01T00:00:00Z"))
                        .names(List.of("old.test"))
                        .selfSigned(keys.getPrivate());
        Path file = write("old.pem", Pem.write(List.of(old)) + Pem.write(keys.getPrivate()));
        try (RunningServe server =
                RunningServe.start(folder.resolve("state"), "--cert", file.toString())) {
            assertThat(server.out())
                    .contains("It has expired on 2025-02-01T00:00:00Z, so clients will refuse it");
        }
        Path good =
                write("good.pem", Pem.write(identity.chain()) + Pem.write(identity.privateKey()));
        try (RunningServe server =
                RunningServe.start(folder.resolve("state"), "--cert", good.toString())) {
            assertThat(server.out()).doesNotContain("expired");
        }
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
