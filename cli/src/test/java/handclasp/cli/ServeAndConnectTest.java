package handclasp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The two commands against each other, over loopback. */
@Timeout(120)
class ServeAndConnectTest {
    private static final byte[] GET = "GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir private Path folder;

    private Path state() {
        return folder.resolve("state");
    }

    @Test
    void startsWithEverythingThatIsNeeded() throws Exception {
        try (RunningServe server = RunningServe.start(state())) {
            String first = server.out().lines().findFirst().orElseThrow();
            assertThat(first).contains("https://localhost:" + server.port() + "/");
            assertThat(server.out())
                    .containsPattern("fingerprint: ([0-9A-F]{2}:){31}[0-9A-F]{2}")
                    .contains("curl --cacert " + server.root() + " https://localhost:")
                    .contains("bin/handclasp connect localhost:" + server.port());
            assertThat(Files.getPosixFilePermissions(state().resolve("authority/root.key")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void reportsAHandshakeOnBothSides() throws Exception {
        try (RunningServe server = RunningServe.start(state())) {
            CommandRun client =
                    server.connectWith(GET, "--alpn", "http/1.1", "--groups", "secp384r1,x25519");

            assertThat(client.exitCode()).as(client.err()).isZero();
            assertThat(client.err())
                    .contains("Connected to localhost:" + server.port() + " (127.0.0.1)")
                    .contains("TLS 1.3", "secp384r1", "ecdsa_secp256r1_sha256", "http/1.1")
                    .contains("CN=localhost", "127.0.0.1, ::1", "days left")
                    .contains("yes: it is for localhost", state().toString());
            assertThat(client.out())
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("secp384r1", "localhost", "not asked for")
                    .endsWith("</html>\n");
            server.awaitLog("ok TLS 1.3, ");
            assertThat(server.out()).contains("ALPN http/1.1, name localhost, ");
        }
    }

    @Test
    void showsARetry() throws Exception {
        try (RunningServe server = RunningServe.start(state(), "--groups", "secp521r1")) {
            CommandRun client = server.connectWith(GET);

            assertThat(client.err()).contains("secp521r1", "yes, by a HelloRetryRequest");
            assertThat(client.out()).contains("yes, it took another round trip");
            server.awaitLog("secp521r1 after a retry");
        }
    }

    @Test
    void servesFiles() throws Exception {
        Path site = Files.createDirectory(folder.resolve("site"));
        byte[] large = new byte[3_000_000];
        new Random(1).nextBytes(large);
        Files.write(site.resolve("large"), large);
        try (RunningServe server = RunningServe.start(state(), site.toString())) {
            CommandRun client = server.connectWith("GET /large HTTP/1.0\n\n".getBytes());

            assertThat(client.exitCode()).as(client.err()).isZero();
            byte[] out = client.outBytes();
            byte[] end = Arrays.copyOfRange(out, out.length - large.length, out.length);
            assertThat(Arrays.equals(end, large)).as(out.length + " bytes").isTrue();
            assertThat(server.out()).contains("/.handclasp");
        }
    }

    @Test
    void speaksJson() throws Exception {
        try (RunningServe server = RunningServe.start(state())) {
            CommandRun client = server.connect("--json");

            assertThat(client.exitCode()).isZero();
            assertThat(client.err()).isEmpty();
            assertThat(client.out())
                    .startsWith("{\n  \"format\": 1,")
                    .contains("\"completed\": true", "\"version\": \"TLS 1.3\"")
                    .contains("\"trusted\": true", "-----BEGIN CERTIFICATE-----\\n")
                    .contains("\"failure\": null");
        }
    }

    @Test
    void echoesUntilTheEnd() throws Exception {
        byte[] data = new byte[5_000_000];
        new Random(2).nextBytes(data);
        try (RunningServe server = RunningServe.start(state(), "--echo")) {
            CommandRun client = server.connectWith(data);

            assertThat(client.exitCode()).as(client.err()).isZero();
            assertThat(Arrays.equals(client.outBytes(), data)).isTrue();
        }
    }

    @Test
    void showsEveryMessageIfWanted() throws Exception {
        Path clientKeys = folder.resolve("client.keys");
        Path serverKeys = folder.resolve("server.keys");
        try (RunningServe server =
                RunningServe.start(state(), "-v", "--keylog", serverKeys.toString())) {
            CommandRun client =
                    server.connectWith(GET, "--verbose", "--keylog", clientKeys.toString());

            assertThat(client.err())
                    .contains("sent ClientHello, ", "    cipher_suites: TLS_AES_128_GCM_SHA256, ")
                    .contains("received ServerHello, ", "received Certificate, ")
                    .contains("handshake traffic keys", "application traffic keys")
                    .contains("received alert close_notify", "Warning: ");
            server.awaitLog("#1 received Finished, 36 bytes");
            assertThat(server.err()).contains("Warning: ");
        }
        assertThat(clientKeys).hasSameTextualContentAs(serverKeys);
        assertThat(Files.readString(clientKeys))
                .contains("CLIENT_HANDSHAKE_TRAFFIC_SECRET ", "SERVER_TRAFFIC_SECRET_0 ");
    }

    @Test
    void showsCertificatesIfWanted() throws Exception {
        try (RunningServe server = RunningServe.start(state())) {
            CommandRun client = server.connect("--showcerts");

            assertThat(client.exitCode()).isZero();
            assertThat(client.out()).isEmpty();
            assertThat(client.err().split("-----BEGIN CERTIFICATE-----", -1)).hasSize(3);
        }
    }

    @Test
    void keepsItsAuthority() throws IOException, InterruptedException {
        RunningServe.start(state()).close();
        byte[] root = Files.readAllBytes(state().resolve("authority/root.pem"));
        RunningServe.start(state()).close();

        assertThat(state().resolve("authority/root.pem")).hasBinaryContent(root);
    }

    @Test
    void speaksToIpv6AndByAnotherName() throws Exception {
        try (RunningServe server = RunningServe.start(state())) {
            CommandRun six =
                    CommandRun.of(
                            "connect", "[::1]:" + server.port(), "--state", state().toString());
            CommandRun renamed =
                    CommandRun.of(
                            "connect",
                            "localhost:1",
                            "--connect-to",
                            "127.0.0.1:" + server.port(),
                            "--ca",
                            server.root().toString());

            assertThat(six.exitCode()).as(six.err()).isZero();
            assertThat(six.err()).contains("(::1)");
            assertThat(renamed.exitCode()).as(renamed.err()).isZero();
        }
    }
}
