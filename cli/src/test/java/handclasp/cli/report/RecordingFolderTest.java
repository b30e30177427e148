package handclasp.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import handclasp.cli.option.CommandFailure;
import handclasp.cli.report.RecordingFolder.Room;
import handclasp.inspector.Event;
import handclasp.inspector.Recording;
import handclasp.inspector.Recording.Omitted;
import handclasp.inspector.RecordingJson;
import handclasp.tls.Role;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingFolderTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00.123456Z");

    private static final Room TEN = new Room(10, 1 << 20);

    @TempDir private Path parent;
    private final List<String> complaints = new ArrayList<>();

    private Path folder() {
        return parent.resolve("a/b");
    }

    @Test
    void writesFilesForTheirOwnerAlone() throws Exception {
        RecordingFolder recordings = RecordingFolder.open(folder(), TEN, complaints::add);

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
        RecordingFolder first =
                RecordingFolder.open(folder(), new Room(3, 1 << 20), complaints::add);
        first.write(recording(0), 1);
        first.write(recording(1), 2);
        RecordingFolder second =
                RecordingFolder.open(folder(), new Room(3, 1 << 20), complaints::add);
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
    void keepsNoMoreBytesThanItMay() throws IOException {
        int length = RecordingJson.write(recording(0)).length() + 1;
        RecordingFolder first =
                RecordingFolder.open(folder(), new Room(100, 3L * length), complaints::add);
        for (int second = 0; second < 5; second++) {
            first.write(recording(second), second);
        }

        assertThat(names())
                .containsExactly(
                        "handshake-20261124T120002.123Z-000002.json",
                        "handshake-20261124T120003.123Z-000003.json",
                        "handshake-20261124T120004.123Z-000004.json");

        // What was there before counts, too.
        RecordingFolder second =
                RecordingFolder.open(folder(), new Room(100, 2L * length), complaints::add);
        second.write(recording(5), 5);
        assertThat(names())
                .containsExactly(
                        "handshake-20261124T120004.123Z-000004.json",
                        "handshake-20261124T120005.123Z-000005.json");
        assertThat(complaints).isEmpty();
    }

    @Test
    void deletesLaterWhatItCannotDeleteNow() throws IOException {
        BadDisk disk = new BadDisk();
        RecordingFolder recordings =
                RecordingFolder.open(folder(), new Room(2, 1 << 20), disk, complaints::add);
        recordings.write(recording(0), 0);
        recordings.write(recording(1), 1);
        disk.keeps = "-000000.json";
        recordings.write(recording(2), 2);
        recordings.write(recording(3), 3);

        // It counts as long as it is there, and the others make room.
        assertThat(names())
                .containsExactly(
                        "handshake-20261124T120000.123Z-000000.json",
                        "handshake-20261124T120003.123Z-000003.json");
        assertThat(complaints).hasSize(1);

        disk.keeps = "none";
        recordings.write(recording(4), 4);
        assertThat(names())
                .containsExactly(
                        "handshake-20261124T120003.123Z-000003.json",
                        "handshake-20261124T120004.123Z-000004.json");
    }

    @Test
    void leavesNoHalfOfARecording() throws IOException {
        for (boolean onClose : new boolean[] {false, true}) {
            BadDisk disk = new BadDisk();
            RecordingFolder recordings = RecordingFolder.open(folder(), TEN, disk, complaints::add);
            disk.isFull = !onClose;
            disk.isFullOnClose = onClose;
            recordings.write(recording(0), 0);

            assertThat(names()).isEmpty();
            assertThat(complaints.removeFirst()).contains("no space left");
        }
    }

    @Test
    void comesBackToTheHalvesThatItCouldNotDelete() throws IOException {
        BadDisk disk = new BadDisk();
        RecordingFolder recordings = RecordingFolder.open(folder(), TEN, disk, complaints::add);
        disk.isFull = true;
        disk.keeps = ".json";
        for (int i = 0; i < 10; i++) {
            recordings.write(recording(i), i);
        }
        assertThat(names()).hasSizeLessThanOrEqualTo(3);

        disk.isFull = false;
        disk.keeps = "none";
        recordings.write(recording(10), 10);
        assertThat(names()).containsExactly("handshake-20261124T120010.123Z-000010.json");
    }

    /** A disk that has no room, or lets some files not be deleted. */
    private static final class BadDisk implements RecordingFolder.Disk {
        private boolean isFull;
        private boolean isFullOnClose;
        private String keeps = "none";

        @Override
        public WritableByteChannel create(Path file) throws IOException {
            Files.createFile(file);
            WritableByteChannel there = Files.newByteChannel(file, StandardOpenOption.WRITE);
            return new WritableByteChannel() {
                @Override
                public int write(ByteBuffer bytes) throws IOException {
                    if (isFull) {
                        bytes.limit(bytes.position() + 10);
                        there.write(bytes);
                        throw new IOException("no space left");
                    }
                    return there.write(bytes);
                }

                @Override
                public boolean isOpen() {
                    return there.isOpen();
                }

                @Override
                public void close() throws IOException {
                    there.close();
                    if (isFullOnClose) {
                        throw new IOException("no space left");
                    }
                }
            };
        }

        @Override
        public void delete(Path file) throws IOException {
            if (file.toString().endsWith(keeps)) {
                throw new IOException("not permitted");
            }
            Files.deleteIfExists(file);
        }
    }

    @Test
    void overwritesNothing() throws IOException {
        RecordingFolder one = RecordingFolder.open(folder(), TEN, complaints::add);
        RecordingFolder other = RecordingFolder.open(folder(), TEN, complaints::add);
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
        RecordingFolder recordings = RecordingFolder.open(folder(), TEN, complaints::add);
        Files.delete(folder());
        recordings.write(recording(0), 1);
        recordings.write(recording(1), 2);

        assertThat(complaints).hasSize(1);
        assertThat(complaints.getFirst()).contains("could not be written to " + folder());
    }

    @Test
    void refusesWhatIsNoFolder() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "");

        assertThatThrownBy(() -> RecordingFolder.open(file, TEN, complaints::add))
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
