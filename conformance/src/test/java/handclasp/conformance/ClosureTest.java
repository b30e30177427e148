package handclasp.conformance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import handclasp.conformance.peer.Authority;
import handclasp.conformance.peer.CertificateKind;
import handclasp.conformance.peer.Child;
import handclasp.conformance.peer.Feature;
import handclasp.conformance.peer.FiledIdentity;
import handclasp.conformance.peer.Jdk;
import handclasp.conformance.peer.OpenSsl;
import handclasp.conformance.peer.OpenSslTrace;
import handclasp.conformance.peer.Setup;
import handclasp.tls.Alert;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.Role;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.TlsSocket;
import handclasp.tls.Truncated;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/**
 * The end of a connection: one direction before the other, and told apart from a connection that
 * breaks (RFC 9846 §6.1). Half-close is proved with the JDK only: {@code s_client} and {@code
 * s_server} end both directions at the first close_notify, and curl and browsers have no use for it.
 */
final class ClosureTest {
    private static final int LATER = 100_000;

    private final Authority authority = Authority.any();
    private final FiledIdentity identity = authority.server(CertificateKind.P256);
    private final ServerConfiguration serving = Handclasp.server(identity).build();
    private final ClientConfiguration connecting = Handclasp.client(authority).build();

    // Whoever closes first has said all; the other one hears the end and goes on talking.

    private static String talkOnAfterTheirEnd(InputStream in, OutputStream out) throws IOException {
        String heard = new String(in.readAllBytes(), US_ASCII);
        out.write(new byte[LATER]);
        return heard;
    }

    private static int listenOnAfterOurEnd(InputStream in) throws IOException {
        return in.readAllBytes().length;
    }

    private static int weCloseFirst(TlsSocket socket) throws IOException {
        socket.outputStream().write("all I say".getBytes(US_ASCII));
        socket.closeOutput();
        return listenOnAfterOurEnd(socket.inputStream());
    }

    private static String weCloseLast(TlsSocket socket) throws IOException {
        String heard = talkOnAfterTheirEnd(socket.inputStream(), socket.outputStream());
        socket.closeOutput();
        return heard;
    }

    private static int jdkClosesFirst(SSLSocket socket) throws IOException {
        socket.getOutputStream().write("all I say".getBytes(US_ASCII));
        socket.shutdownOutput();
        return listenOnAfterOurEnd(socket.getInputStream());
    }

    private static String jdkClosesLast(SSLSocket socket) throws IOException {
        String heard = talkOnAfterTheirEnd(socket.getInputStream(), socket.getOutputStream());
        socket.shutdownOutput();
        return heard;
    }

    @Test
    void theJdkAsClientClosesFirst() throws Exception {
        try (Handclasp.Server<String> server = Handclasp.serve(serving, ClosureTest::weCloseLast);
                SSLSocket client = Jdk.client(Setup.client(authority), server.port())) {
            assertThat(jdkClosesFirst(client)).isEqualTo(LATER);
            assertThat(server.next().result()).isEqualTo("all I say");
        }
        Evidence.proved(new Jdk(), Role.CLIENT, Feature.HALF_CLOSE_BY_PEER);
    }

    @Test
    void weAsServerCloseFirst() throws Exception {
        try (Handclasp.Server<Integer> server =
                        Handclasp.serve(serving, ClosureTest::weCloseFirst);
                SSLSocket client = Jdk.client(Setup.client(authority), server.port())) {
            assertThat(jdkClosesLast(client)).isEqualTo("all I say");
            assertThat(server.next().result()).isEqualTo(LATER);
        }
        Evidence.proved(new Jdk(), Role.CLIENT, Feature.HALF_CLOSE_BY_US);
    }

    @Test
    void theJdkAsServerClosesFirst() throws Exception {
        try (SSLServerSocket listening = Jdk.server(Setup.server(authority, identity))) {
            Future<Integer> theirs = Jdk.accept(listening, ClosureTest::jdkClosesFirst);
            Session<String> ours =
                    Handclasp.connect(
                            connecting, listening.getLocalPort(), ClosureTest::weCloseLast);
            assertThat(ours.result()).isEqualTo("all I say");
            assertThat(Deadline.await(theirs)).isEqualTo(LATER);
        }
        Evidence.proved(new Jdk(), Role.SERVER, Feature.HALF_CLOSE_BY_PEER);
    }

    @Test
    void weAsClientCloseFirst() throws Exception {
        try (SSLServerSocket listening = Jdk.server(Setup.server(authority, identity))) {
            Future<String> theirs = Jdk.accept(listening, ClosureTest::jdkClosesLast);
            Session<Integer> ours =
                    Handclasp.connect(
                            connecting, listening.getLocalPort(), ClosureTest::weCloseFirst);
            assertThat(ours.result()).isEqualTo(LATER);
            assertThat(Deadline.await(theirs)).isEqualTo("all I say");
        }
        Evidence.proved(new Jdk(), Role.SERVER, Feature.HALF_CLOSE_BY_US);
    }

    // A connection that ends without close_notify is an error, after all that came before it.

