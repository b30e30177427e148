package handclasp.inspector.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import handclasp.inspector.Recording;
import handclasp.inspector.Recording.End;
import handclasp.inspector.RecordingJson;
import handclasp.testkit.TestAuthority;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.TlsException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample of docs/recording.md is this code, and it runs. */
class RecordingSampleTest {
    private static final Path ROOT = Path.of(System.getProperty("handclasp.root"));
    private static final String MARK = "// recording\\.md\n";

    @TempDir private Path folder;

    @Test
    void theManualShowsIt() throws Exception {
        Path source =
                ROOT.resolve(
                        "inspector/src/test/java/handclasp/inspector/sample/RecordingSample.java");

        String code = Files.readString(source).split(MARK)[1].stripIndent();

        assertThat(Files.readString(ROOT.resolve("docs/recording.md")))
                .contains("```java\n" + code + "```");
    }

    /** A handshake that fails is recorded, too. */
    @Test
    void itRecords() throws Exception {
        ClientConfiguration configuration =
                ClientConfiguration.builder().verifier(TestAuthority.create().verifier()).build();
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = Thread.startVirtualThread(() -> answerWithoutTls(listener));
            assertThatThrownBy(
                            () ->
                                    RecordingSample.record(
                                            configuration,
                                            "localhost",
                                            listener.getLocalPort(),
                                            folder))
                    .isInstanceOf(TlsException.class);
            server.join();
        }

        try (Reader json = Files.newBufferedReader(folder.resolve("handshake.json"))) {
            Recording recording = RecordingJson.read(json);
            assertThat(recording.end()).isEqualTo(End.FAILED);
            assertThat(recording.messages()).isNotEmpty();
        }
        assertThat(folder.resolve("handshake.html")).content().contains("ClientHello");
    }

    private static void answerWithoutTls(ServerSocket listener) {
        try (Socket socket = listener.accept()) {
            socket.getInputStream().read();
            socket.getOutputStream().write("220 no TLS here\r\n".getBytes());
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        } catch (java.io.IOException e) {
            // The client says what it made of it.
        }
    }
}
