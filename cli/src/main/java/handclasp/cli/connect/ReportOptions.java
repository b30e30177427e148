package handclasp.cli.connect;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the report looks. */
final class ReportOptions {
    @Option(
            names = "--json",
            description =
                    "Print the report as JSON on standard output and transfer no data. Keys:"
                            + " format, target, handshake, trust, certificates, failure.")
    private boolean json;

    @Option(names = "--showcerts", description = "Show the certificates themselves (PEM) too.")
    private boolean showCertificates;

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description =
                    "Write all that happens in the handshake, failed or not, to this file as JSON;"
                            + " docs/recording.md says what is in it.")
    private @Nullable Path record;

    @Option(
            names = "--resume",
            description =
                    "Connect again, resume the session, and lay both handshakes side by side; no"
                            + " data is transferred but what --early-data names.")
    private boolean resume;

    @Option(
            names = "--early-data",
            paramLabel = "FILE",
            description =
                    "With --resume: send this file with the second connection's first flight (0-RTT),"
                            + " and print what comes back. Whoever records it can send it again: only"
                            + " for requests that change nothing.")
    private @Nullable Path earlyData;

    Optional<Path> earlyData() {
        return Optional.ofNullable(earlyData);
    }

    boolean resume() {
        return resume;
    }

    boolean json() {
        return json;
    }

    boolean showCertificates() {
        return showCertificates;
    }

    Optional<Path> record() {
        return Optional.ofNullable(record);
    }
}
