package handclasp.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import handclasp.cli.option.CommandFailure;
import handclasp.inspector.Recording;
import handclasp.inspector.Recording.Omitted;
import handclasp.inspector.RecordingJson;
import handclasp.tls.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingFileTest {
    private static final Recording RECORDING =
            new Recording(Role.CLIENT, Instant.EPOCH, List.of(), Omitted.NOTHING);

    @TempDir private Path folder;

    /** A signal that ends the program during the handshake finds nothing to leave behind. */
    @Test
    void standsNowhereUntilItIsWritten() throws IOException {
        Path file = folder.resolve("a.json");
        RecordingFile recording = RecordingFile.open(file);
        assertThat(files()).isEmpty();

        recording.write(RECORDING);

        assertThat(files()).containsExactly(file);
        assertThat(file).hasContent(RecordingJson.write(RECORDING));
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void leavesNoDraftWhereTheFileCannotBeReplaced() throws IOException {
        Path file = folder.resolve("a.json");
        RecordingFile recording = RecordingFile.open(file);
        Files.createDirectory(file);
        Files.createFile(file.resolve("in the way"));

        assertThatThrownBy(() -> recording.write(RECORDING)).isInstanceOf(CommandFailure.class);

        assertThat(files()).containsExactly(file);
    }

    @Test
    void replacesASymbolicLinkAndLeavesWhatItPointsTo() throws IOException {
        Path target = Files.writeString(folder.resolve("target"), "mine");
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);

        RecordingFile.open(link).write(RECORDING);

        assertThat(target).hasContent("mine");
        assertThat(Files.isSymbolicLink(link)).isFalse();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
