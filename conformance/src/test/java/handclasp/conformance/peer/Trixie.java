package handclasp.conformance.peer;

import handclasp.testkit.Peers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Debian 13 in a folder, for programs newer than the machine's. {@code bash .ci/run trixie} makes it in
 * {@code ${XDG_CACHE_HOME:-~/.cache}/handclasp-ci/trixie}; {@code HANDCLASP_TRIXIE} names another
 * place. Its programs run by its own loader with its own libraries: that needs no root, and they see
 * the machine's files.
 */
final class Trixie {
    private Trixie() {}

    /** How to call a program of it, or the end of this test. */
    static List<String> require(String program) {
        Path root = root();
        Path file = root.resolve("usr/bin").resolve(program);
        Optional<Path> loader = find(root.resolve("usr/lib"), "*-linux-*/ld-linux*.so.*");
        if (!Files.isExecutable(file) || loader.isEmpty()) {
            throw Peers.missing(
                    "%s of Debian 13: bash .ci/run trixie (HANDCLASP_TRIXIE names its place)"
                            .formatted(program));
        }
        List<String> command = new ArrayList<>(List.of(loader.get().toString(), "--library-path"));
        command.add(loader.get().getParent().toString());
        command.add(file.toString());
        return command;
    }

    private static Path root() {
        String named = System.getenv("HANDCLASP_TRIXIE");
        if (named != null) {
            return Path.of(named);
        }
        String cache = System.getenv("XDG_CACHE_HOME");
        Path folder =
                cache != null ? Path.of(cache) : Path.of(System.getProperty("user.home"), ".cache");
        return folder.resolve("handclasp-ci/trixie");
    }

    /** The first file that two globs, of a folder and a file in it, match. */
    private static Optional<Path> find(Path parent, String globs) {
        List<String> glob = Arrays.asList(globs.split("/"));
        try {
            for (Path folder : list(parent, glob.getFirst())) {
                List<Path> found = list(folder, glob.getLast());
                if (!found.isEmpty()) {
                    return Optional.of(found.getFirst());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.empty();
    }

    private static List<Path> list(Path folder, String glob) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
            List<Path> list = new ArrayList<>();
            files.forEach(list::add);
            list.sort(null);
            return list;
        }
    }
}
