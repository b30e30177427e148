package handclasp.conformance.peer;

import handclasp.testkit.Peers;
import handclasp.tls.CipherSuite;
import handclasp.tls.NamedGroup;
import handclasp.tls.Role;
import handclasp.tls.SignatureScheme;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** GnuTLS's {@code gnutls-cli} and {@code gnutls-serv}. */
public final class GnuTls implements Peer {
    /** Such as {@code (TLS1.3-X.509)-(ECDHE-SECP256R1)-(ECDSA-SECP256R1-SHA256)-(AES-128-GCM)}. */
    private static final Pattern DESCRIPTION =
            Pattern.compile(
                    "- Description: \\(TLS1\\.3[^)]*\\)-\\(ECDHE-(\\w+)\\)-\\(([\\w-]+)\\)-\\(([\\w-]+)\\)");

    private static final Pattern ALPN = Pattern.compile("- Application protocol: (\\S+)");
    private static final Pattern SERVER_NAME = Pattern.compile("Given server name\\[\\d]: (\\S+)");
    private static final String DONE = "- Handshake was completed";

    @Override
    public String name() {
        return "GnuTLS";
    }

    @Override
    public String toString() {
        return name();
    }

    @Override
    public String version() {
        return Child.word(2, Child.run(program("gnutls-cli"), "--version"));
    }

    @Override
    public void require() {
        program("gnutls-cli");
        program("gnutls-serv");
    }

    private static String program(String name) {
        return Peers.require(name, "gnutls-bin").toString();
    }

    @Override
    public Set<Role> roles() {
        return Set.of(Role.CLIENT, Role.SERVER);
    }

    @Override
    public Gaps gaps(Role role) {
        Gaps gaps =
                Gaps.none()
                        .because(
                                "its tools end both directions at the first close_notify",
                                Feature.HALF_CLOSE_BY_PEER,
                                Feature.HALF_CLOSE_BY_US);
        return role == Role.CLIENT
                ? gaps
                : gaps.because("gnutls-serv cannot begin a key update", Feature.KEY_UPDATE_BY_PEER);
    }

    @Override
    public Agreed connect(Setup setup, int port) throws IOException, InterruptedException {
        try (Child client = start(setup, port)) {
            client.awaitOutput(DONE);
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
            return agreed(client.output());
        }
    }

    /** A client whose {@code ^rekey^} on a line of its own changes keys. */
    public static Child start(Setup setup, int port, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(program("gnutls-cli")));
        command.addAll(options(setup));
        command.addAll(
                List.of(
                        "--port=" + port,
                        "--sni-hostname=localhost",
                        "--verify-hostname=localhost",
                        "--single-key-share"));
        command.addAll(List.of(more));
        command.add("127.0.0.1");
        return Child.start(command);
    }

    @Override
    public Listener listen(Setup setup) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program("gnutls-serv"), "--echo"));
        command.addAll(options(setup));
        command.add("--alpn-fatal");
        command.addAll(
                switch (setup.clientAuthentication()) {
                    case NONE -> List.of("--disable-client-cert");
                    case WANT -> List.of("--verify-client-cert");
                    case NEED -> List.of("--require-client-cert", "--verify-client-cert");
                });
        Daemon daemon =
                Daemon.start(
                        port -> {
                            List<String> all = new ArrayList<>(command);
                            all.add("--port=" + port);
                            return Child.start(all);
                        });
        return daemon.listener(
                socket -> {
                    Echo.whileOpen(socket, setup.body());
                    return agreed(daemon.freshOutput("- Description: "));
                },
                () -> {});
    }

    private static List<String> options(Setup setup) {
        List<String> options = new ArrayList<>();
        options.add("--priority=" + priority(setup));
        options.add("--x509cafile=" + setup.trusted().rootFile());
        setup.identity()
                .ifPresent(
                        identity -> {
                            options.add("--x509certfile=" + identity.chainFile());
                            options.add("--x509keyfile=" + identity.keyFile());
                        });
        setup.applicationProtocols().forEach(name -> options.add("--alpn=" + name));
        return options;
    }

    /** Nothing, then version, suites and groups one by one. */
    private static String priority(Setup setup) {
        StringBuilder priority = new StringBuilder("NORMAL:-VERS-ALL:+VERS-TLS1.3:-CIPHER-ALL");
        setup.suites().forEach(suite -> priority.append(":+").append(cipher(suite)));
        priority.append(":-GROUP-ALL");
        setup.groups().forEach(group -> priority.append(":+GROUP-").append(name(group)));
        return priority.toString();
    }

    private static String cipher(CipherSuite suite) {
        return suite.toString().replaceFirst("TLS_(.*)_SHA\\d+", "$1").replace('_', '-');
    }

    private static String name(NamedGroup group) {
        return group.toString().toUpperCase(Locale.ROOT);
    }

    private static Agreed agreed(String output) {
        Matcher description = DESCRIPTION.matcher(output);
        if (!description.find()) {
            throw new AssertionError(output);
        }
        Matcher alpn = ALPN.matcher(output);
        Matcher name = SERVER_NAME.matcher(output);
        return new Agreed(
                Setup.ALL_SUITES.stream()
                        .filter(suite -> cipher(suite).equals(description.group(3)))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(output)),
                Setup.ALL_GROUPS.stream()
                        .filter(group -> name(group).equals(description.group(1)))
                        .findFirst(),
                SignatureScheme.named(scheme(description.group(2))),
                alpn.find() ? Optional.of(alpn.group(1)) : Optional.empty(),
                name.find() ? Optional.of(name.group(1)) : Optional.empty());
    }

    /** {@code RSA-PSS-RSAE-SHA256}, {@code ECDSA-SECP256R1-SHA256}, {@code EdDSA-Ed25519}. */
    private static String scheme(String name) {
        return name.replace("EdDSA-", "").replace('-', '_').toLowerCase(Locale.ROOT);
    }
}
