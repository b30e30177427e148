package handclasp.conformance.peer;

import handclasp.testkit.Peers;
import handclasp.tls.CipherSuite;
import handclasp.tls.ClientAuthentication;
import handclasp.tls.NamedGroup;
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
            Pattern.compile("SSL version 3\\.4 using (\\d+)-bit (\\S+) ");
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
                        .because(NO_EDWARDS, Feature.ED25519, Feature.ED448)
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
        List<String> command = new ArrayList<>(List.of(program("tstclnt")));
        command.addAll(options(setup));
        command.addAll(List.of("-h", "localhost", "-4", "-p", Integer.toString(port), "-f"));
        // Of a request at its standard input it would not see the end.
        Path request = Files.createTempFile("handclasp-request-", ".http");
        Files.write(request, Http.last("POST", "/echo", setup.body()));
        command.addAll(List.of("-A", request.toString()));
        setup.identity().ifPresent(identity -> command.addAll(List.of("-n", NssDatabase.NICKNAME)));
        try (Child client = Child.start(command)) {
            int exitCode = client.exitCode();
            if (exitCode != 0 || !client.output().contains("\r\n\r\n" + setup.body())) {
                throw new AssertionError(client.toString());
            }
            return agreed(client.errors());
        } finally {
            Files.delete(request);
        }
    }

    @Override
    public Listener listen(Setup setup) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program("selfserv")));
        command.addAll(options(setup));
        command.addAll(List.of("-n", NssDatabase.NICKNAME, "-u"));
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
        return daemon.listener(socket -> converse(daemon, socket), () -> {});
    }

    private static Agreed converse(Daemon daemon, TlsSocket socket)
            throws IOException, InterruptedException {
        String request = "GET /echo HTTP/1.0\r\nX-Said: ping\r\n\r\n";
        socket.outputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        String answer = new String(socket.inputStream().readAllBytes(), StandardCharsets.US_ASCII);
        socket.close();
        if (!answer.contains("X-Said: ping")) {
            throw new AssertionError(answer + "\n" + daemon);
        }
        return agreed(daemon.freshErrors("Compression"));
    }

    private static List<String> options(Setup setup) throws IOException {
        String suites = setup.suites().stream().map(Nss::code).collect(Collectors.joining());
        String groups =
                setup.groups().stream()
                        .filter(group -> !group.equals(NamedGroup.X448))
                        .map(Nss::name)
                        .collect(Collectors.joining(","));
        return List.of(
                "-d",
                NssDatabase.of(setup.trusted(), setup.identity()),
                "-V",
                "tls1.3:tls1.3",
                "-c",
                suites,
                "-I",
                groups,
                "-J",
                SCHEMES,
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

    private static Agreed agreed(String output) {
        Matcher cipher = CIPHER.matcher(output);
        Matcher signature = SIGNATURE.matcher(output);
        if (!cipher.find()) {
            throw new AssertionError(output);
        }
        return new Agreed(
                suite(cipher.group(1), cipher.group(2)),
                Optional.empty(),
                signature.find() ? SignatureScheme.named(signature.group(1)) : Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static CipherSuite suite(String bits, String cipher) {
        if (cipher.startsWith("CHACHA20")) {
            return CipherSuite.TLS_CHACHA20_POLY1305_SHA256;
        }
        return bits.equals("128")
                ? CipherSuite.TLS_AES_128_GCM_SHA256
                : CipherSuite.TLS_AES_256_GCM_SHA384;
    }
}
