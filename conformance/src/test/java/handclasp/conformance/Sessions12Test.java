package handclasp.conformance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import handclasp.conformance.peer.Agreed;
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
import handclasp.conformance.peer.OpenSslTrace;
import handclasp.conformance.peer.Peer;
import handclasp.conformance.peer.Setup;
import handclasp.pki.KeyUse;
import handclasp.testkit.LongRunning;
import handclasp.tls.CipherSuite;
import handclasp.tls.ClientAuthentication;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.Resumption;
import handclasp.tls.Role;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.TicketKey;
import handclasp.tls.TicketKeys;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sessions of TLS 1.2 resumed with OpenSSL, and the messages of each kind of handshake as OpenSSL and
 * Handclasp wrote them down.
 */
final class Sessions12Test {
    private static final Authority AUTHORITY = Authority.of(CertificateKind.RSA);
    private static final FiledIdentity SERVER =
            AUTHORITY.file(
                    AUTHORITY
                            .issue()
                            .key(CertificateKind.RSA.keys())
                            .names("localhost", "127.0.0.1")
                            .keyUses(KeyUse.DIGITAL_SIGNATURE, KeyUse.KEY_ENCIPHERMENT));
    private static final FiledIdentity CLIENT = AUTHORITY.client(CertificateKind.RSA);
    private static final CipherSuite ECDHE = CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256;

    @TempDir private Path folder;

    private static ServerConfiguration.Builder server() {
        return Handclasp.server(SERVER).protocolVersion(ProtocolVersion.TLS_1_2);
    }

    private static ClientConfiguration client(CipherSuite suite) {
        return Handclasp.client(AUTHORITY).cipherSuites(List.of(suite)).build();
    }

    // ---- OpenSSL as client

