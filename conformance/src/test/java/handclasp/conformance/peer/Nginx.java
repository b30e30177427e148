package handclasp.conformance.peer;

import handclasp.testkit.Peers;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.Role;
import handclasp.tls.TlsSocket;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** nginx, a server only: takes a file by PUT, gives it back, and tells what it knows of the connection. */
public final class Nginx implements Peer {
    private final String more;

    public Nginx() {
        this("");
    }

    private Nginx(String more) {
        this.more = more;
    }

    /** One that takes early data. */
    public static Nginx withEarlyData() {
        return new Nginx("ssl_early_data on;");
    }

    @Override
    public String name() {
        return "nginx";
    }

    @Override
    public String toString() {
        return name();
    }

    /** It says so as an error: {@code nginx version: nginx/1.22.1}. */
    @Override
    public String version() {
        try (Child child = Child.start(List.of(program(), "-v"))) {
            child.exitCode();
            return child.errors().strip().replaceFirst(".*/", "").replaceFirst(" .*", "");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void require() {
        program();
    }

    private static String program() {
        Path sbin = Path.of("/usr/sbin/nginx");
        return Files.isExecutable(sbin)
                ? sbin.toString()
                : Peers.require("nginx", "nginx").toString();
    }

    @Override
    public Set<Role> roles() {
        return Set.of(Role.SERVER);
    }

    @Override
    public Gaps gaps(Role role) {
        return Gaps.none()
                .because(
                        "nginx has it only with a file of parameters, which these tests give none",
                        Feature.DHE_12)
                .because("nginx cannot begin a key update", Feature.KEY_UPDATE_BY_PEER)
                .because(
                        "nginx ends both directions at once",
                        Feature.HALF_CLOSE_BY_PEER,
                        Feature.HALF_CLOSE_BY_US)
                .because(
                        "nginx finishes the handshake and refuses by an HTTP status",
                        Feature.CLIENT_CERTIFICATE_MISSING,
                        Feature.CLIENT_CERTIFICATE_WRONG);
    }

    @Override
    public Agreed connect(Setup setup, int port) {
        throw new UnsupportedOperationException("nginx is a server");
    }

    @Override
    public Listener listen(Setup setup) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("handclasp-nginx-");
        Files.createDirectories(folder.resolve("files"));
        // Its workers, where it starts as root, are somebody else.
        folder.toFile().setExecutable(true, false);
        Daemon daemon =
                Daemon.start(
                        port -> {
                            Path file = folder.resolve("nginx.conf");
                            Files.writeString(file, configuration(setup, folder, port));
                            return Child.start(
                                    List.of(
                                            program(),
                                            "-p",
                                            folder.toString(),
                                            "-e",
                                            "stderr",
                                            "-c",
                                            file.toString()));
                        });
        return daemon.listener(socket -> converse(socket, setup.body()), () -> delete(folder));
    }

    private String configuration(Setup setup, Path folder, int port) {
        FiledIdentity identity = setup.identity().orElseThrow();
        return """
        daemon off;
        master_process off;
        error_log stderr;
        pid %1$s/pid;
        events {}
        http {
            access_log off;
            client_max_body_size 100m;
            client_body_temp_path %1$s/client;
            proxy_temp_path %1$s/proxy;
            fastcgi_temp_path %1$s/fastcgi;
            uwsgi_temp_path %1$s/uwsgi;
            scgi_temp_path %1$s/scgi;
            server {
                listen 127.0.0.1:%2$d ssl;
                ssl_certificate %3$s;
                ssl_certificate_key %4$s;
                %5$s
                ssl_ecdh_curve %6$s;
                ssl_client_certificate %7$s;
                ssl_verify_client %8$s;
                ssl_verify_depth 3;
                ssl_session_cache shared:sessions:1m;
                %9$s
                location /files/ { root %1$s; dav_methods PUT; }
                location / {
                    return 200 "$ssl_cipher $ssl_curve '$ssl_alpn_protocol' '$ssl_server_name'";
                }
            }
        }
        """
                .formatted(
                        folder,
                        port,
                        identity.chainFile(),
                        identity.keyFile(),
                        versionAndSuites(setup),
                        OpenSsl.groups(setup.groups()),
                        setup.trusted().rootFile(),
                        switch (setup.clientAuthentication()) {
                            case NONE -> "off";
                            case WANT -> "optional";
                            case NEED -> "on";
                        },
                        more);
    }

    private static String versionAndSuites(Setup setup) {
        return setup.version().equals(ProtocolVersion.TLS_1_2)
                ? "ssl_protocols TLSv1.2; ssl_ciphers %s:@SECLEVEL=0;"
                        .formatted(OpenSsl.openSslNames(setup.suites()))
                : "ssl_protocols TLSv1.3; ssl_conf_command Ciphersuites %s;"
                        .formatted(setup.suiteNames());
    }

    private static Agreed converse(TlsSocket socket, String body) throws IOException {
        ask(socket, Http.request("PUT", "/files/body", body, "keep-alive"));
        byte[] back = ask(socket, Http.request("GET", "/files/body", "", "keep-alive"));
        Echo.compare(body, back);
        // It sends close_notify where it is the first to end.
        byte[] facts = ask(socket, Http.last("GET", "/", ""));
        Echo.compare("", socket.inputStream().readAllBytes());
        socket.close();
        String[] words = new String(facts, StandardCharsets.US_ASCII).split(" ");
        String alpn = words[2].replace("'", "");
        String serverName = words[3].replace("'", "");
        return new Agreed(
                OpenSsl.suite(words[0]),
                OpenSsl.group(words[1]),
                Optional.empty(),
                Optional.of(alpn).filter(name -> !name.isEmpty()),
                Optional.of(serverName).filter(name -> !name.isEmpty()));
    }

    private static byte[] ask(TlsSocket socket, byte[] request) throws IOException {
        socket.outputStream().write(request);
        InputStream in = socket.inputStream();
        String head = Http.readHead(in);
        if (!head.startsWith("HTTP/1.1 20")) {
            throw new IOException("nginx answers " + head);
        }
        return in.readNBytes(Math.toIntExact(Http.contentLength(head)));
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
