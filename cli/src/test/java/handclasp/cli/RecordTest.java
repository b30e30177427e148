package handclasp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.inspector.Event;
import handclasp.inspector.InvalidRecording;
import handclasp.inspector.Recording;
import handclasp.inspector.Recording.End;
import handclasp.inspector.RecordingJson;
import java.io.IOException;
import java.io.StringReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code --record} of both commands. */
@Timeout(120)
class RecordTest {
    private static final byte[] GET = "GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir private Path folder;

    @Test
    void bothEndsWriteTheSameMessages() throws Exception {
        Path file = folder.resolve("client.json");
        Files.writeString(file, "old");
        try (RunningServe server = start()) {
            CommandRun client = server.connectWith(GET, "--record", file.toString());

            assertThat(client.exitCode()).as(client.err()).isZero();
            assertThat(Files.getPosixFilePermissions(file))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            Recording ours = read(file);
            Recording theirs = read(only());
            assertThat(ours.end()).isEqualTo(End.COMPLETED);
            assertThat(theirs.end()).isEqualTo(End.COMPLETED);
            assertThat(ours.messages())
                    .extracting(Event.Message::hex)
                    .isEqualTo(theirs.messages().stream().map(Event.Message::hex).toList());
            assertThat(client.out()).contains("Your handshake", "9 messages in 4 flights");
        }
    }

    @Test
    void writesFailedHandshakesToo() throws Exception {
        Path file = folder.resolve("client.json");
        try (RunningServe server = start("--groups", "secp384r1")) {
            CommandRun client = server.connect("--groups", "x25519", "--record", file.toString());

            assertThat(client.exitCode()).isEqualTo(1);
            assertThat(read(file).failure().orElseThrow().alert()).contains("handshake_failure");
            server.awaitLog("refused: ");
            Recording theirs = read(only());
            assertThat(theirs.end()).isEqualTo(End.FAILED);
            assertThat(theirs.failure().orElseThrow().error()).isEqualTo("GROUP");
        }
    }

    @Test
    void recordsWhoeverLeavesInTheMiddle() throws Exception {
        try (RunningServe server = start()) {
            try (Socket socket = new Socket("localhost", server.port())) {
                socket.getOutputStream().write(new byte[] {22, 3, 1, 0, 100, 1});
            }
            server.awaitLog("failed: ");
            assertThat(read(only()).end()).isEqualTo(End.FAILED);
        }
    }

    @Test
    void saysWhatItCannotWrite() throws Exception {
        Path nowhere = folder.resolve("none/file.json");

        CommandRun client = CommandRun.of("connect", "localhost:1", "--record", nowhere.toString());
        CommandRun inFolder = CommandRun.of("connect", "localhost:1", "--record", "" + folder);

        assertThat(client.exitCode()).isEqualTo(2);
        assertThat(client.err())
                .contains("The recording " + nowhere + " cannot be written: there is no");
        assertThat(inFolder.err()).contains("name a file in it");
    }

    @Test
    void recordsEvenWhereNobodyAnswers() throws Exception {
        Path file = folder.resolve("client.json");

        CommandRun client = CommandRun.of("connect", "localhost:1", "--record", file.toString());

        assertThat(client.exitCode()).isEqualTo(3);
        assertThat(read(file).end()).isEqualTo(End.UNFINISHED);
        assertThat(files(folder)).containsExactly(file);
    }

    private RunningServe start(String... more) throws InterruptedException {
        String[] record = {"--record", folder.resolve("recordings").toString()};
        return RunningServe.start(
                folder.resolve("state"),
                Stream.of(record, more).flatMap(Stream::of).toArray(String[]::new));
    }

    private Path only() throws IOException {
        List<Path> files = files(folder.resolve("recordings"));
        assertThat(files).hasSize(1);
        return files.getFirst();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static Recording read(Path file) throws IOException, InvalidRecording {
        return RecordingJson.read(new StringReader(Files.readString(file)));
    }
}