    private static List<String> with(List<String> options, String... more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(more));
        return all;
    }

    private OpenSslTrace connect(int port, String... more) throws Exception {
        List<String> options = with(OpenSsl.options(Setup.client(AUTHORITY).suites(ECDHE)), more);
        try (Child client = OpenSsl.client(port, options)) {
            client.input().write(Http.post("/echo", "from OpenSSL\n"));
            client.input().flush();
            client.awaitOutput("from OpenSSL\n");
            client.input().close();
            client.exitCode();
            return OpenSslTrace.read(client.output());
        }
    }

    @ParameterizedTest
    @EnumSource(Resumption.class)
    void openSslResumesWithHandclasp(Resumption by) throws Exception {
        String file = folder.resolve("session").toString();
        ServerConfiguration configuration =
                (by == Resumption.TICKET ? server() : server().withoutTickets()).build();
        try (Handclasp.Server<Integer> server = Handclasp.serve(configuration, Handclasp::echo)) {
            connect(server.port(), "-sess_out", file);
            assertThat(server.next().facts().resumption()).isEmpty();
            OpenSslTrace second = connect(server.port(), "-sess_in", file);
            Session<Integer> resumed = server.next();

            assertThat(resumed.facts().resumption()).contains(by);
            Evidence.proved(new OpenSsl(), Role.CLIENT, feature(by));
            assertThat(second.messagesAndChangeCipherSpecs())
                    .containsExactlyElementsOf(resumed.watch().messagesAndChangeCipherSpecs())
                    .containsExactly(
                            "< ClientHello",
                            "> ServerHello",
                            "> ChangeCipherSpec",
                            "> Finished",
                            "< ChangeCipherSpec",
                            "< Finished");
        }
    }

    /** A server that starts again with the same ticket key resumes; one with another key does not. */
    @Test
    void openSslsTicketOutlivesARestartAndNotARotation() throws Exception {
        String file = folder.resolve("session").toString();
        TicketKey key = TicketKey.random(new SecureRandom());
        TicketKey other = TicketKey.random(new SecureRandom());
        List<Optional<Resumption>> seen = new ArrayList<>();
        for (TicketKey each : List.of(key, key, other)) {
            ServerConfiguration restarted =
                    server().ticketKeys(TicketKeys.of(List.of(each))).build();
            try (Handclasp.Server<Integer> server = Handclasp.serve(restarted, Handclasp::echo)) {
                if (seen.isEmpty()) {
                    connect(server.port(), "-sess_out", file);
                } else {
                    connect(server.port(), "-sess_in", file);
                }
                seen.add(server.next().facts().resumption());
            }
        }
        assertThat(seen)
                .containsExactly(
                        Optional.empty(), Optional.of(Resumption.TICKET), Optional.empty());
    }

    // ---- OpenSSL as server

    @ParameterizedTest
    @EnumSource(Resumption.class)
    void handclaspResumesWithOpenSsl(Resumption by) throws Exception {
        List<String> options =
                with(
                        OpenSsl.options(Setup.server(AUTHORITY, SERVER).suites(ECDHE)),
                        "-naccept",
                        "2");
        if (by == Resumption.SESSION_ID) {
            options.add("-no_ticket");
        }
        ClientConfiguration client = client(ECDHE);
        try (OpenSsl.Server server = OpenSsl.server(options)) {
            List<Optional<Resumption>> seen = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                String line = "connection " + i;
                Session<Integer> session =
                        Handclasp.connect(
                                client,
                                server.port(),
                                socket -> {
                                    server.say(socket, line);
                                    return 0;
                                });
                seen.add(session.facts().resumption());
            }
            server.child().exitCode();
            assertThat(seen).containsExactly(Optional.empty(), Optional.of(by));
            Evidence.proved(new OpenSsl(), Role.SERVER, feature(by));
        }
    }

    // ---- others

    private static Feature feature(Resumption by) {
        return by == Resumption.TICKET ? Feature.TICKET_12 : Feature.SESSION_ID_12;
    }

    @ParameterizedTest
    @EnumSource(Resumption.class)
    void gnuTlsResumes(Resumption by) throws Exception {
        GnuTls peer = new GnuTls();
        peer.require();
        resumes(
                peer,
                by,
                port -> peer.start(Setup.client(AUTHORITY).suites(ECDHE), port, "--resume"));
    }

    @Test
    void curlResumes() throws Exception {
        Curl peer = new Curl();
        peer.require();
        resumes(
                peer,
                Resumption.SESSION_ID,
                port -> {
                    List<String> options =
                            new ArrayList<>(Curl.options(Setup.client(AUTHORITY).suites(ECDHE)));
                    options.addAll(List.of("--header", "Connection: close"));
                    options.add("https://localhost:" + port + "/");
                    return Curl.start(port, "/", options);
                });
    }

    @ParameterizedTest
    @EnumSource(Resumption.class)
    void nssResumes(Resumption by) throws Exception {
        Nss peer = new Nss();
        peer.require();
        Path request =
                Files.write(folder.resolve("request"), Http.last("POST", "/echo", "from NSS\n"));
        boolean tickets = by == Resumption.TICKET;
        Setup setup = Setup.client(AUTHORITY).suites(ECDHE);
        resumes(peer, by, port -> Nss.startTwice(setup, port, request, tickets));
    }

    /** A program that connects twice. */
    @FunctionalInterface
    private interface Twice {
        Child to(int port) throws Exception;
    }

    private static void resumes(Peer peer, Resumption by, Twice twice) throws Exception {
        ServerConfiguration configuration =
                (by == Resumption.TICKET ? server() : server().withoutTickets()).build();
        try (Handclasp.Server<Integer> server = Handclasp.serve(configuration, Handclasp::echo);
                Child client = twice.to(server.port())) {
            client.input().close();
            assertThat(server.next().facts().resumption()).as("%s", client).isEmpty();
            assertThat(server.next().facts().resumption()).as("%s", client).contains(by);
            Evidence.proved(peer, Role.CLIENT, feature(by));
        }
    }

    @ParameterizedTest
    @EnumSource(Resumption.class)
    void theJdkResumes(Resumption by) throws Exception {
        ServerConfiguration configuration =
                (by == Resumption.TICKET ? server() : server().withoutTickets()).build();
        SSLContext context = Jdk.context(Setup.client(AUTHORITY).suites(ECDHE));
        try (Handclasp.Server<Integer> server = Handclasp.serve(configuration, Handclasp::echo)) {
            List<Optional<Resumption>> seen = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                try (Socket socket =
                        context.getSocketFactory().createSocket("localhost", server.port())) {
                    socket.getOutputStream().write(Http.last("POST", "/echo", "ping"));
                    assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                            .endsWith("ping");
                }
                seen.add(server.next().facts().resumption());
            }
            assertThat(seen).containsExactly(Optional.empty(), Optional.of(by));
            Evidence.proved(new Jdk(), Role.CLIENT, feature(by));
        }
    }

    /** Servers that serve one connection after another. */
    static Stream<Arguments> servers() {
        return Stream.of(new GnuTls(), new Nss(), new Nginx(), new Node(), new Jdk())
                .flatMap(
                        peer ->
                                Stream.of(Resumption.values())
                                        .filter(by -> peer.can(Role.SERVER, feature(by)))
                                        .map(by -> arguments(peer.name(), by, peer)));
    }

    @ParameterizedTest(name = "{0} by {1}")
    @MethodSource("servers")
    void handclaspResumes(String name, Resumption by, Peer peer) throws Exception {
        peer.require();
        ClientConfiguration client =
                client(ECDHE).toBuilder().tickets(by == Resumption.TICKET).build();
        try (Peer.Listener listener = peer.listen(Setup.server(AUTHORITY, SERVER).suites(ECDHE))) {
            List<Optional<Resumption>> seen = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Session<Agreed> session =
                        Handclasp.connect(client, listener.port(), listener::converse);
                seen.add(session.facts().resumption());
            }
            assertThat(seen).containsExactly(Optional.empty(), Optional.of(by));
            Evidence.proved(peer, Role.SERVER, feature(by));
        }
    }

    // ---- the messages of each kind of handshake

    @ParameterizedTest
    @EnumSource(Kind12.class)
    void bothSawTheSameMessages(Kind12 kind) throws Exception {
        Setup setup = Setup.client(AUTHORITY).suites(kind.suite);
        List<String> options = OpenSsl.options(kind.mutual ? setup.identity(CLIENT) : setup);
        options.add("-no_ticket");
        ServerConfiguration.Builder configuration =
                Handclasp.server(SERVER).cipherSuites(List.of(kind.suite));
        if (kind.mutual) {
            configuration
                    .verifier(AUTHORITY.verifier())
                    .clientAuthentication(ClientAuthentication.NEED);
        }
        try (Handclasp.Server<Integer> server =
                        Handclasp.serve(configuration.build(), Handclasp::echo);
                Child client = OpenSsl.client(server.port(), options)) {
            client.input().write(Http.post("/echo", "from OpenSSL\n"));
            client.input().flush();
            client.awaitOutput("from OpenSSL\n");
            client.input().close();
            client.exitCode();
            List<String> ours = server.next().watch().messagesAndChangeCipherSpecs();
            assertThat(OpenSslTrace.read(client.output()).messagesAndChangeCipherSpecs())
                    .containsExactlyElementsOf(ours)
                    .hasSize(kind.messages);
        }
    }

    /** The same with OpenSSL as the server. */
    @LongRunning("ten seconds")
    @ParameterizedTest
    @EnumSource(Kind12.class)
    void bothSawTheSameMessagesAtAnOpenSslServer(Kind12 kind) throws Exception {
        List<String> options = OpenSsl.options(Setup.server(AUTHORITY, SERVER).suites(kind.suite));
        options.add("-no_ticket");
        if (kind.mutual) {
            options.addAll(List.of("-Verify", "3", "-verify_return_error"));
        }
        ClientConfiguration.Builder client =
                Handclasp.client(AUTHORITY).cipherSuites(List.of(kind.suite));
        if (kind.mutual) {
            client.credentials(Handclasp.show(CLIENT));
        }
        try (OpenSsl.Server server = OpenSsl.server(options)) {
            Session<Integer> session =
                    Handclasp.connect(
                            client.build(),
                            server.port(),
                            socket -> {
                                server.say(socket, "ping");
                                return 0;
                            });
            session.facts();
            assertThat(server.end().messagesAndChangeCipherSpecs())
                    .containsExactlyElementsOf(session.watch().messagesAndChangeCipherSpecs())
                    .hasSize(kind.messages);
        }
    }

    /** With their numbers of messages, ChangeCipherSpecs included (RFC 5246 §7.3). */
    private enum Kind12 {
        ECDHE(Sessions12Test.ECDHE, false, 10),
        DHE(CipherSuite.TLS_DHE_RSA_WITH_AES_128_GCM_SHA256, false, 10),
        RSA(CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256, false, 9),
        MUTUAL_DHE(CipherSuite.TLS_DHE_RSA_WITH_AES_128_GCM_SHA256, true, 13),
        MUTUAL_RSA(CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256, true, 12);

        private final CipherSuite suite;
        private final boolean mutual;
        private final int messages;

        Kind12(CipherSuite suite, boolean mutual, int messages) {
            this.suite = suite;
            this.mutual = mutual;
            this.messages = messages;
        }
    }
}
