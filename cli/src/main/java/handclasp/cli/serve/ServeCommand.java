package handclasp.cli.serve;

import handclasp.cli.option.Endpoint;
import handclasp.cli.option.EndpointConverter;
import handclasp.cli.option.ExitCode;
import handclasp.cli.option.HandshakeOptions;
import handclasp.cli.option.IdentityOptions;
import handclasp.cli.option.ListenAddress;
import handclasp.cli.option.ObservationOptions;
import handclasp.cli.text.Terminal;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code handclasp serve}. */
@Command(
        name = "serve",
        header = "Serve over TLS and say what happens in every handshake.",
        description = {
            "",
            "Without DIR, https://localhost:8443/ shows what your own connection negotiated. With"
                    + " DIR, the files in it are served, except those whose names begin with a dot.",
            "",
            "The first start makes a development authority, good for localhost and private names"
                    + " and addresses only, and a certificate from it. The commands that are"
                    + " printed at the start work at once.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  handclasp serve                        what a connection negotiates",
            "  handclasp serve site --listen :9443    the files in ./site",
            "  handclasp serve --proxy localhost:8080 TLS in front of a plain service",
            "  handclasp serve --client-auth need     only clients with a certificate",
            "",
            "Exit codes: 0 stopped by Ctrl-C or SIGTERM, 2 wrong usage, 3 cannot listen, 70 a defect"
                    + " of Handclasp."
        },
        sortOptions = false,
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DIR", arity = "0..1", description = "Folder whose files are served.")
    private @Nullable Path folder;

    @Option(
            names = "--listen",
            paramLabel = "[ADDR]:PORT",
            converter = ListenConverter.class,
            description =
                    "Where to listen. Without ADDR, loopback; * for every address of this machine."
                            + " By default port 8443 or the next free one up to 8452.")
    private @Nullable ListenAddress listen;

    @Option(names = "--echo", description = "Send back what comes instead of speaking HTTP.")
    private boolean echo;

    @Option(
            names = "--proxy",
            paramLabel = "HOST:PORT",
            converter = EndpointConverter.WithPort.class,
            description = "Pass everything on to a service without TLS, and its answers back.")
    private @Nullable Endpoint proxy;

    @Option(
            names = "--record",
            paramLabel = "FOLDER",
            description =
                    "Write each handshake, failed or not, to a file of its own in this folder, as"
                            + " JSON; the newest 1000 are kept, and 64 MiB at most.")
    private @Nullable Path record;

    @Option(
            names = "--tickets",
            paramLabel = "N",
            description =
                    "How many tickets a client of TLS 1.3 gets, to resume with: 0 to 16, by default"
                            + " 2.")
    private @Nullable Integer tickets;

    @Option(
            names = "--early-data",
            paramLabel = "BYTES",
            description =
                    "Take so much early data (0-RTT) from clients that resume: 1 to 65536. It is taken"
                            + " once, and none in the first seconds after the start; but it may have"
                            + " been recorded and sent by another, so not with --proxy, whose service"
                            + " cannot know.")
    private @Nullable Integer earlyData;

    @ArgGroup(validate = false, heading = "%nWho the server is:%n", order = 1)
    private IdentityOptions identity = new IdentityOptions();

    @ArgGroup(validate = false, heading = "%nWho may come:%n", order = 2)
    private ClientAuthenticationOptions clients = new ClientAuthenticationOptions();

    @ArgGroup(validate = false, heading = "%nWhat is negotiated:%n", order = 3)
    private HandshakeOptions handshake = new HandshakeOptions();

    @ArgGroup(validate = false, heading = "%nWhat is shown and kept:%n", order = 4)
    private ObservationOptions observation = new ObservationOptions();

    private final Terminal terminal;

    public ServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Serves until the process is told to end, or the thread is interrupted. */
    @Override
    public Integer call() {
        checkUsage();
        ServerSetup setup =
                new ServerSetup(
                        terminal,
                        purpose(),
                        identity,
                        clients,
                        handshake,
                        observation,
                        Optional.ofNullable(tickets),
                        Optional.ofNullable(earlyData),
                        Optional.ofNullable(record));
        try (Serving serving = setup.prepare(Optional.ofNullable(listen))) {
            terminal.out().lines(serving.greeting());
            serving.start();
            serving.awaitEnd();
            terminal.out().line("Stopped.");
            return ExitCode.FINE;
        }
    }

    private Purpose purpose() {
        if (echo) {
            return new Purpose.Echo();
        }
        if (proxy != null) {
            return new Purpose.Proxy(proxy);
        }
        return folder == null ? new Purpose.ConnectionPage() : new Purpose.Files(folder);
    }

    private void checkUsage() {
        int purposes = (folder == null ? 0 : 1) + (echo ? 1 : 0) + (proxy == null ? 0 : 1);
        if (purposes > 1) {
            throw usage("DIR, --echo and --proxy exclude each other.");
        }
        if (tickets != null && (tickets < 0 || tickets > 16)) {
            throw usage("--tickets is " + tickets + ", not 0 to 16.");
        }
        if (earlyData != null && (earlyData < 1 || earlyData > 65_536)) {
            throw usage("--early-data is " + earlyData + ", not 1 to 65536 bytes.");
        }
        if (earlyData != null && proxy != null) {
            throw usage("--early-data does not go with --proxy.");
        }
        if (clients.authorities().isPresent() && !clients.asks()) {
            throw usage("--client-ca is of use only with --client-auth want or need.");
        }
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    static final class ListenConverter implements ITypeConverter<ListenAddress> {
        @Override
        public ListenAddress convert(String text) {
            try {
                return ListenAddress.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
