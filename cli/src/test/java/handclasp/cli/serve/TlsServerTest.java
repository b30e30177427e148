package handclasp.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.cli.http.HttpLimits;
import handclasp.cli.http.Site;
import handclasp.cli.option.ListenAddress;
import handclasp.cli.report.RecordingFolder;
import handclasp.cli.text.TextStream;
import handclasp.pki.ChainVerifier;
import handclasp.pki.DevelopmentAuthority;
import handclasp.pki.PkiException;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.TlsSocket;
import handclasp.tls.auth.CredentialSelector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Time limits, places and the end. */
@Timeout(60)
class TlsServerTest {
    private static final Duration SHORT = Duration.ofMillis(700);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final byte[] GET = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes();

    @TempDir private static Path state;
    private static ServerConfiguration serverConfiguration;
    private static ClientConfiguration clientConfiguration;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final List<Throwable> defects = Collections.synchronizedList(new ArrayList<>());
    private final Listening listening = Listening.open(Optional.of(ListenAddress.parse(":0")));
    private Optional<RecordingFolder> recordings = Optional.empty();
    private Crowd crowd = Crowd.ofStrangers(1);
    private TlsServer server;

    @BeforeAll
    static void makeConfigurations() throws PkiException {
        DevelopmentAuthority authority = DevelopmentAuthority.open(state, InstantSource.system());
        serverConfiguration =
                ServerConfiguration.builder()
                        .credentials(
                                CredentialSelector.firstOf(
                                        List.of(authority.serverIdentity().credential())))
                        .build();
        clientConfiguration =
                ClientConfiguration.builder()
                        .verifier(ChainVerifier.trusting(List.of(authority.rootCertificate())))
                        .build();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (server != null) {
            server.stop(Duration.ZERO);
        }
    }

