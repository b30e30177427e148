package handclasp.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateFolderTest {
    @Test
    void isInTheUsersDataFolder() {
        assertThat(StateFolder.standard(Map.of(), "Linux", "/home/a"))
                .isEqualTo(Path.of("/home/a/.local/share/handclasp"));
        assertThat(StateFolder.standard(Map.of("XDG_DATA_HOME", "/data"), "Linux", "/home/a"))
                .isEqualTo(Path.of("/data/handclasp"));
        assertThat(StateFolder.standard(Map.of(), "Mac OS X", "/Users/a"))
                .isEqualTo(Path.of("/Users/a/Library/Application Support/handclasp"));
        assertThat(StateFolder.standard(Map.of("LOCALAPPDATA", "/l"), "Windows 11", "/u"))
                .isEqualTo(Path.of("/l/handclasp"));
        assertThat(StateFolder.standard(Map.of(), "Windows 11", "/u"))
                .isEqualTo(Path.of("/u/AppData/Local/handclasp"));
    }

    @Test
    void ignoresRelativeAndEmptyDataFolders() {
        assertThat(StateFolder.standard(Map.of("XDG_DATA_HOME", "data"), "Linux", "/home/a"))
                .isEqualTo(Path.of("/home/a/.local/share/handclasp"));
        assertThat(StateFolder.standard(Map.of("XDG_DATA_HOME", ""), "Linux", "/home/a"))
                .isEqualTo(Path.of("/home/a/.local/share/handclasp"));
    }
}
