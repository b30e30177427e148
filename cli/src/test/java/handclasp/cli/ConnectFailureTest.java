package handclasp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code connect} says when it does not work, and its exit codes. */
@Timeout(120)
class ConnectFailureTest {
    @TempDir private Path folder;

    private Path state() {
        return folder.resolve("state");
    }

    @Test
    void refusesAnAuthorityItDoesNotKnow() throws Exception {
        try (RunningServe server = RunningServe.start(state())) {
            CommandRun client =
                    CommandRun.of(
                            "connect", server.target(), "--state", folder.resolve("x").toString());

            assertThat(client.exitCode()).isEqualTo(4);
            assertThat(client.err())
                    .contains("No TLS connection to localhost:")
                    .contains("certificate 1  CN=localhost", "certificate 2")
                    .contains("trusted        no: no trusted authority")
                    .contains("Failed: ", "remedy", "--cacert FILE");
            server.awaitLog("failed: the peer refused with alert unknown_ca");
        }
    }

    @Test
    void refusesAnotherName() throws Exception {
        try (RunningServe server = RunningServe.start(state())) {
            CommandRun client =
                    server.connect("--servername", "shop.test", "--ca", server.root().toString());

            assertThat(client.exitCode()).isEqualTo(4);
            assertThat(client.err()).contains("asked for shop.test", "certified for localhost");
        }
    }

    @Test
    void goesOnWhereTheUserInsists() throws Exception {
        try (RunningServe server = RunningServe.start(state())) {
            CommandRun unknown =
                    CommandRun.of(
                            "connect",
                            server.target(),
                            "--state",
                            folder.resolve("x").toString(),
                            "--insecure");
            CommandRun known = server.connect("--insecure", "--json");

            assertThat(unknown.exitCode()).isZero();
            assertThat(unknown.err())
                    .contains("NOT VERIFIED: --insecure accepts anyone")
                    .contains("would be refused: no trusted authority");
            assertThat(known.out())
                    .contains("\"trusted\": false", "\"checked\": false", "would be trusted");
        }
    }

    @Test
    void saysWhatTheServerDemands() throws Exception {
        try (RunningServe server = RunningServe.start(state(), "--client-auth", "need")) {
            CommandRun without = server.connect();
            CommandRun with = server.connect("--cert", server.client().toString());

            assertThat(without.exitCode()).isEqualTo(1);
            assertThat(without.err())
                    .contains("no certificate, though the server asked for one")
                    .contains("alert certificate_required", "--cert FILE");
            assertThat(with.exitCode()).as(with.err()).isZero();
            assertThat(with.err()).contains("we showed      CN=development client");
            server.awaitLog("client CN=development client");
            assertThat(server.out()).contains("refused: the client sent no certificate");
        }
    }

    @Test
    void servesClientsWithoutCertificateWhereItOnlyWantsOne() throws Exception {
        try (RunningServe server = RunningServe.start(state(), "--client-auth", "want")) {
            CommandRun client = server.connectWith("GET / HTTP/1.0\n\n".getBytes());

            assertThat(client.exitCode()).isZero();
            assertThat(client.out()).contains("asked for, none shown");
            server.awaitLog("client showed no certificate");
        }
    }

    @Test
    void explainsWhatTheTwoHaveNotInCommon() throws Exception {
        try (RunningServe server = RunningServe.start(state(), "--groups", "x25519")) {
            CommandRun groups = server.connect("--groups", "x448");
            CommandRun protocols = server.connect("--alpn", "spdy", "--json");

            assertThat(groups.exitCode()).isEqualTo(1);
            assertThat(groups.err()).contains("handshake_failure");
            server.awaitLog("no group for the key exchange in common");
            assertThat(protocols.exitCode()).isEqualTo(1);
            assertThat(protocols.out()).contains("\"alert\": \"no_application_protocol\"");
            // It serves others all the same.
            assertThat(server.connect().exitCode()).isZero();
        }
    }

    @Test
    void knowsAServerWithoutTls() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Thread.ofVirtual().start(() -> answer(plain, "HTTP/1.1 400 Bad Request\r\n\r\n"));

            CommandRun client = CommandRun.of("connect", "127.0.0.1:" + plain.getLocalPort());

            assertThat(client.exitCode()).isEqualTo(1);
            assertThat(client.err()).contains("not a TLS record", "right port?");
        }
    }

    private static void answer(ServerSocket server, String text) {
        try (Socket client = server.accept()) {
            OutputStream out = client.getOutputStream();
            out.write(text.getBytes(StandardCharsets.US_ASCII));
            client.shutdownOutput();
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // The client says what it saw.
        }
    }

    @Test
    void givesUpOnASilentServer() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            CommandRun client =
                    CommandRun.of(
                            "connect", "127.0.0.1:" + silent.getLocalPort(), "--timeout", "1");

            assertThat(client.exitCode()).isEqualTo(1);
            assertThat(client.err()).contains("the handshake took too long");
        }
    }

    @Test
    void cannotConnect() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            free = socket.getLocalPort();
        }
        CommandRun refused = CommandRun.of("connect", "127.0.0.1:" + free);
        CommandRun unknown = CommandRun.of("connect", "nosuch.invalid");
        CommandRun json = CommandRun.of("connect", "127.0.0.1:" + free, "--json");

        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err().lines()).hasSize(1).first().asString().contains("refused");
        assertThat(unknown.exitCode()).isEqualTo(3);
        assertThat(unknown.err().lines()).hasSize(1).first().asString().contains("Unknown host");
        assertThat(json.exitCode()).isEqualTo(3);
        assertThat(json.out()).contains("\"error\": \"NO_CONNECTION\"", "\"exitCode\": 3");
    }
}
