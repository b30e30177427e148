package handclasp.cli.serve;

import handclasp.tls.ClientAuthentication;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Whether clients must say who they are. */
final class ClientAuthenticationOptions {
    @Option(
            names = "--client-auth",
            paramLabel = "none|want|need",
            defaultValue = "none",
            converter = Mode.class,
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

    static final class Mode implements ITypeConverter<ClientAuthentication> {
        @Override
        public ClientAuthentication convert(String name) {
            return Arrays.stream(ClientAuthentication.values())
                    .filter(mode -> mode.name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new TypeConversionException(
                                            "'" + name + "' is not one of none, want, need."));
        }
    }
}