    private static String readToTheEnd(TlsSocket socket) throws IOException {
        byte[] first = socket.inputStream().readNBytes(6);
        assertThat(first).asString(US_ASCII).isEqualTo("first\n");
        return "ended with " + socket.inputStream().read();
    }

    @Test
    void openSslAsClientIsKilled() throws Exception {
        CountDownLatch firstRead = new CountDownLatch(1);
        try (Handclasp.Server<String> server =
                        Handclasp.serve(
                                serving,
                                socket -> {
                                    socket.handshake();
                                    byte[] first = socket.inputStream().readNBytes(6);
                                    assertThat(first).hasSize(6);
                                    firstRead.countDown();
                                    return "ended with " + socket.inputStream().read();
                                });
                Child client =
                        OpenSsl.client(server.port(), OpenSsl.options(Setup.client(authority)))) {
            client.type("first");
            firstRead.await();
            client.kill();
            assertThat(server.next().failure().error()).isEqualTo(Truncated.WITHOUT_CLOSE_NOTIFY);
        }
        Evidence.proved(new OpenSsl(), Role.CLIENT, Feature.TRUNCATION);
    }

    @Test
    void openSslAsClientGoesInGoodOrder() throws Exception {
        try (Handclasp.Server<String> server = Handclasp.serve(serving, ClosureTest::readToTheEnd);
                Child client =
                        OpenSsl.client(server.port(), OpenSsl.options(Setup.client(authority)))) {
            client.type("first").input().close();
            Session<String> ours = server.next();
            assertThat(ours.result()).isEqualTo("ended with -1");
            assertThat(ours.watch().alertsReceived()).containsExactly(Alert.CLOSE_NOTIFY);
            assertThat(client.exitCode()).as("%s", client).isZero();
            assertThat(OpenSslTrace.read(client.output()).alertsSent())
                    .containsExactly(Alert.CLOSE_NOTIFY);
        }
    }

    @Test
    void openSslAsServerIsKilled() throws Exception {
        try (OpenSsl.Server server =
                OpenSsl.server(OpenSsl.options(Setup.server(authority, identity)))) {
            Session<Integer> ours =
                    Handclasp.connect(
                            connecting,
                            server.port(),
                            socket -> {
                                server.say(socket, "all there");
                                server.hear(socket, "here too");
                                server.child().kill();
                                return socket.inputStream().read();
                            });
            assertThat(ours.failure().error()).isEqualTo(Truncated.WITHOUT_CLOSE_NOTIFY);
        }
        Evidence.proved(new OpenSsl(), Role.SERVER, Feature.TRUNCATION);
    }

    @Test
    void theJdkAsClientLosesItsTransport() throws Exception {
        CountDownLatch firstRead = new CountDownLatch(1);
        try (Handclasp.Server<Integer> server =
                        Handclasp.serve(
                                serving,
                                socket -> {
                                    socket.inputStream().readNBytes(6);
                                    firstRead.countDown();
                                    return socket.inputStream().read();
                                });
                Socket transport = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            SSLSocket client = Jdk.over(Setup.client(authority), transport);
            client.getOutputStream().write("first\n".getBytes(US_ASCII));
            firstRead.await();
            transport.shutdownOutput();
            assertThat(server.next().failure().error()).isEqualTo(Truncated.WITHOUT_CLOSE_NOTIFY);
        }
        Evidence.proved(new Jdk(), Role.CLIENT, Feature.TRUNCATION);
    }

    @Test
    void theJdkAsServerLosesItsTransport() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Future<String> theirs =
                    Deadline.aside(
                            () -> {
                                try (Socket transport = listening.accept()) {
                                    Setup setup = Setup.server(authority, identity);
                                    SSLSocket socket = Jdk.serverOver(setup, transport);
                                    socket.getOutputStream()
                                            .write(socket.getInputStream().readNBytes(6));
                                }
                                return "lost";
                            });
            Session<Integer> ours =
                    Handclasp.connect(
                            connecting,
                            listening.getLocalPort(),
                            socket -> {
                                socket.outputStream().write("first\n".getBytes(US_ASCII));
                                assertThat(socket.inputStream().readNBytes(6)).hasSize(6);
                                return socket.inputStream().read();
                            });
            assertThat(Deadline.await(theirs)).isEqualTo("lost");
            assertThat(ours.failure().error()).isEqualTo(Truncated.WITHOUT_CLOSE_NOTIFY);
        }
        Evidence.proved(new Jdk(), Role.SERVER, Feature.TRUNCATION);
    }

    /** And ours are never taken for whole: a transport that breaks sends no close_notify. */
    @Test
    void openSslSeesThatOurTransportBroke() throws Exception {
        try (OpenSsl.Server server =
                        OpenSsl.server(OpenSsl.options(Setup.server(authority, identity)));
                Socket transport = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            TlsSocket client = Handclasp.over(connecting, transport);
            server.say(client, "all there");
            transport.shutdownOutput();
            assertThat(server.end().alertsReceived()).as("%s", server).isEmpty();
            assertThat(server.child().errors()).contains("unexpected eof");
        }
    }
}
