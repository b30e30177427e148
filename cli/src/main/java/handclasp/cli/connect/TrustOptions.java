package handclasp.cli.connect;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whom the client believes. */
final class TrustOptions {
    @Option(
            names = {"--cacert", "--ca"},
            paramLabel = "FILE",
            description =
                    "PEM file of the authorities to trust instead of those this Java knows. The"
                            + " development authority is trusted for localhost in any case.")
    private @Nullable Path authorities;

    @Option(
            names = "--servername",
            paramLabel = "NAME",
            description = "Ask for this name and verify it, instead of HOST.")
    private @Nullable String serverName;

    @Option(
            names = "--insecure",
            description = "Accept any certificate, and say what is wrong with it.")
    private boolean insecure;

    Optional<Path> authorities() {
        return Optional.ofNullable(authorities);
    }

    Optional<String> serverName() {
        return Optional.ofNullable(serverName);
    }

    boolean insecure() {
        return insecure;
    }
}
