package handclasp.cli.serve;

import handclasp.tls.ClientAuthentication;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether clients must say who they are. */
final class ClientAuthenticationOptions {
    @Option(
            names = "--client-auth",
            paramLabel = "none|want|need",
            defaultValue = "NONE",
            description =
                    "Whether clients are asked for a certificate, and whether they must have one;"
                            + " none by default.")
    private ClientAuthentication mode = ClientAuthentication.NONE;

    @Option(
            names = "--client-ca",
            paramLabel = "FILE",
            description =
                    "PEM file of the authorities whose clients are welcome; by default the"
                            + " development authority.")
    private @Nullable Path authorities;

    ClientAuthentication mode() {
        return mode;
    }

    boolean asks() {
        return mode != ClientAuthentication.NONE;
    }

    Optional<Path> authorities() {
        return Optional.ofNullable(authorities);
    }
}
