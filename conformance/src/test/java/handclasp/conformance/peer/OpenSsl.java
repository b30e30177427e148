package handclasp.conformance.peer;

import handclasp.testkit.Peers;
import handclasp.tls.CipherSuite;
import handclasp.tls.ClientAuthentication;
import handclasp.tls.NamedGroup;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.Role;
import handclasp.tls.TlsSocket;
import handclasp.tls.crypto.SuiteAlgorithms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * OpenSSL's {@code s_client} and {@code s_server}. Both run with {@code -trace}, so that tests see
 * what they saw.
 */
public final class OpenSsl implements Peer {
    private static final Pattern ACCEPT = Pattern.compile("ACCEPT 127\\.0\\.0\\.1:(\\d+)\n");
    private static final OpenSsl MACHINES = new OpenSsl();

    private final String name;
    private final Supplier<List<String>> program;

    /** The machine's. */
    public OpenSsl() {
        this("OpenSSL", () -> List.of(Peers.require("openssl", "openssl").toString()));
    }

    private OpenSsl(String name, Supplier<List<String>> program) {
        this.name = name;
        this.program = program;
    }

    /** Debian 13's, which is of 3.5. */
    public static OpenSsl newer() {
        return new OpenSsl("OpenSSL 3.5", () -> Trixie.require("openssl"));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String toString() {
        return name();
    }

    @Override
    public String version() {
        return Child.word(2, Child.run(command("version").toArray(String[]::new)));
    }

    @Override
    public void require() {
        var _ = program.get();
    }

    private List<String> command(String... more) {
        List<String> command = new ArrayList<>(program.get());
        command.addAll(List.of(more));
        return command;
    }

    @Override
    public Set<Role> roles() {
        return Set.of(Role.CLIENT, Role.SERVER);
    }

    @Override
    public Gaps gaps(Role role) {
        return Gaps.none()
                .because(
                        "its tools end both directions at the first close_notify",
                        Feature.HALF_CLOSE_BY_PEER,
                        Feature.HALF_CLOSE_BY_US);
    }

    @Override
    public Agreed connect(Setup setup, int port) throws IOException, InterruptedException {
        Path trace = traceFile();
        try (Child client = start(port, options(setup, trace))) {
            for (int round = 0; round < setup.rounds(); round++) {
                int start = client.output().length();
                client.input().write(Http.post("/echo", setup.body()));
                client.input().flush();
                client.awaitOutput(
                        setup.body(),
                        so -> so.length() > start && so.indexOf(setup.body(), start) >= 0);
            }
            client.input().close();
            client.exitCode();
            return OpenSslTrace.read(trace).agreed();
        } finally {
            Files.delete(trace);
        }
    }

    @Override
    public Server listen(Setup setup) throws IOException, InterruptedException {
        Path trace = traceFile();
        trace.toFile().deleteOnExit();
        return serve(options(setup, trace), setup.body(), Optional.of(trace));
    }

    /** Where the trace goes if it must not stand between the data. */
    private static Path traceFile() throws IOException {
        return Files.createTempFile("handclasp-trace-", ".txt");
    }

    private static List<String> options(Setup setup, Path trace) {
        List<String> options = new ArrayList<>(options(setup));
        options.addAll(List.of("-msgfile", trace.toString()));
        return options;
    }

    /**
     * {@code s_client} with these options: to localhost, refusing what it cannot verify. What is
     * typed is sent, but for its command letters.
     */
    public static Child client(int port, List<String> options) throws IOException {
        return MACHINES.start(port, options);
    }

    /** The same of this OpenSSL. */
    public Child start(int port, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(connectCommand(port));
        command.add("-trace");
        command.addAll(options);
        return Child.start(command);
    }

    /** How {@code s_client} starts: to localhost, refusing what it cannot verify. */
    public static List<String> clientCommand(int port) {
        return MACHINES.connectCommand(port);
    }

    private List<String> connectCommand(int port) {
        return command(
                "s_client",
                "-connect",
                "127.0.0.1:" + port,
                "-servername",
                "localhost",
                "-verify_hostname",
                "localhost",
                "-verify_return_error");
    }

    /** {@code s_server} with these options, on a free port, for one connection. */
    public static Server server(List<String> options) throws IOException, InterruptedException {
        return MACHINES.serve(options);
    }

    /** The same of this OpenSSL. */
    public Server serve(List<String> options) throws IOException, InterruptedException {
        return serve(options, "ping and pong\n", Optional.empty());
    }

    private Server serve(List<String> options, String body, Optional<Path> trace)
            throws IOException, InterruptedException {
        List<String> command = command("s_server", "-accept", "127.0.0.1:0");
        command.addAll(List.of("-naccept", "1", "-trace"));
        command.addAll(options);
        Child child = Child.start(command);
        try {
            return new Server(child, portOf(child), body, trace);
        } catch (AssertionError | InterruptedException e) {
            child.close();
            throw e;
        }
    }

    /**
     * {@code s_server} that writes what it receives into a file and sends what comes in at its
     * standard input, and ends after one connection.
     */
    public static Server bulkServer(List<String> options, Path received)
            throws IOException, InterruptedException {
        Daemon daemon =
                Daemon.start(
                        port -> {
                            List<String> command =
                                    MACHINES.command("s_server", "-accept", "127.0.0.1:" + port);
                            // Quiet, it does not say when it listens: a first connection finds
                            // that out.
                            command.addAll(List.of("-quiet", "-naccept", "2"));
                            command.addAll(options);
                            return Child.startInto(received, command);
                        });
        return new Server(daemon.child(), daemon.port(), "", Optional.empty());
    }

    /** The port at which an {@code s_server} listens. */
    public static int portOf(Child server) throws InterruptedException {
        Matcher accept =
                ACCEPT.matcher(server.awaitOutput("ACCEPT", so -> ACCEPT.matcher(so).find()));
        accept.find();
        return Integer.parseInt(accept.group(1));
    }

    /** The options for a setup. */
    public static List<String> options(Setup setup) {
        boolean tls12 = setup.version().equals(ProtocolVersion.TLS_1_2);
        List<String> options = new ArrayList<>(List.of(tls12 ? "-tls1_2" : "-tls1_3"));
        // Its lowest level of security lets it speak what we do not do by default, too.
        options.addAll(
                tls12
                        ? List.of("-cipher", openSslNames(setup.suites()) + ":@SECLEVEL=0")
                        : List.of("-ciphersuites", setup.suiteNames()));
        options.addAll(List.of("-groups", groups(setup.groups())));
        options.addAll(List.of("-CAfile", setup.trusted().rootFile().toString()));
        setup.identity().ifPresent(identity -> options.addAll(options(identity)));
        if (!setup.applicationProtocols().isEmpty()) {
            options.addAll(List.of("-alpn", String.join(",", setup.applicationProtocols())));
        }
        options.addAll(options(setup.clientAuthentication()));
        return options;
    }

    private static List<String> options(ClientAuthentication mode) {
        return switch (mode) {
            case NONE -> List.of();
            case WANT -> List.of("-verify", "3", "-verify_return_error");
            case NEED -> List.of("-Verify", "3", "-verify_return_error");
        };
    }

    /** The options to show an identity. */
    public static List<String> options(FiledIdentity identity) {
        return List.of(
                "-cert",
                identity.chainFile().toString(),
                "-cert_chain",
                identity.issuersFile().toString(),
                "-key",
                identity.keyFile().toString());
    }

    /** TLS 1.2's suites have names of OpenSSL's own, made from IANA's by rules with one exception. */
    static String openSslNames(Collection<CipherSuite> suites) {
        return suites.stream().map(OpenSsl::openSslName).collect(Collectors.joining(":"));
    }

    private static String openSslName(CipherSuite suite) {
        return suite.toString()
                .replaceFirst("^TLS_(RSA_WITH_)?", "")
                .replace("CHACHA20_POLY1305_SHA256", "CHACHA20-POLY1305")
                .replaceFirst("AES_(\\d+)_(CBC_)?", "AES$1_")
                .replace("_WITH_", "-")
                .replace('_', '-');
    }

    /** The suite by IANA's name or OpenSSL's. */
    static CipherSuite suite(String name) {
        return CipherSuite.named(name)
                .or(
                        () ->
                                SuiteAlgorithms.all().stream()
                                        .map(SuiteAlgorithms::suite)
                                        .filter(suite -> openSslName(suite).equals(name))
                                        .findFirst())
                .orElseThrow(() -> new AssertionError(name));
    }

    /** A list of groups as OpenSSL wants it. */
    public static String groups(Collection<NamedGroup> groups) {
        return groups.stream().map(OpenSsl::name).collect(Collectors.joining(":"));
    }

    /** The group that OpenSSL calls so; some of its programs say {@code prime256v1}. */
    static Optional<NamedGroup> group(String name) {
        String usual = name.equals("prime256v1") ? "P-256" : name;
        return Setup.ALL_GROUPS.stream()
                .filter(one -> name(one).equals(usual) || one.toString().equals(usual))
                .findFirst();
    }

    private static String name(NamedGroup group) {
        return switch (group.toString()) {
            case "x25519" -> "X25519";
            case "x448" -> "X448";
            case "secp256r1" -> "P-256";
            case "secp384r1" -> "P-384";
            case "secp521r1" -> "P-521";
            default -> group.toString();
        };
    }

    /** A running {@code s_server}. */
    public static final class Server implements Listener {
        private final Child child;
        private final int port;

        private final String body;

        private final Optional<Path> trace;

        private Server(Child child, int port, String body, Optional<Path> trace) {
            this.child = child;
            this.port = port;
            this.body = body;
            this.trace = trace;
        }

        @Override
        public boolean reusable() {
            return false;
        }

        @Override
        public int port() {
            return port;
        }

        /** Its process, to type at and to kill. */
        public Child child() {
            return child;
        }

        @Override
        public Agreed converse(TlsSocket socket) throws IOException, InterruptedException {
            String text = body.strip();
            try {
                say(socket, text);
            } catch (AssertionError gone) {
                // If it refuses, its alert says more.
                socket.inputStream().read();
                throw gone;
            }
            hear(socket, text);
            socket.closeOutput();
            if (socket.inputStream().read() >= 0) {
                throw new AssertionError("data after the end:\n" + child);
            }
            socket.close();
            return end().agreed();
        }

        /** Sends it a line and waits until it printed it. */
        public void say(TlsSocket socket, String line) throws IOException, InterruptedException {
            socket.outputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            child.awaitOutput(line + "\n");
        }

        /** Types a line at it and waits until that came. The line begins with none of its command letters. */
        public void hear(TlsSocket socket, String line) throws IOException {
            byte[] expected = (line + "\n").getBytes(StandardCharsets.UTF_8);
            child.type(line);
            byte[] got = socket.inputStream().readNBytes(expected.length);
            String text = new String(got, StandardCharsets.UTF_8);
            if (!text.equals(line + "\n")) {
                throw new AssertionError(
                        "got \"%s\", not \"%s\" of\n%s".formatted(text, line, child));
            }
        }

        /** Waits until it is done with its connection, and tells what it saw of it. */
        public OpenSslTrace end() throws IOException, InterruptedException {
            child.exitCode();
            return trace.isPresent()
                    ? OpenSslTrace.read(trace.get())
                    : OpenSslTrace.read(child.output());
        }

        @Override
        public void close() {
            child.close();
        }

        @Override
        public String toString() {
            return child.toString();
        }
    }
}
