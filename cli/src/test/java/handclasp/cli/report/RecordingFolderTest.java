package handclasp.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import handclasp.cli.option.CommandFailure;
import handclasp.inspector.Event;
import handclasp.inspector.Recording;
import handclasp.inspector.Recording.Omitted;
import handclasp.inspector.RecordingJson;
import handclasp.tls.Role;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingFolderTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00.123456Z");

    @TempDir private Path parent;
    private final List<String> complaints = new ArrayList<>();

    private Path folder() {
        return parent.resolve("a/b");
    }

    @Test
    void writesFilesForTheirOwnerAlone() throws Exception {
        RecordingFolder recordings = RecordingFolder.open(folder(), 10, complaints::add);

        recordings.write(recording(0), 7);

        assertThat(names()).containsExactly("handshake-20261124T120000.123Z-000007.json");
        Path file = folder().resolve(names().getFirst());
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(folder()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(RecordingJson.read(new StringReader(Files.readString(file))))
                .isEqualTo(recording(0));
    }

    @Test
    void keepsTheNewestAndWhatIsNotItsOwn() throws IOException {
        Files.createDirectories(folder());
        Files.writeString(folder().resolve("notes.json"), "mine");
        RecordingFolder first = RecordingFolder.open(folder(), 3, complaints::add);
        first.write(recording(0), 1);
        first.write(recording(1), 2);
        RecordingFolder second = RecordingFolder.open(folder(), 3, complaints::add);
        second.write(recording(2), 1);
        second.write(recording(3), 2);

        assertThat(names())
                .containsExactly(
                        "handshake-20261124T120001.123Z-000002.json",
                        "handshake-20261124T120002.123Z-000001.json",
                        "handshake-20261124T120003.123Z-000002.json",
                        "notes.json");
    }

    @Test
    void overwritesNothing() throws IOException {
        RecordingFolder one = RecordingFolder.open(folder(), 10, complaints::add);
        RecordingFolder other = RecordingFolder.open(folder(), 10, complaints::add);
        one.write(recording(0), 1);
        String before = Files.readString(folder().resolve(names().getFirst()));
        other.write(new Recording(Role.CLIENT, NOON, List.of(), Omitted.NOTHING), 1);

        assertThat(names())
                .containsExactly(
                        "handshake-20261124T120000.123Z-000001.1.json",
                        "handshake-20261124T120000.123Z-000001.json");
        assertThat(folder().resolve(names().getLast())).hasContent(before);
    }

    @Test
    void complainsOnceAndGoesOn() throws IOException {
        RecordingFolder recordings = RecordingFolder.open(folder(), 10, complaints::add);
        Files.delete(folder());
        recordings.write(recording(0), 1);
        recordings.write(recording(1), 2);

        assertThat(complaints).hasSize(1);
        assertThat(complaints.getFirst()).contains("could not be written to " + folder());
    }

    @Test
    void refusesWhatIsNoFolder() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "");

        assertThatThrownBy(() -> RecordingFolder.open(file, 10, complaints::add))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("Recordings cannot be kept in " + file);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Recording recording(int second) {
        return new Recording(
                Role.SERVER,
                NOON.plusSeconds(second),
                List.of(new Event.Settled(0, "version", "TLS 1.3")),
                Omitted.NOTHING);
    }
}
