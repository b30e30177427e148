package handclasp.cli.serve;

import handclasp.cli.http.FileTree;
import handclasp.cli.http.HttpLimits;
import handclasp.cli.http.Site;
import handclasp.cli.option.CommandFailure;
import handclasp.cli.option.DefectReport;
import handclasp.cli.option.ExitCode;
import handclasp.cli.option.FileProblem;
import handclasp.cli.option.HandshakeOptions;
import handclasp.cli.option.IdentityOptions;
import handclasp.cli.option.ListenAddress;
import handclasp.cli.option.ObservationOptions;
import handclasp.cli.report.KeyLogFile;
import handclasp.cli.report.RecordingFolder;
import handclasp.cli.text.Terminal;
import handclasp.pki.ChainVerifier;
import handclasp.pki.Identity;
import handclasp.pki.Pem;
import handclasp.pki.PkiException;
import handclasp.tls.ExternalPsks;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.auth.CredentialSelector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Makes a server from what the user said. */
final class ServerSetup {
    /** A client that triggers a defect again and again must not fill the disk. */
    private static final int TRACES = 10;

    private final Terminal terminal;
    private final Purpose purpose;
    private final IdentityOptions identity;
    private final ClientAuthenticationOptions clients;
    private final HandshakeOptions handshake;
    private final ObservationOptions observation;
    private final Optional<Integer> tickets;
    private final Optional<Integer> earlyData;
    private final Optional<Path> record;

    ServerSetup(
            Terminal terminal,
            Purpose purpose,
            IdentityOptions identity,
            ClientAuthenticationOptions clients,
            HandshakeOptions handshake,
            ObservationOptions observation,
            Optional<Integer> tickets,
            Optional<Integer> earlyData,
            Optional<Path> record) {
        this.terminal = terminal;
        this.purpose = purpose;
        this.identity = identity;
        this.clients = clients;
        this.handshake = handshake;
        this.observation = observation;
        this.tickets = tickets;
        this.earlyData = earlyData;
        this.record = record;
    }

    /**
     * Binds, and makes all that a server needs.
     *
     * @param listen where; if empty, on loopback, on the first free port of the usual ones
     * @throws CommandFailure if that is impossible
     */
    Serving prepare(Optional<ListenAddress> listen) {
        ConnectionLog log = new ConnectionLog(terminal.out(), observation.verbose());
        Service plain = service(log);
        Service service =
                connection -> {
                    handshake.updateKeys(connection.tls());
                    plain.serve(connection);
                };
        Consumer<Throwable> defects = defects();
        Recorders recorders = recorders(log, defects);
        Optional<Identity> own = identity.load();
        Listening listening = Listening.open(listen);
        try {
            Optional<DevelopmentSetup> development = development(own);
            Identity shown =
                    own.orElseGet(
                            () -> development.orElseThrow().serverIdentity(listening.sockets()));
            requireLoopbackForSecrets(listening);
            Optional<KeyLogFile> keyLog = observation.openKeyLog(terminal.err());
            ServerConfiguration configuration = configuration(shown, development, keyLog);
            TlsServer server =
                    new TlsServer(
                            listening,
                            configuration,
                            service,
                            ServerLimits.DEFAULT,
                            log,
                            recorders,
                            observation.showSecrets()
                                    ? Optional.of(new SecretsLog(terminal.out()))
                                    : Optional.empty(),
                            defects);
            return new Serving(server, listening, keyLog, greeting(listening, shown, development));
        } catch (CommandFailure e) {
            listening.close();
            throw e;
        }
    }

    private void requireLoopbackForSecrets(Listening listening) {
        boolean open =
                listening.sockets().stream()
                        .anyMatch(socket -> !socket.getInetAddress().isLoopbackAddress());
        if (observation.showSecrets() && open) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--show-secrets is for loopback addresses only: listen on one.");
        }
    }

    private Recorders recorders(ConnectionLog log, Consumer<Throwable> defects) {
        Optional<RecordingFolder> folder =
                record.map(
                        path ->
                                RecordingFolder.open(
                                        path, RecordingFolder.Room.DEFAULT, terminal.err()::line));
        return new Recorders(log, purpose.speaksHttp(), folder, defects);
    }

    private Optional<DevelopmentSetup> development(Optional<Identity> own) {
        boolean vouchesForClients = clients.asks() && clients.authorities().isEmpty();
        return own.isEmpty() || vouchesForClients
                ? Optional.of(DevelopmentSetup.open(observation.state()))
                : Optional.empty();
    }

    private ServerConfiguration configuration(
            Identity shown, Optional<DevelopmentSetup> development, Optional<KeyLogFile> keyLog) {
        List<String> usual = purpose.speaksHttp() ? List.of("http/1.1") : List.of();
        ServerConfiguration.Builder builder =
                handshake
                        .applyTo(ServerConfiguration.builder())
                        .credentials(CredentialSelector.firstOf(List.of(shown.credential())))
                        .applicationProtocols(handshake.applicationProtocols().orElse(usual))
                        .clientAuthentication(clients.mode());
        if (clients.asks()) {
            builder.verifier(clientVerifier(development));
        }
        tickets.ifPresent(builder::tickets);
        earlyData.ifPresent(builder::earlyData);
        if (!handshake.externalKeys().isEmpty()) {
            builder.externalPsks(ExternalPsks.of(handshake.externalKeys()));
        }
        keyLog.ifPresent(log -> builder.dangerous().keyLog(log));
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private ChainVerifier clientVerifier(Optional<DevelopmentSetup> development) {
        Optional<Path> file = clients.authorities();
        if (file.isEmpty()) {
            return ChainVerifier.trusting(development.orElseThrow().clientAuthorities());
        }
        try {
            return ChainVerifier.trusting(Pem.certificates(file.get()));
        } catch (PkiException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private Service service(ConnectionLog log) {
        return switch (purpose) {
            case Purpose.ConnectionPage page ->
                    new HttpService(new Site(Optional.empty()), HttpLimits.DEFAULT);
            case Purpose.Files(Path folder) ->
                    new HttpService(new Site(Optional.of(files(folder))), HttpLimits.DEFAULT);
            case Purpose.Echo echo -> new EchoService();
            case Purpose.Proxy proxy -> new ProxyService(proxy.backend(), log);
        };
    }

    private static FileTree files(Path folder) {
        try {
            return FileTree.of(folder);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "Cannot serve " + folder + ": " + FileProblem.words(e) + ".",
                    e);
        }
    }

    private Consumer<Throwable> defects() {
        AtomicInteger count = new AtomicInteger();
        return defect -> {
            if (count.incrementAndGet() <= TRACES) {
                DefectReport.print(defect, terminal.err());
            } else {
                DefectReport.printWithoutTrace(defect, terminal.err());
            }
        };
    }

    private List<String> greeting(
            Listening listening, Identity shown, Optional<DevelopmentSetup> development) {
        return new Greeting(terminal.out(), purpose, listening, observation)
                .lines(shown, identity.certificate(), development, clients);
    }
}