    @Test
    void endsAnIdleConnectionInOrder() throws IOException {
        start(http(LONG, SHORT), ServerLimits.DEFAULT);
        try (TlsSocket client = connect()) {
            client.outputStream().write(GET);

            String answer = new String(client.inputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 200 OK").endsWith("</html>\n");
        }
    }

    @Test
    void doesNotWaitForSlowHeaders() throws Exception {
        start(http(SHORT, LONG), ServerLimits.DEFAULT);
        try (TlsSocket client = connect()) {
            Thread slow = Thread.ofVirtual().start(() -> trickle(client));

            assertThat(client.inputStream().read()).isEqualTo(-1);

            slow.interrupt();
            slow.join();
        }
    }

    private static void trickle(TlsSocket client) {
        try {
            for (byte octet : ("GET / HTTP/1.1\r\nA: " + "x".repeat(1000)).getBytes()) {
                client.outputStream().write(octet);
                Thread.sleep(50);
            }
        } catch (IOException | InterruptedException e) {
            // It was not let finish.
        }
    }

    @Test
    void doesNotWaitForSilentClients() throws Exception {
        start(http(LONG, LONG), new ServerLimits(10, 10, SHORT));
        try (Socket silent = new Socket(InetAddress.getByName("127.0.0.1"), listening.port())) {
            silent.setSoTimeout(20_000);
            InputStream in = silent.getInputStream();
            while (in.read() >= 0) {
                // An alert.
            }
        }
        awaitLog("the handshake took too long");
    }

    @Test
    void letsClientsWaitForAPlace() throws Exception {
        start(http(LONG, LONG), new ServerLimits(1, 1, LONG));
        Socket waiting;
        try (TlsSocket first = connect()) {
            first.outputStream().write(GET);
            assertThat(first.inputStream().read()).isEqualTo('H');
            waiting = new Socket(InetAddress.getByName("127.0.0.1"), listening.port());
            waiting.getOutputStream().write("no TLS".getBytes());
            Thread.sleep(300);
            assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain("#2");
        }
        awaitLog("#2");
        waiting.close();
    }

    @Test
    void closesWhatIsTooMuchFromOneAddress() throws Exception {
        crowd = new Crowd(2, address -> false);
        start(http(LONG, LONG), ServerLimits.DEFAULT);
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        try (Socket first = new Socket(loopback, listening.port());
                Socket second = new Socket(loopback, listening.port())) {
            // Those before it are accepted before it.
            try (Socket third = new Socket(loopback, listening.port())) {
                third.setSoTimeout(20_000);
                assertThat(third.getInputStream().read()).isEqualTo(-1);
            }
            first.close();
            second.close();
        }
        for (int i = 0; i < 2000 && crowd.addresses() > 0; i++) {
            Thread.sleep(10);
        }
        assertThat(crowd.addresses()).isZero();
        connect().close();
    }

    /** Looking again must not begin anew, and who does not get its turn is ended all the same. */
    @Test
    void endsAConnectionOnceAndThenByForce() throws Exception {
        List<Runnable> closing = new ArrayList<>();
        Overdue overdue = new Overdue(closing::add);
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        try (ServerSocket listener = new ServerSocket(0, 1, loopback);
                Socket client = new Socket(loopback, listener.getLocalPort());
                Socket accepted = listener.accept()) {
            Connection connection =
                    new Connection(
                            1,
                            accepted,
                            TlsSocket.server(serverConfiguration, accepted),
                            Optional.empty(),
                            Duration.ofMillis(-1));
            for (int i = 0; i < 5; i++) {
                overdue.end(List.of(connection));
            }
            assertThat(closing).hasSize(1);

            client.setSoTimeout(20_000);
            while (!accepted.isClosed()) {
                Thread.sleep(50);
                overdue.end(List.of(connection));
            }
            assertThat(closing).hasSize(1);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void finishesWhatIsInProgressWhenItStops() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        start(
                connection -> {
                    connection.busy(LONG);
                    asked.countDown();
                    await(go);
                    connection.tls().outputStream().write("done".getBytes());
                },
                ServerLimits.DEFAULT);
        try (TlsSocket client = connect()) {
            asked.await();
            Thread stopping = Thread.ofVirtual().start(this::stopGracefully);
            Thread.sleep(200);
            go.countDown();

            assertThat(client.inputStream().readAllBytes()).isEqualTo("done".getBytes());
            stopping.join();
        }
    }

    @Test
    void endsIdleConnectionsAtOnceWhenItStops() throws Exception {
        start(http(LONG, LONG), ServerLimits.DEFAULT);
        try (TlsSocket client = connect()) {
            client.outputStream().write(GET);
            assertThat(client.inputStream().read()).isEqualTo('H');
            Thread.sleep(200);
            long began = System.nanoTime();

            stopGracefully();

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LONG.dividedBy(2));
            assertThat(new String(client.inputStream().readAllBytes())).endsWith("</html>\n");
        }
    }

    @Test
    void survivesItsOwnDefects() throws Exception {
        start(
                connection -> {
                    throw new IllegalStateException("a defect");
                },
                ServerLimits.DEFAULT);

        for (int i = 0; i < 2; i++) {
            try (TlsSocket client = connect()) {
                assertThat(client.inputStream().read()).isEqualTo(-1);
            }
        }

        awaitDefects(2);
    }

    /** What a client sees and what the log says come a moment before the server tells of the defect. */
    private void awaitDefects(int count) throws InterruptedException {
        for (int i = 0; i < 500 && defects.size() < count; i++) {
            Thread.sleep(10);
        }
        assertThat(defects).hasSize(count);
    }

    /** What goes wrong in recording a failure is another matter than the failure. */
    @Test
    void tellsWhyAHandshakeFailedEvenIfTheRecorderFailsToo() throws Exception {
        Path folder = state.resolve("recordings");
        recordings =
                Optional.of(
                        RecordingFolder.open(
                                folder,
                                RecordingFolder.Room.DEFAULT,
                                sentence -> {
                                    throw new IllegalStateException("a defect");
                                }));
        Files.delete(folder);
        start(http(LONG, LONG), ServerLimits.DEFAULT);
        try (Socket client = new Socket(InetAddress.getByName("127.0.0.1"), listening.port())) {
            client.getOutputStream().write("no TLS at all".getBytes());
            awaitLog("refused: the first bytes are not a TLS record");
        }
        awaitDefects(1);
        assertThat(defects)
                .singleElement()
                .hasToString("java.lang.IllegalStateException: a defect");
    }

    private void start(Service service, ServerLimits limits) {
        TextStream out = new TextStream(new PrintStream(log, true, StandardCharsets.UTF_8), false);
        ConnectionLog connectionLog = new ConnectionLog(out, false);
        server =
                new TlsServer(
                        listening,
                        serverConfiguration,
                        service,
                        limits,
                        crowd,
                        connectionLog,
                        new Recorders(connectionLog, true, recordings, defects::add),
                        Optional.empty(),
                        defects::add);
        server.start();
    }

    private static Service http(Duration headTime, Duration idleTime) {
        HttpLimits limits = new HttpLimits(8192, 65_536, 100, headTime, idleTime, LONG, 1);
        return new HttpService(new Site(Optional.empty()), limits);
    }

    private TlsSocket connect() throws IOException {
        return TlsSocket.connect(clientConfiguration, "localhost", listening.port()).handshake();
    }

    private void stopGracefully() {
        try {
            server.stop(LONG);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitLog(String text) throws InterruptedException {
        for (int i = 0; i < 2000 && !log.toString(StandardCharsets.UTF_8).contains(text); i++) {
            Thread.sleep(10);
        }
        assertThat(log.toString(StandardCharsets.UTF_8)).contains(text);
    }
}
