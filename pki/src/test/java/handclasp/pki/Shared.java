package handclasp.pki;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The vectors and programs that tests need from outside the project; without one its test is skipped and says so, or
 * fails where they are required. As the test kit has it, which this module cannot use: the test kit uses this module.
 */
final class Shared {
    private Shared() {}

    static Path require(String path) {
        String named = System.getProperty("handclasp.shared");
        Path root =
                Path.of(System.getProperty("handclasp.root", "..")).toAbsolutePath().normalize();
        Path file = (named == null ? root.resolveSibling("shared") : Path.of(named)).resolve(path);
        if (!Files.exists(file)) {
            throw missing("shared/" + path + ": -Dhandclasp.shared=FOLDER names its place");
        }
        return file;
    }

    static RuntimeException missing(String need) {
        if ("required".equals(System.getProperty("handclasp.peers"))) {
            return fail("needs " + need + " (-Dhandclasp.peers=required)");
        }
        return abort("needs " + need);
    }
}
