package handclasp.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.conformance.peer.Authority;
import handclasp.conformance.peer.CertificateKind;
import handclasp.conformance.peer.Child;
import handclasp.conformance.peer.Feature;
import handclasp.conformance.peer.FiledIdentity;
import handclasp.conformance.peer.GnuTls;
import handclasp.conformance.peer.Jdk;
import handclasp.conformance.peer.OpenSsl;
import handclasp.conformance.peer.OpenSslTrace;
import handclasp.conformance.peer.Setup;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.Role;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.TlsSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * New keys in the middle of a connection (RFC 9846 §4.7.3), asked for by either end. OpenSSL's {@code
 * k} changes its own keys, {@code K} also asks for ours; it sends either, and any answer, just before
 * its next data. The JDK's {@code startHandshake} on a connection always asks for ours, too.
 */
final class KeyUpdateTest {
    private final Authority authority = Authority.any();
    private final FiledIdentity identity = authority.server(CertificateKind.P256);
    private final ServerConfiguration serving = Handclasp.server(identity).build();
    private final ClientConfiguration connecting = Handclasp.client(authority).build();

    private static String readLine(TlsSocket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next; (next = socket.inputStream().read()) >= 0 && next != '\n'; ) {
            line.append((char) next);
        }
        return line.toString();
    }

    private static void writeLine(TlsSocket socket, String line) throws IOException {
        socket.outputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** Answers each line with the same line, after new keys of its own where the line says so. */
    private static int echoLines(TlsSocket socket) throws IOException {
        int lines = 0;
        for (String line = readLine(socket); !line.isEmpty(); line = readLine(socket)) {
            if (line.startsWith("update")) {
                socket.updateKeys(line.endsWith("both"));
            }
            writeLine(socket, "heard " + line);
            lines++;
        }
        return lines;
    }

    static Stream<OpenSsl> openSsls() {
        return Stream.of(new OpenSsl(), OpenSsl.newer());
    }

    @ParameterizedTest
    @MethodSource("openSsls")
    void openSslAsClient(OpenSsl openSsl) throws Exception {
        openSsl.require();
        List<String> options = OpenSsl.options(Setup.client(authority));
        try (Handclasp.Server<Integer> server = Handclasp.serve(serving, KeyUpdateTest::echoLines);
                Child client = openSsl.start(server.port(), options)) {
            talk(client, "before");
            command(client, "k");
            talk(client, "after k");
            command(client, "K");
            talk(client, "after K");
            talk(client, "update mine");
            talk(client, "update both");
            talk(client, "last");
            client.input().close();
            client.exitCode();
            Session<Integer> ours = server.next();
            assertThat(ours.result()).isEqualTo(6);
            // k, K and the answer to our request; the answer to K, and two of our own.
            assertThat(ours.watch().count("< KeyUpdate")).as("%s", client).isEqualTo(3);
            assertThat(ours.watch().count("> KeyUpdate")).as("%s", client).isEqualTo(3);
            assertThat(OpenSslTrace.read(client.output()).count("KeyUpdate")).isEqualTo(6);
            Evidence.proved(
                    openSsl, Role.CLIENT, Feature.KEY_UPDATE_BY_PEER, Feature.KEY_UPDATE_BY_US);
        }
    }

    private static void talk(Child client, String line) throws Exception {
        client.type(line);
        client.awaitOutput("heard " + line + "\n");
    }

    /** A command letter must come alone in a read of standard input. */
    private static void command(Child client, String letter) throws Exception {
        int before = client.errors().length();
        client.type(letter);
        client.awaitErrors("KEYUPDATE", before);
    }

    @ParameterizedTest
    @MethodSource("openSsls")
    void openSslAsServer(OpenSsl openSsl) throws Exception {
        openSsl.require();
        try (OpenSsl.Server server =
                openSsl.serve(OpenSsl.options(Setup.server(authority, identity)))) {
            Session<OpenSslTrace> ours =
                    Handclasp.connect(
                            connecting, server.port(), socket -> talkWith(server, socket));
            OpenSslTrace theirs = ours.result();
            assertThat(ours.watch().count("< KeyUpdate")).as("%s", server).isEqualTo(3);
            assertThat(ours.watch().count("> KeyUpdate")).as("%s", server).isEqualTo(3);
            assertThat(theirs.count("KeyUpdate")).isEqualTo(6);
            Evidence.proved(
                    openSsl, Role.SERVER, Feature.KEY_UPDATE_BY_PEER, Feature.KEY_UPDATE_BY_US);
        }
    }

    private static OpenSslTrace talkWith(OpenSsl.Server server, TlsSocket socket) throws Exception {
        server.say(socket, "before");
        command(server, socket, "k");
        server.hear(socket, "after its new keys");
        command(server, socket, "K");
        server.hear(socket, "after asking for ours");
        socket.updateKeys(false);
        server.say(socket, "with keys we changed");
        socket.updateKeys(true);
        server.say(socket, "with keys we changed, asking for its own");
        server.hear(socket, "after its answer");
        socket.closeOutput();
        assertThat(socket.inputStream().read()).isNegative();
        return server.end();
    }

    /** In each round s_server looks at its standard input first: once it heard us, it has obeyed. */
    private static void command(OpenSsl.Server server, TlsSocket socket, String letter)
            throws Exception {
        server.child().type(letter);
        server.say(socket, "after " + letter);
    }

    /** {@code ^rekey^} always asks for ours, too. */
    @Test
    void gnuTlsAsClient() throws Exception {
        GnuTls peer = new GnuTls();
        peer.require();
        try (Handclasp.Server<Integer> server = Handclasp.serve(serving, KeyUpdateTest::echoLines);
                Child client =
                        new GnuTls()
                                .start(
                                        Setup.client(authority),
                                        server.port(),
                                        "--inline-commands")) {
            talk(client, "before");
            client.type("^rekey^");
            talk(client, "after");
            client.input().close();
            client.exitCode();
            Session<Integer> ours = server.next();
            assertThat(ours.result()).as("%s", client).isEqualTo(2);
            assertThat(ours.watch().count("< KeyUpdate")).as("%s", client).isEqualTo(1);
            Evidence.proved(peer, Role.CLIENT, Feature.KEY_UPDATE_BY_PEER);
        }
    }

    @Test
    void theJdkAsClient() throws Exception {
        try (Handclasp.Server<Integer> server = Handclasp.serve(serving, KeyUpdateTest::echoLines);
                SSLSocket client = Jdk.client(Setup.client(authority), server.port())) {
            talk(client, "before");
            client.startHandshake();
            talk(client, "after");
            talk(client, "update mine");
            talk(client, "update both");
            talk(client, "last");
            client.shutdownOutput();
            Session<Integer> ours = server.next();
            assertThat(ours.result()).isEqualTo(5);
            assertThat(ours.watch().count("< KeyUpdate")).isEqualTo(2);
            assertThat(ours.watch().count("> KeyUpdate")).isEqualTo(3);
            Evidence.proved(
                    new Jdk(), Role.CLIENT, Feature.KEY_UPDATE_BY_PEER, Feature.KEY_UPDATE_BY_US);
        }
    }

    private static void talk(SSLSocket client, String line) throws IOException {
        client.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        byte[] expected = ("heard " + line + "\n").getBytes(StandardCharsets.US_ASCII);
        assertThat(client.getInputStream().readNBytes(expected.length)).isEqualTo(expected);
    }

    @Test
    void theJdkAsServer() throws Exception {
        try (SSLServerSocket listening = Jdk.server(Setup.server(authority, identity))) {
            Future<String> theirs = Jdk.accept(listening, KeyUpdateTest::jdkEchoes);
            Session<String> ours =
                    Handclasp.connect(
                            connecting,
                            listening.getLocalPort(),
                            socket -> {
                                StringBuilder heard = new StringBuilder();
                                for (String line : List.of("one", "two", "three")) {
                                    socket.updateKeys(line.equals("three"));
                                    writeLine(socket, line);
                                    heard.append(readLine(socket)).append(' ');
                                }
                                socket.closeOutput();
                                return heard + readLine(socket);
                            });
            assertThat(ours.result()).isEqualTo("one two three ");
            assertThat(Deadline.await(theirs)).isEqualTo("done");
            // Ours are two, one that asks, and answers to three; the JDK's are three and an answer.
            assertThat(ours.watch().count("< KeyUpdate")).isEqualTo(4);
            assertThat(ours.watch().count("> KeyUpdate")).isEqualTo(6);
            Evidence.proved(
                    new Jdk(), Role.SERVER, Feature.KEY_UPDATE_BY_PEER, Feature.KEY_UPDATE_BY_US);
        }
    }

    /** New keys before every byte that is a line's end. */
    private static String jdkEchoes(SSLSocket socket) throws IOException {
        for (int next; (next = socket.getInputStream().read()) >= 0; ) {
            if (next == '\n') {
                socket.startHandshake();
            }
            socket.getOutputStream().write(next);
        }
        socket.shutdownOutput();
        return "done";
    }
}
