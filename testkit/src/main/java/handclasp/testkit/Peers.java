package handclasp.testkit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Other people's programs that tests talk to. A missing one skips the test and says how to get it;
 * with {@code -Dhandclasp.peers=required}, as in CI, it fails the test instead.
 */
public final class Peers {

    private Peers() {}

    /**
     * The program's path, or the end of this test.
     *
     * @param command the program's name on the PATH, such as {@code gnutls-cli}
     * @param debianPackage the package that brings it, such as {@code gnutls-bin}
     * @return an executable file
     */
    public static Path require(String command, String debianPackage) {
        return find(command)
                .orElseThrow(() -> missing(command + ": apt-get install " + debianPackage));
    }

    /**
     * Looks a program up on the PATH.
     *
     * @param command the program's name
     * @return its path, or empty if it is not installed
     */
    public static Optional<Path> find(String command) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, command))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /**
     * Ends this test for want of something from outside the project: skipped, or failed where peers
     * are required.
     *
     * @param need what is missing and how to get it, such as {@code "X: apt-get install Y"}
     * @return never; a return type only so that callers can write {@code throw missing(...)}
     */
    public static RuntimeException missing(String need) {
        if ("required".equals(System.getProperty("handclasp.peers"))) {
            return Assertions.fail("needs " + need + " (-Dhandclasp.peers=required)");
        }
        return Assumptions.abort("needs " + need);
    }
}
