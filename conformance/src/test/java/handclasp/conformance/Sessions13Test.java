package handclasp.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.conformance.peer.Authority;
import handclasp.conformance.peer.CertificateKind;
import handclasp.conformance.peer.Child;
import handclasp.conformance.peer.Curl;
import handclasp.conformance.peer.Feature;
import handclasp.conformance.peer.FiledIdentity;
import handclasp.conformance.peer.GnuTls;
import handclasp.conformance.peer.Http;
import handclasp.conformance.peer.Jdk;
import handclasp.conformance.peer.Nginx;
import handclasp.conformance.peer.Node;
import handclasp.conformance.peer.Nss;
import handclasp.conformance.peer.OpenSsl;
import handclasp.conformance.peer.Peer;
import handclasp.conformance.peer.Setup;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.EarlyData;
import handclasp.tls.ExternalPsk;
import handclasp.tls.ExternalPsks;
import handclasp.tls.NamedGroup;
import handclasp.tls.ReplayGuard;
import handclasp.tls.Resumption;
import handclasp.tls.Role;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.TlsSocket;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tickets, early data and external keys of TLS 1.3. */
final class Sessions13Test {
    private static final Authority AUTHORITY = Authority.of(CertificateKind.P256);
    private static final FiledIdentity SERVER = AUTHORITY.server(CertificateKind.P256);
    private static final String KEY = "000102030405060708090a0b0c0d0e0f";
    private static final ExternalPsk EXTERNAL =
            ExternalPsk.of(
                    "device 7".getBytes(StandardCharsets.US_ASCII), HexFormat.of().parseHex(KEY));

    /** Early data at any time: what a restart forbids is tested elsewhere. */
    private static final ReplayGuard ANY = (binder, expectedArrival) -> true;

    @TempDir private Path folder;

