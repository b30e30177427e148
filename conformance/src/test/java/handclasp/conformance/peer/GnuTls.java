package handclasp.conformance.peer;

import handclasp.testkit.Peers;
import handclasp.tls.CipherSuite;
import handclasp.tls.NamedGroup;
import handclasp.tls.ProtocolVersion;
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
import java.util.stream.Stream;

/** GnuTLS's {@code gnutls-cli} and {@code gnutls-serv}. */
public final class GnuTls implements Peer {
    /**
     * Such as {@code (TLS1.3-X.509)-(ECDHE-SECP256R1)-(ECDSA-SECP256R1-SHA256)-(AES-128-GCM)}; of TLS 1.2 also {@code
     * (TLS1.2-X.509)-(RSA)-(AES-128-CBC)-(SHA1)}, and resumed {@code (TLS1.3-X.509)--(AES-128-GCM)}.
     */
    private static final Pattern DESCRIPTION =
            Pattern.compile(
                    "- Description: \\(TLS1\\.[23][^)]*\\)-(?:\\((?<exchange>[A-Z]+)(?:-(?<group>\\w+))?\\))?"
                            + "(?:-\\((?<signature>[\\w-]*(?:SHA|Ed)\\d+)\\))?"
                            + "-\\((?<cipher>AES[\\w-]+|CHACHA20[\\w-]+)\\)(?:-\\((?<mac>SHA\\d+)\\))?");

    private final boolean encryptThenMac;

    private static final Pattern ALPN = Pattern.compile("- Application protocol: (\\S+)");
    private static final Pattern SERVER_NAME = Pattern.compile("Given server name\\[\\d]: (\\S+)");
    private static final String DONE = "- Handshake was completed";

    public GnuTls() {
        this(true);
    }

    private GnuTls(boolean encryptThenMac) {
        this.encryptThenMac = encryptThenMac;
    }

    /** The same that neither offers nor takes encrypt-then-MAC (RFC 7366). */
    public static GnuTls withoutEncryptThenMac() {
        return new GnuTls(false);
    }

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
            return agreed(setup, client.output());
        }
    }

    /** A client whose {@code ^rekey^} on a line of its own changes keys. */
    public Child start(Setup setup, int port, String... more) throws IOException {
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
                    return agreed(setup, daemon.freshOutput("- Description: "));
                },
                () -> {});
    }

    private List<String> options(Setup setup) {
        List<String> options = new ArrayList<>();
        options.add("--priority=" + priority(setup) + (encryptThenMac ? "" : ":%NO_ETM"));
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
        StringBuilder priority = new StringBuilder("NORMAL:-VERS-ALL");
        if (setup.version().equals(ProtocolVersion.TLS_1_2)) {
            // A suite is what it is made of: those of one setup must not be mixed into others.
            priority.append(":+VERS-TLS1.2:-KX-ALL:-CIPHER-ALL:-MAC-ALL");
            setup.suites().stream()
                    .flatMap(suite -> Stream.of(exchange(suite), cipher(suite), mac(suite)))
                    .distinct()
                    .forEach(part -> priority.append(":+").append(part));
        } else {
            priority.append(":+VERS-TLS1.3:-CIPHER-ALL");
            setup.suites().forEach(suite -> priority.append(":+").append(cipher(suite)));
        }
        priority.append(":-GROUP-ALL");
        setup.groups().forEach(group -> priority.append(":+GROUP-").append(name(group)));
        if (setup.suites().stream().anyMatch(suite -> exchange(suite).startsWith("DHE"))) {
            priority.append(":+GROUP-FFDHE2048:+GROUP-FFDHE3072:+GROUP-FFDHE4096");
        }
        return priority.toString();
    }

    /** Such as {@code ECDHE-RSA}; nothing in TLS 1.3. */
    private static String exchange(CipherSuite suite) {
        Matcher matcher = Pattern.compile("TLS_(\\w+)_WITH_.*").matcher(suite.toString());
        return matcher.matches() ? matcher.group(1).replace('_', '-') : "";
    }

    private static String cipher(CipherSuite suite) {
        return suite.toString()
                .replaceFirst("TLS_(?:\\w+_WITH_)?(.*?)_SHA\\d*", "$1")
                .replace('_', '-');
    }

    private static String mac(CipherSuite suite) {
        String name = suite.toString();
        return name.contains("_CBC_")
                ? name.replaceFirst(".*_", "").replaceFirst("SHA$", "SHA1")
                : "AEAD";
    }

    private static String name(NamedGroup group) {
        return group.toString().toUpperCase(Locale.ROOT);
    }

    private static Agreed agreed(Setup setup, String output) {
        Matcher description = DESCRIPTION.matcher(output);
        if (!description.find()) {
            throw new AssertionError(output);
        }
        Matcher alpn = ALPN.matcher(output);
        Matcher name = SERVER_NAME.matcher(output);
        return new Agreed(
                setup.suites().stream()
                        .filter(suite -> isDescribed(suite, description))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(output)),
                Setup.ALL_GROUPS.stream()
                        .filter(group -> name(group).equals(description.group("group")))
                        .findFirst(),
                Optional.ofNullable(description.group("signature"))
                        .flatMap(scheme -> SignatureScheme.named(scheme(scheme))),
                alpn.find() ? Optional.of(alpn.group(1)) : Optional.empty(),
                name.find() ? Optional.of(name.group(1)) : Optional.empty());
    }

    /** Whether a suite is made of what a description says; how the server signs, TLS 1.2 tells apart. */
    private static boolean isDescribed(CipherSuite suite, Matcher description) {
        String exchange = exchange(suite).replaceFirst("-.*", "");
        String mac = description.group("mac");
        return cipher(suite).equals(description.group("cipher"))
                && (exchange.isEmpty() || exchange.equals(description.group("exchange")))
                && mac(suite).equals(mac == null ? "AEAD" : mac);
    }

    /** {@code RSA-PSS-RSAE-SHA256}, {@code ECDSA-SECP256R1-SHA256}, {@code EdDSA-Ed25519}. */
    private static String scheme(String name) {
        return name.replace("EdDSA-", "").replace('-', '_').toLowerCase(Locale.ROOT);
    }
}
