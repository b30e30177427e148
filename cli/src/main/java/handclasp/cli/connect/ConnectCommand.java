package handclasp.cli.connect;

import handclasp.cli.option.Endpoint;
import handclasp.cli.option.EndpointConverter;
import handclasp.cli.option.ExitCode;
import handclasp.cli.option.FileProblem;
import handclasp.cli.option.HandshakeOptions;
import handclasp.cli.option.IdentityOptions;
import handclasp.cli.option.ObservationOptions;
import handclasp.cli.report.EventText;
import handclasp.cli.report.Failure;
import handclasp.cli.report.HandshakeReport;
import handclasp.cli.report.KeyLogFile;
import handclasp.cli.report.RecordingFile;
import handclasp.cli.report.ReportJson;
import handclasp.cli.report.ReportText;
import handclasp.cli.show.SecretsSeen;
import handclasp.cli.text.Terminal;
import handclasp.cli.text.TextStream;
import handclasp.cli.text.TransportWords;
import handclasp.inspector.Recorder;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.EarlyData;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.Role;
import handclasp.tls.ServerName;
import handclasp.tls.TlsException;
import handclasp.tls.auth.CredentialSelector;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code handclasp connect}. */
@Command(
        name = "connect",
        header = "Connect by TLS and report on the handshake.",
        description = {
            "",
            "The report goes to standard error: what was negotiated, the server's certificates, and"
                    + " whether and why they are trusted. What the server sends goes to standard"
                    + " output.",
            "",
            "If standard input is a pipe or a file, it is sent, then the sending side is closed,"
                    + " and reading goes on until the server closes. From a terminal nothing is"
                    + " sent unless -i is given.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  handclasp connect example.com",
            "  handclasp connect localhost:8443 --verbose",
            "  handclasp connect localhost:8443 --tls 1.2 --resume",
            "  printf 'GET / HTTP/1.0\\r\\n\\r\\n' | handclasp connect localhost:8443",
            "  handclasp connect shop.test --connect-to 192.168.1.7:8443 --cacert root.pem",
            "",
            "Exit codes: 0 fine, 1 handshake or connection failed, 2 wrong usage, 3 could not"
                    + " connect, 4 server not trusted, 70 a defect of Handclasp, 130 Ctrl-C."
        },
        sortOptions = false,
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true)
public final class ConnectCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "HOST[:PORT]",
            converter = EndpointConverter.class,
            description =
                    "The server; port 443 if none is named. An IPv6 address"
                            + " stands in brackets.")
    private @Nullable Endpoint target;

    @Option(
            names = "--connect-to",
            paramLabel = "HOST:PORT",
            converter = EndpointConverter.WithPort.class,
            description = "Connect to this address, but ask for HOST.")
    private @Nullable Endpoint connectTo;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "Time for connecting and the handshake; ${DEFAULT-VALUE} by default.")
    private int timeout = 10;

    @Option(
            names = {"-i", "--interactive"},
            description = "Send what is typed on the terminal.")
    private boolean interactive;

    @ArgGroup(validate = false, heading = "%nWhom to trust:%n", order = 1)
    private TrustOptions trust = new TrustOptions();

    @ArgGroup(validate = false, heading = "%nWho the client is:%n", order = 2)
    private IdentityOptions identity = new IdentityOptions();

    @ArgGroup(validate = false, heading = "%nWhat is negotiated:%n", order = 3)
    private HandshakeOptions handshake = new HandshakeOptions();

    @ArgGroup(validate = false, heading = "%nWhat is shown:%n", order = 4)
    private ReportOptions reporting = new ReportOptions();

    @ArgGroup(validate = false, heading = "%nWhat is watched and kept:%n", order = 5)
    private ObservationOptions observation = new ObservationOptions();

    /** Servers take less. */
    private static final int MAX_EARLY_DATA = 65_536;

    private final Terminal terminal;

    public ConnectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Endpoint asked = Optional.ofNullable(target).orElseThrow();
        checkUsage();
        ServerName server = serverName(asked);
        TrustPolicy policy = TrustPolicy.of(trust.authorities(), observation.state(), server);
        Optional<KeyLogFile> keyLog = observation.openKeyLog(terminal.err());
        Endpoint dialled = connectTo == null ? asked : connectTo;
        Recorder recorder = recorder();
        Optional<SecretsSeen> secrets = secrets(dialled);
        ClientConfiguration configuration = configuration(policy, recorder, keyLog, secrets);
        try (Attempt attempt =
                new Attempt(asked, dialled, server, configuration, policy, recorder, secrets)) {
            Optional<Path> file = reporting.record();
            if (reporting.resume()) {
                return resume(attempt);
            }
            return file.isPresent()
                    ? connect(attempt, recorder, RecordingFile.open(file.get()))
                    : connect(attempt);
        } finally {
            if (keyLog.isPresent()) {
                keyLog.get().close();
            }
        }
    }

    private int connect(Attempt attempt, Recorder recorder, RecordingFile file)
            throws IOException, InterruptedException {
        int exitCode;
        try {
            exitCode = connect(attempt);
            attempt.close();
        } finally {
            file.write(recorder.recording());
        }
        return exitCode;
    }

    private int resume(Attempt first) throws IOException, InterruptedException {
        byte[] early = earlyData();
        int exitCode = connect(first);
        if (exitCode == ExitCode.FINE && first.isOf(ProtocolVersion.TLS_1_3)) {
            // Its tickets come after the handshake.
            new Conversation(first.socket()).sayGoodbye(PATIENCE).ifPresent(first::fail);
        }
        first.close();
        if (exitCode != ExitCode.FINE) {
            return exitCode;
        }
        try (Attempt second = first.again(recorder())) {
            second.run(Duration.ofSeconds(timeout), early);
            second.secrets().ifPresent(this::showSecrets);
            second.failure().ifPresent(failure -> explain(failure, second.hint()));
            if (second.failure().isEmpty()) {
                terminal.err().lines(SideBySide.lines(first, second, terminal.err()));
            }
            if (second.facts().earlyData().equals(Optional.of(EarlyData.ACCEPTED))) {
                return talk(second, InputStream.nullInputStream());
            }
            return second.failure().map(Failure::exitCode).orElse(ExitCode.FINE);
        }
    }

    private byte[] earlyData() {
        Optional<Path> file = reporting.earlyData();
        if (file.isEmpty()) {
            return new byte[0];
        }
        try (InputStream in = Files.newInputStream(file.get())) {
            byte[] bytes = in.readNBytes(MAX_EARLY_DATA + 1);
            if (bytes.length == 0 || bytes.length > MAX_EARLY_DATA) {
                throw usage(
                        "%s has %s: early data has 1 to %d."
                                .formatted(
                                        file.get(),
                                        bytes.length == 0 ? "no bytes" : "more bytes",
                                        MAX_EARLY_DATA));
            }
            return bytes;
        } catch (IOException e) {
            throw usage("Cannot read " + file.get() + ": " + FileProblem.words(e) + ".");
        }
    }

    private int connect(Attempt attempt) throws IOException, InterruptedException {
        attempt.run(Duration.ofSeconds(timeout), new byte[0]);
        if (attempt.failure().isEmpty()) {
            updateKeys(attempt);
        }
        attempt.secrets().ifPresent(this::showSecrets);
        return follow(attempt);
    }

    private void showSecrets(List<String> lines) {
        TextStream err = terminal.err();
        err.line(err.red("Secrets of this connection; whoever has them can read it:"));
        err.lines(lines);
    }

    private Recorder recorder() {
        return observation.verbose()
                ? new Recorder(
                        Role.CLIENT, Recorder.Limits.DEFAULT, new EventText(terminal.err(), ""))
                : new Recorder(Role.CLIENT);
    }

    private int follow(Attempt attempt) throws IOException, InterruptedException {
        boolean talks =
                !reporting.json()
                        && !reporting.resume()
                        && (interactive || !terminal.inputIsTerminal());
        if (talks && attempt.failure().isEmpty()) {
            report(attempt.report());
            return talk(attempt);
        }
        boolean mayStillBeRefused =
                attempt.failure().isEmpty() && attempt.facts().clientCertificateRequested();
        if (mayStillBeRefused) {
            new Conversation(attempt.socket()).sayGoodbye(PATIENCE).ifPresent(attempt::fail);
        }
        report(attempt.report());
        attempt.failure().ifPresent(failure -> explain(failure, attempt.hint()));
        return attempt.failure().map(Failure::exitCode).orElse(ExitCode.FINE);
    }

    private void updateKeys(Attempt attempt) throws IOException {
        try {
            handshake.updateKeys(attempt.socket());
        } catch (TlsException e) {
            attempt.fail(e);
        }
    }

    private int talk(Attempt attempt) throws IOException {
        return talk(attempt, terminal.input());
    }

    private int talk(Attempt attempt, InputStream input) throws IOException {
        try {
            new Conversation(attempt.socket())
                    .exchange(input, terminal.out().stream(), terminal.outputIsTerminal());
            return ExitCode.FINE;
        } catch (TlsException e) {
            attempt.fail(e);
            explain(attempt.failure().orElseThrow(), attempt.hint());
            return ExitCode.HANDSHAKE_FAILED;
        } catch (IOException e) {
            TextStream err = terminal.err();
            err.line(err.red("Failed: ") + "the connection broke: " + TransportWords.of(e) + ".");
            return ExitCode.HANDSHAKE_FAILED;
        }
    }

    private void report(HandshakeReport report) {
        if (reporting.json()) {
            terminal.out().line(ReportJson.write(report));
            return;
        }
        boolean connected = report.address().isPresent();
        if (connected) {
            terminal.err()
                    .lines(ReportText.lines(report, terminal.err(), reporting.showCertificates()));
        }
    }

    /** Secrets are shown for this machine's own addresses alone, and not taken down for any other. */
    private Optional<SecretsSeen> secrets(Endpoint dialled) {
        if (!observation.showSecrets()) {
            return Optional.empty();
        }
        if (!Loopback.is(dialled.host())) {
            throw usage("--show-secrets is for loopback addresses only.");
        }
        return Optional.of(new SecretsSeen());
    }

    private void explain(Failure failure, Optional<String> hint) {
        TextStream err = terminal.err();
        err.lines(ReportText.failure(failure, err));
        hint.ifPresent(text -> err.line("  Try: " + text));
    }

    private ClientConfiguration configuration(
            TrustPolicy policy,
            Recorder recorder,
            Optional<KeyLogFile> keyLog,
            Optional<SecretsSeen> secrets) {
        ClientConfiguration.Builder builder =
                handshake
                        .applyTo(ClientConfiguration.builder())
                        .externalPsks(handshake.externalKeys())
                        .earlyData(reporting.earlyData().isPresent())
                        .listener(recorder)
                        .applicationProtocols(handshake.applicationProtocols().orElse(List.of()));
        identity.load()
                .ifPresent(
                        own ->
                                builder.credentials(
                                        CredentialSelector.firstOf(List.of(own.credential()))));
        keyLog.ifPresent(log -> builder.dangerous().keyLog(log));
        secrets.ifPresent(seen -> seen.watch(builder, keyLog.map(log -> log)));
        if (trust.insecure()) {
            builder.dangerous().acceptAnyCertificate();
        } else {
            builder.verifier(policy);
        }
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private ServerName serverName(Endpoint asked) {
        try {
            return ServerName.of(trust.serverName().orElse(asked.host()));
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private void checkUsage() {
        if (timeout < 1 || timeout > 86_400) {
            throw usage("--timeout is " + timeout + ", not 1 to 86400 seconds.");
        }
        if (reporting.resume()
                && (interactive || reporting.json() || reporting.record().isPresent())) {
            throw usage("--resume only compares; it does not go with -i, --json or --record.");
        }
        if (reporting.earlyData().isPresent() && !reporting.resume()) {
            throw usage("--early-data goes with the second connection of --resume.");
        }
        if (interactive && reporting.json()) {
            throw usage("--json only reports; it does not go with -i.");
        }
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
