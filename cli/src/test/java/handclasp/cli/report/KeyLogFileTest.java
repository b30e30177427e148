package handclasp.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyLogFileTest {
    @TempDir private Path folder;

    @Test
    void appendsLinesForItsOwnerOnly() throws IOException {
        Path file = folder.resolve("keys");
        Files.writeString(file, "old line\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        try (KeyLogFile log = KeyLogFile.open(file, complaint -> {})) {
            log.log("SERVER_TRAFFIC_SECRET_0", new byte[] {1, 2}, new byte[] {(byte) 0xab});
            log.log("EXPORTER_SECRET", new byte[] {3}, new byte[] {4});
        }

        assertThat(file)
                .content()
                .isEqualTo("old line\nSERVER_TRAFFIC_SECRET_0 0102 ab\nEXPORTER_SECRET 03 04\n");
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void makesTheFileForItsOwnerOnly() throws IOException {
        Path file = folder.resolve("new");

        KeyLogFile.open(file, complaint -> {}).close();

        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void complainsOnceAndGoesOn() throws IOException {
        List<String> complaints = new ArrayList<>();
        KeyLogFile log = KeyLogFile.open(folder.resolve("keys"), complaints::add);
        log.close();

        log.log("A", new byte[1], new byte[1]);
        log.log("A", new byte[1], new byte[1]);

        assertThat(complaints).hasSize(1);
    }
}
