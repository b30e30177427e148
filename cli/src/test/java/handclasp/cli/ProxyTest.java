package handclasp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve --proxy} before a plain service. */
@Timeout(120)
class ProxyTest {
    @TempDir private Path state;

    @Test
    void carriesTheEndOfEachDirection() throws Exception {
        try (ServerSocket backend = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
                RunningServe server = start(backend.getLocalPort())) {
            CompletableFuture<String> seen =
                    CompletableFuture.supplyAsync(() -> answerAfterTheEnd(backend));

            CommandRun client = server.connectWith("question".getBytes());

            assertThat(seen.get()).isEqualTo("question");
            assertThat(client.out()).isEqualTo("answer to the end");
            assertThat(client.exitCode()).as(client.err()).isZero();
        }
    }

    /** Reads all there is before it answers, which needs the client's end to come through. */
    private static String answerAfterTheEnd(ServerSocket backend) {
        try (Socket socket = backend.accept()) {
            byte[] question = socket.getInputStream().readAllBytes();
            socket.getOutputStream().write("answer to the end".getBytes());
            return new String(question, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void passesABreakOnAsABreak() throws Exception {
        try (ServerSocket backend = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
                RunningServe server = start(backend.getLocalPort())) {
            Thread.ofVirtual().start(() -> breakOff(backend));

            CommandRun client = CommandRun.withInput(new NeverEnding(), server.connectArgs());

            assertThat(client.exitCode()).isEqualTo(1);
            assertThat(client.out()).isEqualTo("half an ans");
            assertThat(client.err()).contains("Failed: ");
        }
    }

    private static void breakOff(ServerSocket backend) {
        try (Socket socket = backend.accept()) {
            socket.getOutputStream().write("half an ans".getBytes());
            Thread.sleep(300);
            socket.setSoLinger(true, 0);
        } catch (IOException | InterruptedException e) {
            // The client says what it saw.
        }
    }

    /** A person who does not type. */
    private static final class NeverEnding extends InputStream {
        @Override
        public int read() throws IOException {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return -1;
        }
    }

    @Test
    void saysThatTheServiceIsDownAndGoesOn() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            free = socket.getLocalPort();
        }
        try (RunningServe server = start(free)) {
            CommandRun first = server.connectWith("x".getBytes());
            CommandRun second = server.connectWith("x".getBytes());

            assertThat(first.out() + second.out()).isEmpty();
            server.awaitLog("#2 127.0.0.1");
            server.awaitLog("the service behind, 127.0.0.1:" + free + ", cannot be reached");
        }
    }

    private RunningServe start(int backend) throws InterruptedException {
        return RunningServe.start(state, "--proxy", "127.0.0.1:" + backend);
    }
}
