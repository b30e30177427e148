package handclasp.cli.option;

import handclasp.cli.report.KeyLogFile;
import handclasp.cli.text.TextStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How closely the user wants to look, and where things are kept. */
public final class ObservationOptions {
    @Option(
            names = {"-v", "--verbose"},
            description = "Show every handshake message with its length and fields.")
    private boolean verbose;

    @Option(
            names = "--keylog",
            paramLabel = "FILE",
            description =
                    "Append the secrets of each connection (RFC 9850), for Wireshark. Whoever has"
                            + " the file can read the connections.")
    private @Nullable Path keyLog;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description =
                    "Where the development authority is kept; by default in your data folder:"
                            + " ~/.local/share/handclasp on Linux.")
    private @Nullable Path state;

    @Option(
            names = "--show-secrets",
            description =
                    "Print how the keys come about: premaster and master secret, MAC keys, keys and"
                            + " IVs of both directions, or the traffic secrets of TLS 1.3. For"
                            + " loopback addresses only.")
    private boolean showSecrets;

    /** Whether secrets are to be printed; only ever for loopback addresses. */
    public boolean showSecrets() {
        return showSecrets;
    }

    public boolean verbose() {
        return verbose;
    }

    /** The state folder, absolute; it may not exist. */
    public Path state() {
        return (state == null ? StateFolder.standard() : state).toAbsolutePath().normalize();
    }

    /** Whether the state folder is another than usual. */
    public boolean namesState() {
        return state != null;
    }

    /**
     * The key log, if one is wanted; warns the user about it.
     *
     * @throws CommandFailure if it cannot be written
     */
    public Optional<KeyLogFile> openKeyLog(TextStream warnings) {
        if (keyLog == null) {
            return Optional.empty();
        }
        try {
            KeyLogFile file = KeyLogFile.open(keyLog, warnings::line);
            warnings.line(
                    warnings.yellow("Warning: ")
                            + "the secrets of every connection go to "
                            + keyLog
                            + "; whoever has that file can read them all.");
            return Optional.of(file);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "The key log " + keyLog + " cannot be written: " + FileProblem.words(e) + ".",
                    e);
        }
    }
}
