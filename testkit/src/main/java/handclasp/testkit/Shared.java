package handclasp.testkit;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The reference files that lie beside the checkout (RFC texts, vectors): the folder {@code
 * -Dhandclasp.shared} names, else {@code shared} next to the project's root. A test that needs an
 * absent file is skipped, or fails where peers are required.
 */
public final class Shared {

    private Shared() {}

    /**
     * A reference file or folder, or the end of this test.
     *
     * @param path relative to the shared folder, such as {@code "vectors/rfc8448.txt"}
     * @return an existing file or folder
     */
    public static Path require(String path) {
        Path file = folder().resolve(path);
        if (Files.exists(file)) {
            return file;
        }
        throw Peers.missing("shared/%s: -Dhandclasp.shared=FOLDER names its place".formatted(path));
    }

    private static Path folder() {
        String named = System.getProperty("handclasp.shared");
        return named != null ? Path.of(named) : GeneratedFile.root().resolveSibling("shared");
    }
}
