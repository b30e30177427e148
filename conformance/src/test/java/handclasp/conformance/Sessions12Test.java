package handclasp.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.conformance.peer.Authority;
import handclasp.conformance.peer.CertificateKind;
import handclasp.conformance.peer.Child;
import handclasp.conformance.peer.FiledIdentity;
import handclasp.conformance.peer.Http;
import handclasp.conformance.peer.OpenSsl;
import handclasp.conformance.peer.OpenSslTrace;
import handclasp.conformance.peer.Setup;
import handclasp.pki.KeyUse;
import handclasp.testkit.LongRunning;
import handclasp.tls.CipherSuite;
import handclasp.tls.ClientAuthentication;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.Resumption;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.TicketKey;
import handclasp.tls.TicketKeys;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