    private static List<String> with(List<String> options, String... more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(more));
        return all;
    }

    // ---- OpenSSL as client

    private static void connect(int port, String... more) throws Exception {
        List<String> options = with(OpenSsl.options(Setup.client(AUTHORITY)), more);
        try (Child client = OpenSsl.client(port, options)) {
            client.input().write(Http.post("/echo", "from OpenSSL\n"));
            client.input().flush();
            client.awaitOutput("from OpenSSL\n");
            client.input().close();
            client.exitCode();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void openSslResumesWithHandclasp(boolean sealed) throws Exception {
        String file = folder.resolve("session").toString();
        ServerConfiguration.Builder configuration = Handclasp.server(SERVER);
        ServerConfiguration server =
                (sealed ? configuration : configuration.withoutTickets()).build();
        try (Handclasp.Server<Integer> serving = Handclasp.serve(server, Handclasp::echo)) {
            connect(serving.port(), "-sess_out", file);
            assertThat(serving.next().facts().resumption()).isEmpty();
            connect(serving.port(), "-sess_in", file);
            assertThat(serving.next().facts().resumption()).contains(Resumption.TICKET);
            connect(serving.port(), "-sess_in", file);
            assertThat(serving.next().facts().resumption())
                    .as("a ticket of a store is good for one handshake")
                    .isEqualTo(sealed ? Optional.of(Resumption.TICKET) : Optional.empty());
            Evidence.proved(new OpenSsl(), Role.CLIENT, Feature.RESUMPTION);
        }
    }

    /** Taken, refused, and thrown away behind a HelloRetryRequest. */
    @ParameterizedTest
    @ValueSource(strings = {"taken", "refused", "retried"})
    void openSslSendsEarlyData(String kind) throws Exception {
        String file = folder.resolve("session").toString();
        Path early = Files.writeString(folder.resolve("early"), "said early\n");
        ServerConfiguration.Builder configuration =
                Handclasp.server(SERVER)
                        .earlyData(16_384)
                        .replayGuard(
                                kind.equals("refused") ? (binder, expectedArrival) -> false : ANY);
        Handclasp.Handler<String> handler =
                socket -> {
                    byte[] heard = socket.earlyData().readAllBytes();
                    Handclasp.echo(socket);
                    return new String(heard, StandardCharsets.US_ASCII);
                };
        if (kind.equals("retried")) {
            configuration.namedGroups(List.of(NamedGroup.SECP384R1));
        }
        try (Handclasp.Server<String> serving = Handclasp.serve(configuration.build(), handler)) {
            connect(serving.port(), "-sess_out", file);
            assertThat(serving.next().result()).isEmpty();
            connect(
                    serving.port(),
                    "-groups",
                    "X25519:P-384",
                    "-sess_in",
                    file,
                    "-early_data",
                    early.toString());
            Session<String> second = serving.next();
            boolean taken = kind.equals("taken");
            assertThat(second.result()).isEqualTo(taken ? "said early\n" : "");
            assertThat(second.facts().earlyData())
                    .contains(taken ? EarlyData.ACCEPTED : EarlyData.REFUSED);
            assertThat(second.facts().resumption()).contains(Resumption.TICKET);
            assertThat(second.facts().retried()).isEqualTo(kind.equals("retried"));
            Evidence.proved(
                    new OpenSsl(),
                    Role.CLIENT,
                    taken ? Feature.EARLY_DATA : Feature.EARLY_DATA_REFUSED);
        }
    }

    @Test
    void openSslHasAnExternalKey() throws Exception {
        ServerConfiguration server =
                ServerConfiguration.builder()
                        .externalPsks(ExternalPsks.of(List.of(EXTERNAL)))
                        .build();
        try (Handclasp.Server<Integer> serving = Handclasp.serve(server, Handclasp::echo)) {
            connect(serving.port(), "-psk", KEY, "-psk_identity", "device 7");

            assertThat(serving.next().facts().externalKey()).isPresent();
            Evidence.proved(new OpenSsl(), Role.CLIENT, Feature.EXTERNAL_KEY);
        }
    }

    // ---- OpenSSL as server

    private static void talk(OpenSsl.Server server, TlsSocket socket, String line)
            throws IOException, InterruptedException {
        server.say(socket, "from us: " + line);
        // Whoever reads also gets the tickets that came before.
        server.hear(socket, "to us: " + line);
    }

    @Test
    void handclaspResumesWithOpenSsl() throws Exception {
        List<String> options =
                with(OpenSsl.options(Setup.server(AUTHORITY, SERVER)), "-naccept", "2");
        ClientConfiguration client = Handclasp.client(AUTHORITY).build();
        try (OpenSsl.Server server = OpenSsl.server(options)) {
            List<Optional<Resumption>> seen = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                String line = "connection " + i;
                seen.add(
                        Handclasp.connect(
                                        client,
                                        server.port(),
                                        socket -> {
                                            talk(server, socket, line);
                                            return 0;
                                        })
                                .facts()
                                .resumption());
            }
            assertThat(seen).containsExactly(Optional.empty(), Optional.of(Resumption.TICKET));
            Evidence.proved(new OpenSsl(), Role.SERVER, Feature.RESUMPTION);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void handclaspSendsEarlyData(boolean taken) throws Exception {
        List<String> options =
                with(OpenSsl.options(Setup.server(AUTHORITY, SERVER)), "-naccept", "2");
        options.addAll(taken ? List.of("-early_data") : List.of("-early_data", "-groups", "P-384"));
        ClientConfiguration client =
                Handclasp.client(AUTHORITY)
                        .namedGroups(List.of(NamedGroup.X25519, NamedGroup.SECP384R1))
                        .keyShareGroups(List.of(NamedGroup.X25519))
                        .earlyData(true)
                        .build();
        byte[] early = "said early\n".getBytes(StandardCharsets.US_ASCII);
        try (OpenSsl.Server server = OpenSsl.server(options)) {
            Handclasp.connect(
                            client,
                            server.port(),
                            socket -> {
                                talk(server, socket, "first");
                                return 0;
                            })
                    .facts();
            Session<Integer> second =
                    Handclasp.connect(
                            client,
                            server.port(),
                            socket -> {
                                int sent = socket.sendEarlyData(early, 0, early.length);
                                talk(server, socket, "second");
                                return sent;
                            });

            assertThat(second.result()).isEqualTo(early.length);
            assertThat(second.facts().earlyData())
                    .contains(taken ? EarlyData.ACCEPTED : EarlyData.REFUSED);
            if (taken) {
                assertThat(server.child().output()).contains("said early\n");
            } else {
                assertThat(server.child().output()).doesNotContain("said early\n");
            }
            Evidence.proved(
                    new OpenSsl(),
                    Role.SERVER,
                    taken ? Feature.EARLY_DATA : Feature.EARLY_DATA_REFUSED);
        }
    }

    @Test
    void handclaspHasAnExternalKey() throws Exception {
        List<String> options =
                List.of("-tls1_3", "-nocert", "-psk", KEY, "-psk_identity", "device 7");
        ClientConfiguration client =
                ClientConfiguration.builder().externalPsks(List.of(EXTERNAL)).build();
        try (OpenSsl.Server server = OpenSsl.server(options)) {
            Session<Integer> session =
                    Handclasp.connect(
                            client,
                            server.port(),
                            socket -> {
                                talk(server, socket, "with a key");
                                return 0;
                            });

            assertThat(session.facts().externalKey()).isPresent();
            Evidence.proved(new OpenSsl(), Role.SERVER, Feature.EXTERNAL_KEY);
        }
    }

    // ---- others

    @Test
    void gnuTlsResumes() throws Exception {
        GnuTls peer = new GnuTls();
        peer.require();
        Setup setup = Setup.client(AUTHORITY);
        resumes(peer, port -> peer.start(setup, port, "--resume", "--waitresumption"));
    }

    @Test
    void curlResumes() throws Exception {
        Curl peer = new Curl();
        peer.require();
        resumes(
                peer,
                port -> {
                    List<String> options = with(Curl.options(Setup.client(AUTHORITY)));
                    options.addAll(List.of("--header", "Connection: close"));
                    options.add("https://localhost:" + port + "/");
                    return Curl.start(port, "/", options);
                });
    }

    @Test
    void nssResumes() throws Exception {
        Nss peer = new Nss();
        peer.require();
        Path request =
                Files.write(folder.resolve("request"), Http.last("POST", "/echo", "from NSS\n"));
        resumes(peer, port -> Nss.startTwice(Setup.client(AUTHORITY), port, request, true));
    }

    /** A program that connects twice. */
    @FunctionalInterface
    private interface Twice {
        Child to(int port) throws Exception;
    }

    private static void resumes(Peer peer, Twice twice) throws Exception {
        try (Handclasp.Server<Integer> server =
                        Handclasp.serve(Handclasp.server(SERVER).build(), Handclasp::echo);
                Child client = twice.to(server.port())) {
            client.input().close();
            assertThat(server.next().facts().resumption()).as("%s", client).isEmpty();
            assertThat(server.next().facts().resumption())
                    .as("%s", client)
                    .contains(Resumption.TICKET);
            Evidence.proved(peer, Role.CLIENT, Feature.RESUMPTION);
        }
    }

    @Test
    void theJdkResumes() throws Exception {
        SSLContext context = Jdk.context(Setup.client(AUTHORITY));
        try (Handclasp.Server<Integer> server =
                Handclasp.serve(Handclasp.server(SERVER).build(), Handclasp::echo)) {
            List<Optional<Resumption>> seen = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                try (Socket socket =
                        context.getSocketFactory().createSocket("localhost", server.port())) {
                    socket.getOutputStream().write(Http.last("POST", "/echo", "ping"));
                    assertThat(
                                    new String(
                                            socket.getInputStream().readAllBytes(),
                                            StandardCharsets.US_ASCII))
                            .endsWith("ping");
                }
                seen.add(server.next().facts().resumption());
            }
            assertThat(seen).containsExactly(Optional.empty(), Optional.of(Resumption.TICKET));
            Evidence.proved(new Jdk(), Role.CLIENT, Feature.RESUMPTION);
        }
    }

    /** Servers that serve one connection after another. */
    static Stream<Peer> servers() {
        return Stream.of(new GnuTls(), new Nss(), new Nginx(), new Node(), new Jdk());
    }

    @ParameterizedTest
    @MethodSource("servers")
    void handclaspResumes(Peer peer) throws Exception {
        peer.require();
        ClientConfiguration client = Handclasp.client(AUTHORITY).build();
        try (Peer.Listener listener = peer.listen(Setup.server(AUTHORITY, SERVER))) {
            List<Optional<Resumption>> seen = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                seen.add(
                        Handclasp.connect(client, listener.port(), listener::converse)
                                .facts()
                                .resumption());
            }
            assertThat(seen).containsExactly(Optional.empty(), Optional.of(Resumption.TICKET));
            Evidence.proved(peer, Role.SERVER, Feature.TICKETS, Feature.RESUMPTION);
        }
    }

    @Test
    void nginxTakesEarlyData() throws Exception {
        Nginx peer = Nginx.withEarlyData();
        peer.require();
        ClientConfiguration client = Handclasp.client(AUTHORITY).earlyData(true).build();
        byte[] request = Http.last("GET", "/", "");
        try (Peer.Listener listener = peer.listen(Setup.server(AUTHORITY, SERVER))) {
            Handclasp.connect(client, listener.port(), listener::converse).facts();
            Session<String> second =
                    Handclasp.connect(
                            client,
                            listener.port(),
                            socket -> {
                                assertThat(socket.sendEarlyData(request, 0, request.length))
                                        .isEqualTo(request.length);
                                return new String(
                                        socket.inputStream().readAllBytes(),
                                        StandardCharsets.US_ASCII);
                            });

            assertThat(second.facts().earlyData()).contains(EarlyData.ACCEPTED);
            assertThat(second.result()).startsWith("HTTP/1.1 200 OK");
            Evidence.proved(peer, Role.SERVER, Feature.EARLY_DATA);
        }
    }
}
