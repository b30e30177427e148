package handclasp.conformance.peer;

import handclasp.testkit.Peers;
import handclasp.tls.CipherSuite;
import handclasp.tls.ClientAuthentication;
import handclasp.tls.NamedGroup;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.Role;
import handclasp.tls.SignatureScheme;
import handclasp.tls.TlsSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** NSS's {@code tstclnt} and {@code selfserv}. */
public final class Nss implements Peer {
    private static final Pattern CIPHER =
            Pattern.compile(
                    "SSL version 3\\.[34] using (\\d+)-bit (\\S+) with (\\d+)-bit (\\S+) MAC");
    private static final Pattern EXCHANGE = Pattern.compile("Key Exchange: \\d+-bit (\\S+)");
    private static final Pattern SIGNATURE = Pattern.compile("Signature Scheme: (\\w+)");

    /** Its own preference, and the schemes for RSASSA-PSS keys that it leaves out unless told. */
    private static final String SCHEMES =
            "ecdsa_secp256r1_sha256,ecdsa_secp384r1_sha384,ecdsa_secp521r1_sha512,"
                    + "rsa_pss_rsae_sha256,rsa_pss_rsae_sha384,rsa_pss_rsae_sha512,"
                    + "rsa_pss_pss_sha256,rsa_pss_pss_sha384,rsa_pss_pss_sha512";

    private static final String NO_EDWARDS = "NSS has no EdDSA signatures";

    @Override
    public String name() {
        return "NSS";
    }

    @Override
    public String toString() {
        return name();
    }

    @Override
    public String version() {
        return NssDatabase.version();
    }

    @Override
    public void require() {
        program("tstclnt");
        program("selfserv");
        NssDatabase.require();
    }

