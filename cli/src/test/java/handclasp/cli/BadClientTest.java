package handclasp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** No client can stop {@code serve}, or make it print a stack trace. */
@Timeout(120)
class BadClientTest {
    @TempDir private Path state;

    @Test
    void survivesWhatIsNoTls() throws Exception {
        Random random = new Random(3);
        byte[] noise = new byte[10_000];
        random.nextBytes(noise);
        byte[] hello = {22, 3, 1, 0, 5, 1, 0, 0, 1, 0};
        try (RunningServe server = RunningServe.start(state)) {
            send(server, new byte[0]);
            send(server, "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            send(server, noise);
            send(server, hello);
            send(server, new byte[] {22, 3, 1, 0x40});
            reset(server);

            server.awaitLog("#5 127.0.0.1");
            assertThat(server.connect().exitCode()).isZero();
            assertThat(server.out()).contains("refused: the first bytes are not a TLS record");
            assertThat(server.out().lines().filter(line -> line.matches(".* (refused|failed): .*")))
                    .hasSizeGreaterThanOrEqualTo(4);
        }
    }

    @Test
    void servesManyAtOnce() throws Exception {
        try (RunningServe server = RunningServe.start(state)) {
            List<Socket> idle = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                idle.add(new Socket(InetAddress.getByName("127.0.0.1"), server.port()));
            }

            assertThat(server.connect().exitCode()).isZero();

            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    private static void send(RunningServe server, byte[] bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), server.port())) {
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            socket.setSoTimeout(20_000);
            while (socket.getInputStream().read() >= 0) {
                // Until the server has had enough.
            }
        } catch (java.net.SocketException e) {
            // It did not wait for all of it.
        }
    }

    private static void reset(RunningServe server) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), server.port())) {
            socket.setSoLinger(true, 0);
        }
    }
}
