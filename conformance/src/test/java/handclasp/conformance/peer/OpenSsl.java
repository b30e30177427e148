package handclasp.conformance.peer;

import handclasp.testkit.Peers;
import handclasp.tls.CipherSuite;
import handclasp.tls.NamedGroup;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.Role;
import handclasp.tls.TlsSocket;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * OpenSSL's {@code s_client} and {@code s_server}. Both run with {@code -trace}, so that tests see
 * what they saw.
 */
public final class OpenSsl implements Peer {
    private static final Pattern ACCEPT = Pattern.compile("ACCEPT 127\\.0\\.0\\.1:(\\d+)\n");

    @Override
    public String name() {
        return "OpenSSL";
    }

    @Override
    public String toString() {
        return name();
    }

    @Override
    public String version() {
        return Child.word(2, Child.run(program(), "version"));
    }

    @Override
    public void require() {
        program();
    }

    static String program() {
        return Peers.require("openssl", "openssl").toString();
    }

    @Override
    public Set<Role> roles() {
        return Set.of(Role.CLIENT, Role.SERVER);
    }

    @Override
    public boolean knows(NamedGroup group) {
        return Setup.ALL_GROUPS.contains(group);
    }

    @Override
    public boolean knows(CertificateKind kind) {
        return true;
    }

    @Override
    public Agreed connect(Setup setup, int port) throws IOException, InterruptedException {
        try (Child client = client(port, options(setup))) {
            client.input().write(Http.post("/echo", "from OpenSSL\n"));
            client.input().flush();
            client.awaitOutput("from OpenSSL\n");
            client.input().close();
            client.exitCode();
            return OpenSslTrace.read(client.output()).agreed();
        }
    }

    @Override
    public Server listen(Setup setup) throws IOException, InterruptedException {
        return server(options(setup));
    }

    /**
     * {@code s_client} with these options: to localhost, refusing what it cannot verify. What is
     * typed is sent, but for its command letters.
     */
    public static Child client(int port, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(clientCommand(port));
        command.add("-trace");
        command.addAll(options);
        return Child.start(command);
    }

    /** How {@code s_client} starts: to localhost, refusing what it cannot verify. */
    public static List<String> clientCommand(int port) {
        return List.of(
                program(),
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
        List<String> command =
                new ArrayList<>(List.of(program(), "s_server", "-accept", "127.0.0.1:0"));
        command.addAll(List.of("-naccept", "1", "-trace"));
        command.addAll(options);
        Child child = Child.start(command);
        try {
            return new Server(child, portOf(child));
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
        int port = freePort();
        List<String> command =
                new ArrayList<>(List.of(program(), "s_server", "-accept", "127.0.0.1:" + port));
        // Quiet, it does not say when it listens: a first connection finds that out.
        command.addAll(List.of("-quiet", "-naccept", "2"));
        command.addAll(options);
        Child child = Child.startInto(received, command);
        try {
            awaitListening(child, port);
            return new Server(child, port);
        } catch (IOException | InterruptedException | AssertionError e) {
            child.close();
            throw e;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitListening(Child child, int port)
            throws IOException, InterruptedException {
        for (int i = 0; i < 200 && child.isAlive(); i++) {
            try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                probe.shutdownOutput();
                return;
            } catch (ConnectException notYet) {
                Thread.sleep(10);
            }
        }
        throw new AssertionError("does not listen:\n" + child);
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
                        : List.of("-ciphersuites", names(setup.suites())));
        options.addAll(List.of("-groups", groups(setup.groups())));
        options.addAll(List.of("-CAfile", setup.trusted().rootFile().toString()));
        setup.identity().ifPresent(identity -> options.addAll(options(identity)));
        if (!setup.applicationProtocols().isEmpty()) {
            options.addAll(List.of("-alpn", String.join(",", setup.applicationProtocols())));
        }
        return options;
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
    private static String openSslNames(Collection<CipherSuite> suites) {
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

    private static String names(Collection<CipherSuite> suites) {
        return suites.stream().map(CipherSuite::toString).collect(Collectors.joining(":"));
    }

    /** A list of groups as OpenSSL wants it. */
    public static String groups(Collection<NamedGroup> groups) {
        return groups.stream().map(OpenSsl::name).collect(Collectors.joining(":"));
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

        private Server(Child child, int port) {
            this.child = child;
            this.port = port;
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
            say(socket, "ping from Handclasp");
            hear(socket, "answer from OpenSSL");
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
        public OpenSslTrace end() throws InterruptedException {
            child.exitCode();
            return OpenSslTrace.read(child.output());
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
