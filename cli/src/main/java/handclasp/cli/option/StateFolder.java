package handclasp.cli.option;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where the development authority lives from one run to the next. */
public final class StateFolder {
    private StateFolder() {}

    /** The user's data folder for Handclasp on this machine. */
    public static Path standard() {
        return standard(
                System.getenv(), System.getProperty("os.name"), System.getProperty("user.home"));
    }

    static Path standard(Map<String, String> environment, String system, String home) {
        String lower = system.toLowerCase(Locale.ROOT);
        if (lower.startsWith("windows")) {
            Path local =
                    folder(environment, "LOCALAPPDATA")
                            .orElseGet(() -> Path.of(home, "AppData", "Local"));
            return local.resolve("handclasp");
        }
        if (lower.startsWith("mac")) {
            return Path.of(home, "Library", "Application Support", "handclasp");
        }
        // The XDG Base Directory Specification has relative paths ignored.
        return folder(environment, "XDG_DATA_HOME")
                .filter(Path::isAbsolute)
                .orElseGet(() -> Path.of(home, ".local", "share"))
                .resolve("handclasp");
    }

    private static Optional<Path> folder(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable))
                .filter(value -> !value.isEmpty())
                .map(Path::of);
    }
}
