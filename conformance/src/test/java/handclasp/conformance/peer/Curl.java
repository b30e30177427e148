package handclasp.conformance.peer;

import handclasp.testkit.Peers;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The curl program, a client only. */
public final class Curl implements Peer {
    private static final Pattern CONNECTED =
            Pattern.compile("SSL connection using TLSv1\\.[23] / ([\\w-]+)");
    private static final Pattern ALPN = Pattern.compile("ALPN: server accepted (\\S+)");

    @Override
    public String name() {
        return "curl";
    }

    @Override
    public String toString() {
        return name();
    }

    @Override
    public String version() {
        return Child.word(2, Child.run(program(), "--version"));
    }

    @Override
    public void require() {
        program();
    }

    private static String program() {
        return Peers.require("curl", "curl").toString();
    }

    @Override
    public Set<Role> roles() {
        return Set.of(Role.CLIENT);
    }

    @Override
    public Gaps gaps(Role role) {
        return Gaps.none()
                .because("curl takes no tickets in TLS 1.2", Feature.TICKET_12)
                .because("curl cannot begin a key update", Feature.KEY_UPDATE_BY_PEER)
                .because("curl does not say more after its request", Feature.HALF_CLOSE_BY_US)
                .because("curl closes both directions at once", Feature.HALF_CLOSE_BY_PEER)
                .because("curl offers http/1.1 and h2 only", Feature.NO_COMMON_ALPN);
    }

    @Override
    public Agreed connect(Setup setup, int port) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(options(setup));
        // Expect: without it, curl waits a second for permission to send a long body.
        // It would read the end of its standard input only once, and it has as many rounds as URLs.
        Path body =
                Files.writeString(Files.createTempFile("handclasp-body-", ".txt"), setup.body());
        options.addAll(List.of("--verbose", "--header", "Expect:", "--data-binary", "@" + body));
        for (int round = 1; round < setup.rounds(); round++) {
            options.add("https://localhost:" + port + "/echo");
        }
        try (Child curl = start(port, "/echo", options)) {
            if (curl.exitCode() != 0
                    || !curl.output().equals(setup.body().repeat(setup.rounds()))) {
                throw new AssertionError(curl.toString());
            }
            return agreed(curl);
        } finally {
            Files.delete(body);
        }
    }

    @Override
    public Listener listen(Setup setup) {
        throw new UnsupportedOperationException("curl is a client");
    }

    /** What {@code --verbose} says of the connection; it does not tell group and signature scheme. */
    public static Agreed agreed(Child verbose) {
        Matcher connected = CONNECTED.matcher(verbose.errors());
        if (!connected.find()) {
            throw new AssertionError(verbose.toString());
        }
        Matcher alpn = ALPN.matcher(verbose.errors());
        return new Agreed(
                OpenSsl.suite(connected.group(1)),
                Optional.empty(),
                Optional.empty(),
                alpn.find() ? Optional.of(alpn.group(1)) : Optional.empty(),
                Optional.empty());
    }

    /** Starts curl against localhost, whatever proxies this machine uses. */
    public static Child start(int port, String path, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(command());
        command.addAll(options);
        command.add("https://localhost:" + port + path);
        return Child.start(command);
    }

    /** Starts curl with the body of the answer going into a file. */
    public static List<String> command() {
        return List.of(
                program(),
                "--silent",
                "--show-error",
                "--ipv4",
                "--noproxy",
                "*",
                "--http1.1",
                "--max-time",
                "30");
    }

    /** The options for a setup. */
    public static List<String> options(Setup setup) {
        boolean tls12 = setup.version().equals(ProtocolVersion.TLS_1_2);
        List<String> options = new ArrayList<>(List.of("--tlsv1.2"));
        options.addAll(
                tls12
                        ? List.of(
                                "--tls-max",
                                "1.2",
                                "--ciphers",
                                OpenSsl.openSslNames(setup.suites()) + ":@SECLEVEL=0")
                        : List.of("--tlsv1.3", "--tls13-ciphers", setup.suiteNames()));
        options.addAll(
                List.of(
                        "--cacert",
                        setup.trusted().rootFile().toString(),
                        "--curves",
                        OpenSsl.groups(setup.groups())));
        setup.identity()
                .ifPresent(
                        identity ->
                                options.addAll(
                                        List.of(
                                                "--cert",
                                                identity.chainFile().toString(),
                                                "--key",
                                                identity.keyFile().toString())));
        return options;
    }
}
