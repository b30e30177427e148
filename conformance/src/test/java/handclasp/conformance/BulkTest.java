package handclasp.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.conformance.peer.Authority;
import handclasp.conformance.peer.CertificateKind;
import handclasp.conformance.peer.Child;
import handclasp.conformance.peer.Feature;
import handclasp.conformance.peer.FiledIdentity;
import handclasp.conformance.peer.Http;
import handclasp.conformance.peer.Jdk;
import handclasp.conformance.peer.OpenSsl;
import handclasp.conformance.peer.Setup;
import handclasp.tls.Role;
import handclasp.tls.TlsSocket;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** 64 MiB each way, at once, and what arrives has the hash of what was sent. */
final class BulkTest {
    private static final Bulk OURS = new Bulk(1);
    private static final Bulk THEIRS = new Bulk(2);
    private static String hashOfOurs;
    private static String hashOfTheirs;

    private final Authority authority = Authority.any();
    private final FiledIdentity identity = authority.server(CertificateKind.P256);

    @BeforeAll
    static void hash() throws IOException {
        hashOfOurs = OURS.sha256();
        hashOfTheirs = THEIRS.sha256();
    }

    /** Sends ours and receives theirs at once. */
    private static String exchange(TlsSocket socket) throws Exception {
        return exchange(socket.inputStream(), socket.outputStream(), OURS);
    }

    private static String exchange(InputStream in, OutputStream out, Bulk sent)
            throws IOException, InterruptedException {
        Future<String> sending =
                Deadline.aside(
                        () -> {
                            sent.writeTo(out);
                            return "sent";
                        });
        String hash = Bulk.sha256(in);
        Deadline.await(sending);
        return hash;
    }

    @Test
    void withTheJdkAsClient() throws Exception {
        try (Handclasp.Server<String> server =
                        Handclasp.serve(Handclasp.server(identity).build(), BulkTest::exchange);
                SSLSocket client = Jdk.client(Setup.client(authority), server.port())) {
            String received = exchange(client.getInputStream(), client.getOutputStream(), THEIRS);
            assertThat(received).isEqualTo(hashOfOurs);
            assertThat(server.next().result()).isEqualTo(hashOfTheirs);
            Evidence.proved(new Jdk(), Role.CLIENT, Feature.BULK, Feature.BULK_AT_ONCE);
        }
    }

    @Test
    void withTheJdkAsServer() throws Exception {
        try (SSLServerSocket listening = Jdk.server(Setup.server(authority, identity))) {
            Future<String> received =
                    Jdk.accept(
                            listening,
                            socket ->
                                    exchange(
                                            socket.getInputStream(),
                                            socket.getOutputStream(),
                                            THEIRS));
            Session<String> ours =
                    Handclasp.connect(
                            Handclasp.client(authority).build(),
                            listening.getLocalPort(),
                            BulkTest::exchange);
            assertThat(ours.result()).isEqualTo(hashOfTheirs);
            assertThat(Deadline.await(received)).isEqualTo(hashOfOurs);
            Evidence.proved(new Jdk(), Role.SERVER, Feature.BULK, Feature.BULK_AT_ONCE);
        }
    }

    /** The JDK's HTTP client sits on its SSLEngine, not on its SSLSocket. */
    @Test
    void withTheJdksHttpClient() throws Exception {
        SSLContext context = Jdk.context(Setup.client(authority));
        Path received = Files.createTempFile("handclasp-received-", ".bin");
        Path sent = THEIRS.file();
        try (Handclasp.Server<String> server =
                        Handclasp.serve(
                                Handclasp.server(identity).build(), BulkTest::serveBothWays);
                HttpClient client =
                        HttpClient.newBuilder()
                                .sslContext(context)
                                .version(HttpClient.Version.HTTP_1_1)
                                .build()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create("https://localhost:" + server.port()))
                            .POST(HttpRequest.BodyPublishers.ofFile(sent))
                            .build();
            HttpResponse<Path> response =
                    client.send(request, HttpResponse.BodyHandlers.ofFile(received));
            assertThat(response.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
            assertThat(Bulk.sha256(received)).isEqualTo(hashOfOurs);
            client.shutdownNow();
            assertThat(server.next().result()).isEqualTo(hashOfTheirs);
        } finally {
            Files.delete(received);
            Files.delete(sent);
        }
    }

    private static String serveBothWays(TlsSocket socket) throws IOException {
        Http.readHead(socket.inputStream());
        String hash = Bulk.sha256(socket.inputStream());
        socket.outputStream().write(Http.ok("application/octet-stream", Bulk.SIZE));
        OURS.writeTo(socket.outputStream());
        return hash;
    }

    @Test
    void withOpenSslAsClient() throws Exception {
        Path received = Files.createTempFile("handclasp-received-", ".bin");
        try (Handclasp.Server<String> server =
                Handclasp.serve(Handclasp.server(identity).build(), BulkTest::exchange)) {
            List<String> command = new ArrayList<>(OpenSsl.clientCommand(server.port()));
            command.add("-quiet");
            command.addAll(OpenSsl.options(Setup.client(authority)));
            try (Child client = Child.startInto(received, command)) {
                THEIRS.writeTo(client.input());
                assertThat(server.next().result()).as("%s", client).isEqualTo(hashOfTheirs);
                client.exitCode();
                assertThat(Bulk.sha256(received)).as("%s", client).isEqualTo(hashOfOurs);
            }
            Evidence.proved(new OpenSsl(), Role.CLIENT, Feature.BULK, Feature.BULK_AT_ONCE);
        } finally {
            Files.delete(received);
        }
    }

    /**
     * Without {@code -trace} and with {@code -quiet}, whose output is the data alone. What comes to its standard input
     * while it is still busy with the connection that found out whether it listens is lost; so it gets nothing before
     * the handshake is done.
     */
    @Test
    void withOpenSslAsServer() throws Exception {
        Path received = Files.createTempFile("handclasp-received-", ".bin");
        try (OpenSsl.Server server =
                OpenSsl.bulkServer(OpenSsl.options(Setup.server(authority, identity)), received)) {
            Session<String> ours =
                    Handclasp.connect(
                            Handclasp.client(authority).build(),
                            server.port(),
                            socket -> {
                                socket.handshake();
                                Future<String> sending =
                                        Deadline.aside(
                                                () -> {
                                                    THEIRS.writeTo(server.child().input());
                                                    return "sent";
                                                });
                                String hash = exchange(socket);
                                Deadline.await(sending);
                                return hash;
                            });
            assertThat(ours.result()).as("%s", server).isEqualTo(hashOfTheirs);
            assertThat(server.child().exitCode()).as("%s", server).isZero();
            assertThat(Bulk.sha256(received)).as("%s", server).isEqualTo(hashOfOurs);
            Evidence.proved(new OpenSsl(), Role.SERVER, Feature.BULK, Feature.BULK_AT_ONCE);
        } finally {
            Files.delete(received);
        }
    }
}
