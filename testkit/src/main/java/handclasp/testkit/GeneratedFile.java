package handclasp.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of the repository that a test makes: it fails where the file is not what the code says, and writes it with
 * {@code -Dhandclasp.update=true}.
 */
public final class GeneratedFile {
    private GeneratedFile() {}

    /**
     * Compares, or writes if told to.
     *
     * @param path relative to the project's root, such as {@code docs/states.md}
     */
    public static void check(String path, String content) {
        Path file = root().resolve(path);
        try {
            if (Boolean.getBoolean("handclasp.update")) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, content);
                return;
            }
            String there = Files.exists(file) ? Files.readString(file) : "";
            if (!there.equals(content)) {
                throw new AssertionError(
                        path
                                + " is not what the code says; look at the difference, then run the test with"
                                + " -Dhandclasp.update=true. The code says:\n"
                                + content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The project's root: Maven names it; elsewhere (an IDE) it is the nearest folder with .mvn. */
    public static Path root() {
        String named = System.getProperty("handclasp.root");
        Path start = Path.of(named != null ? named : "").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(".mvn"))) {
                return folder;
            }
        }
        return start;
    }
}