    private static String program(String name) {
        return Peers.require(name, "libnss3-tools").toString();
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
                                NO_EDWARDS,
                                Feature.ED25519,
                                Feature.ED448,
                                Feature.ED25519_12,
                                Feature.ED448_12,
                                Feature.CLIENT_ED25519_12)
                        .because("NSS has no encrypt-then-MAC", Feature.ENCRYPT_THEN_MAC_12)
                        .because("NSS has no x448", Feature.X448)
                        .because("its tools cannot begin a key update", Feature.KEY_UPDATE_BY_PEER);
        return role == Role.CLIENT ? gaps.and(clientGaps()) : gaps.and(serverGaps());
    }

    private static Gaps clientGaps() {
        return Gaps.none()
                .because("tstclnt has no option for it", Feature.ALPN, Feature.NO_COMMON_ALPN)
                .because(
                        "NSS answers before its next data, and tstclnt has none after its request",
                        Feature.KEY_UPDATE_BY_US)
                .because("tstclnt does without", Feature.COMPATIBILITY_MODE)
                .because(
                        "tstclnt waits for the server's end and then ends itself",
                        Feature.HALF_CLOSE_BY_PEER,
                        Feature.HALF_CLOSE_BY_US);
    }

    private static Gaps serverGaps() {
        return Gaps.none()
                .because("selfserv does not tell it", Feature.SERVER_NAME)
                .because("selfserv takes no long request", Feature.LONG_BODY)
                .because(
                        "selfserv ends both directions at once",
                        Feature.HALF_CLOSE_BY_PEER,
                        Feature.HALF_CLOSE_BY_US);
    }

    @Override
    public Agreed connect(Setup setup, int port) throws IOException, InterruptedException {
        // Of a request at its standard input it would not see the end.
        Path request = Files.createTempFile("handclasp-request-", ".http");
        Files.write(request, Http.last("POST", "/echo", setup.body()));
        try (Child client = start(setup, port, "-f", "-A", request.toString())) {
            int exitCode = client.exitCode();
            if (exitCode != 0 || !client.output().contains("\r\n\r\n" + setup.body())) {
                throw new AssertionError(client.toString());
            }
            return agreed(setup, client.errors());
        } finally {
            Files.delete(request);
        }
    }

    private static Child start(Setup setup, int port, String... more) throws IOException {
        List<String> options = new ArrayList<>(options(setup));
        setup.identity().ifPresent(identity -> options.addAll(List.of("-n", NssDatabase.NICKNAME)));
        options.addAll(List.of(more));
        return start(options, port);
    }

    private static Child start(List<String> options, int port) throws IOException {
        List<String> command = new ArrayList<>(List.of(program("tstclnt")));
        command.addAll(options);
        command.addAll(List.of("-h", "localhost", "-4", "-p", Integer.toString(port)));
        return Child.start(command);
    }

    /** A client that sends a request over each of two connections; with its own suites, as it frees a list of them twice. */
    public static Child startTwice(Setup setup, int port, Path request, boolean tickets)
            throws IOException {
        List<String> options = new ArrayList<>(databaseAndVersion(setup));
        options.addAll(List.of("-L", "2", "-f", "-A", request.toString()));
        if (tickets) {
            options.add("-u");
        }
        return start(options, port);
    }

    @Override
    public Listener listen(Setup setup) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program("selfserv")));
        command.addAll(options(setup));
        command.addAll(List.of("-n", NssDatabase.NICKNAME, "-u", "-H", "1"));
        if (setup.clientAuthentication() != ClientAuthentication.NONE) {
            command.add("-r");
        }
        if (setup.clientAuthentication() == ClientAuthentication.NEED) {
            command.add("-r");
        }
        if (!setup.applicationProtocols().isEmpty()) {
            command.add("-Q");
        }
        Daemon daemon =
                Daemon.start(
                        port -> {
                            List<String> all = new ArrayList<>(command);
                            all.addAll(List.of("-p", Integer.toString(port)));
                            return Child.start(all);
                        });
        return daemon.listener(socket -> converse(setup, daemon, socket), () -> {});
    }

    private static Agreed converse(Setup setup, Daemon daemon, TlsSocket socket)
            throws IOException, InterruptedException {
        String request = "GET /echo HTTP/1.0\r\nX-Said: ping\r\n\r\n";
        socket.outputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        String answer = new String(socket.inputStream().readAllBytes(), StandardCharsets.US_ASCII);
        socket.close();
        if (!answer.contains("X-Said: ping")) {
            throw new AssertionError(answer + "\n" + daemon);
        }
        return agreed(setup, daemon.freshErrors("Compression"));
    }

    private static List<String> options(Setup setup) throws IOException {
        String groups =
                setup.groups().stream()
                        .filter(group -> !group.equals(NamedGroup.X448))
                        .map(Nss::name)
                        .collect(Collectors.joining(","));
        boolean finite =
                setup.suites().stream().anyMatch(suite -> suite.toString().startsWith("TLS_DHE_"));
        List<String> options = new ArrayList<>(databaseAndVersion(setup));
        options.addAll(
                List.of(
                        "-c",
                        setup.suites().stream().map(Nss::code).collect(Collectors.joining()),
                        "-I",
                        finite ? groups + ",FF2048" : groups,
                        "-J",
                        SCHEMES));
        return options;
    }

    private static List<String> databaseAndVersion(Setup setup) throws IOException {
        return List.of(
                "-d",
                NssDatabase.of(setup.trusted(), setup.identity()),
                "-V",
                setup.version().equals(ProtocolVersion.TLS_1_2) ? "tls1.2:tls1.2" : "tls1.3:tls1.3",
                "-v");
    }

    private static String code(CipherSuite suite) {
        return ":%04X".formatted(suite.code());
    }

    private static String name(NamedGroup group) {
        return switch (group.toString()) {
            case "secp256r1" -> "P256";
            case "secp384r1" -> "P384";
            case "secp521r1" -> "P521";
            default -> group.toString();
        };
    }

    private static Agreed agreed(Setup setup, String output) {
        Matcher cipher = CIPHER.matcher(output);
        Matcher signature = SIGNATURE.matcher(output);
        if (!cipher.find()) {
            throw new AssertionError(output);
        }
        Matcher exchange = EXCHANGE.matcher(output);
        return new Agreed(
                setup.suites().stream()
                        .filter(
                                suite ->
                                        isDescribed(
                                                suite.toString(),
                                                cipher,
                                                exchange.find(0) ? exchange.group(1) : ""))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(output)),
                Optional.empty(),
                signature.find() ? SignatureScheme.named(signature.group(1)) : Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** {@code 128-bit AES with 160-bit SHA1 MAC}, {@code 128-bit AES-GCM with 128-bit AEAD MAC}. */
    private static boolean isDescribed(String suite, Matcher cipher, String exchange) {
        String name = cipher.group(2).replaceFirst("(AES|CHACHA20).*", "$1");
        boolean aead = cipher.group(4).equals("AEAD");
        String mac = cipher.group(4).replaceFirst("SHA1$", "SHA").replaceFirst("HMAC-", "");
        boolean cbc = suite.contains("_CBC_");
        return suite.contains(name.equals("AES") ? "_AES_" + cipher.group(1) : "_" + name)
                && cbc != aead
                && (!cbc || suite.endsWith("_" + mac))
                && (!suite.contains("_WITH_") || suite.startsWith("TLS_" + exchange));
    }
}
