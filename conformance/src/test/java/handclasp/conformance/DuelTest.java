package handclasp.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.conformance.peer.Authority;
import handclasp.conformance.peer.CertificateKind;
import handclasp.tls.Alert;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.Misbehaved;
import handclasp.tls.PeerAlert;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.ServerName;
import handclasp.tls.TlsException;
import handclasp.tls.TlsSocket;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two Handclasp ends that send 64 MiB at each other at once, over sockets that hold very little, and
 * ask each other for new keys all the time. If a reader ever waited for a writer, both would stand
 * still with full buffers.
 */
@Isolated("watches the whole JVM for pinned threads")
final class DuelTest {
    private static final int SMALL_BUFFER = 4096;
    private static final int WRITES_BETWEEN_UPDATES = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Authority authority = Authority.any();
    private final Bulk ofClient = new Bulk(5);
    private final Bulk ofServer = new Bulk(6);
    private final Watch clientWatch = new Watch();
    private final Watch serverWatch = new Watch();
    private Socket clientTransport;
    private Socket serverTransport;

    /** What the two ends run on: four threads, a reader and a writer each. */
    enum Threads {
        PLATFORM(Thread.ofPlatform().daemon().name("duel-", 0).factory()),
        VIRTUAL(Thread.ofVirtual().name("duel-", 0).factory());

        private final ThreadFactory factory;

        Threads(ThreadFactory factory) {
            this.factory = factory;
        }

        <T> Future<T> start(Callable<T> what) {
            FutureTask<T> task = new FutureTask<>(what);
            factory.newThread(task).start();
            return task;
        }
    }

    @BeforeEach
    void connect() throws IOException {
        try (ServerSocket listening = new ServerSocket()) {
            listening.setReceiveBufferSize(SMALL_BUFFER);
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            clientTransport = new Socket();
            clientTransport.setReceiveBufferSize(SMALL_BUFFER);
            clientTransport.setSendBufferSize(SMALL_BUFFER);
            clientTransport.connect(listening.getLocalSocketAddress());
            serverTransport = listening.accept();
            serverTransport.setSendBufferSize(SMALL_BUFFER);
        }
    }

    @AfterEach
    void disconnect() throws IOException {
        clientTransport.close();
        serverTransport.close();
    }

    private ClientConfiguration connecting() {
        return Handclasp.client(authority).listener(clientWatch).build();
    }

    private ServerConfiguration serving() {
        return Handclasp.server(authority.server(CertificateKind.P256))
                .listener(serverWatch)
                .build();
    }

    private TlsSocket client() throws IOException {
        return TlsSocket.client(connecting(), ServerName.of("localhost"), clientTransport);
    }

    private static long sendWithUpdates(TlsSocket socket, Bulk bulk, AtomicLong sent)
            throws IOException {
        OutputStream out = socket.outputStream();
        bulk.writeTo(
                new OutputStream() {
                    private int writes;

                    @Override
                    public void write(byte[] bytes, int offset, int length) throws IOException {
                        if (++writes % WRITES_BETWEEN_UPDATES == 0) {
                            socket.updateKeys(true);
                        }
                        out.write(bytes, offset, length);
                        sent.addAndGet(length);
                    }

                    @Override
                    public void write(int one) throws IOException {
                        throw new UnsupportedOperationException();
                    }
                });
        return sent.get();
    }

    @ParameterizedTest
    @EnumSource
    void bothSendAtOnceAndAskForNewKeys(Threads threads, @TempDir Path folder) throws Exception {
        try (Recording recording = new Recording();
                TlsSocket client = client();
                TlsSocket server = TlsSocket.server(serving(), serverTransport)) {
            recording.enable("jdk.VirtualThreadPinned").withThreshold(Duration.ZERO);
            recording.start();
            Future<Long> clientSends =
                    threads.start(() -> sendWithUpdates(client, ofClient, new AtomicLong()));
            Future<Long> serverSends =
                    threads.start(() -> sendWithUpdates(server, ofServer, new AtomicLong()));
            Future<String> clientHears = threads.start(() -> Bulk.sha256(client.inputStream()));
            Future<String> serverHears = threads.start(() -> Bulk.sha256(server.inputStream()));

            assertThat(Deadline.await(clientHears, PATIENCE)).isEqualTo(ofServer.sha256());
            assertThat(Deadline.await(serverHears, PATIENCE)).isEqualTo(ofClient.sha256());
            assertThat(Deadline.await(clientSends, PATIENCE)).isEqualTo(Bulk.SIZE);
            assertThat(Deadline.await(serverSends, PATIENCE)).isEqualTo(Bulk.SIZE);
            recording.stop();
            assertThat(pinned(recording, folder)).isEmpty();
        }
        long asked = Bulk.SIZE / Bulk.CHUNK / WRITES_BETWEEN_UPDATES;
        assertThat(clientWatch.count("> KeyUpdate")).isGreaterThanOrEqualTo((int) asked);
        assertThat(serverWatch.count("> KeyUpdate")).isGreaterThanOrEqualTo((int) asked);
        assertThat(clientWatch.failure()).isEmpty();
        assertThat(serverWatch.failure()).isEmpty();
    }

    private static List<RecordedEvent> pinned(Recording recording, Path folder) throws IOException {
        Path file = folder.resolve("duel.jfr");
        recording.dump(file);
        return RecordingFile.readAllEvents(file).stream().filter(DuelTest::matters).toList();
    }

    /** The JDK waits pinned where two threads are the first to need one of its classes. */
    private static boolean matters(RecordedEvent event) {
        String reason = event.getString("pinnedReason");
        return reason == null || !reason.startsWith("Waited for initialization of ");
    }

    /**
     * A byte from the client is changed on the way, in the middle of it all. The server's reader finds
     * out and must get its alert past its own busy writer; the client must hear all that the server
     * sent before it, then the alert. Each end's application closes when its reader fails, which must
     * free its writer even from a full transport.
     */
    @ParameterizedTest
    @EnumSource
    void anAlertInTheMiddleStopsBoth(Threads threads) throws Exception {
        AtomicLong sentByServer = new AtomicLong();
        InputStream damaged = new Damaged(serverTransport.getInputStream(), 8 << 20);
        try (TlsSocket client = client();
                TlsSocket server =
                        // With the socket, so that closing it does not take back the alert on its
                        // way.
                        TlsSocket.server(serving(), serverTransport, damaged)) {
            Future<Long> clientSends =
                    threads.start(() -> sendWithUpdates(client, ofClient, new AtomicLong()));
            Future<Long> serverSends =
                    threads.start(() -> sendWithUpdates(server, ofServer, sentByServer));
            Prefix heard = new Prefix(ofServer);
            Future<Long> clientHears = threads.start(() -> closing(client, heard::read));
            Future<String> serverHears = threads.start(() -> closing(server, Bulk::sha256));

            assertThat(tlsFailure(serverHears).error()).isEqualTo(Misbehaved.BAD_RECORD_MAC);
            assertThat(tlsFailure(clientHears).error())
                    .isEqualTo(new PeerAlert(Alert.BAD_RECORD_MAC));
            assertThat(failure(serverSends)).isInstanceOf(IOException.class);
            assertThat(failure(clientSends)).isInstanceOf(IOException.class);
            assertThat(heard.length()).isGreaterThanOrEqualTo(sentByServer.get());
        }
        assertThat(serverWatch.alertsSent()).containsExactly(Alert.BAD_RECORD_MAC);
        assertThat(clientWatch.alertsReceived()).containsExactly(Alert.BAD_RECORD_MAC);
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read(InputStream in) throws IOException;
    }

    private static <T> T closing(TlsSocket socket, Reading<T> reading) throws IOException {
        try {
            return reading.read(socket.inputStream());
        } finally {
            socket.close();
        }
    }

    private static TlsException tlsFailure(Future<?> task) throws Exception {
        Throwable why = failure(task);
        assertThat(why).isInstanceOf(TlsException.class);
        return (TlsException) why;
    }

    private static Throwable failure(Future<?> task) throws Exception {
        try {
            throw new AssertionError("went well: " + Deadline.await(task, PATIENCE));
        } catch (AssertionError e) {
            if (e.getCause() != null) {
                return e.getCause();
            }
            throw e;
        }
    }

    /** Changes one byte. */
    private static final class Damaged extends FilterInputStream {
        private long left;

        Damaged(InputStream in, long offset) {
            super(in);
            left = offset;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int n = super.read(bytes, offset, length);
            if (left >= 0 && left < n) {
                bytes[offset + (int) left] ^= 1;
            }
            left -= Math.max(n, 0);
            return n;
        }
    }

    /** Reads for as long as it goes, and counts what is as it was sent. */
    private static final class Prefix {
        private final Bulk sent;
        private final AtomicLong length = new AtomicLong();

        Prefix(Bulk sent) {
            this.sent = sent;
        }

        /** How much came, in bytes. */
        long length() {
            return length.get();
        }

        long read(InputStream in) throws IOException {
            InputStream expected = sent.stream();
            byte[] buffer = new byte[Bulk.CHUNK];
            for (int n; (n = in.read(buffer)) >= 0; ) {
                assertThat(Arrays.copyOf(buffer, n)).isEqualTo(expected.readNBytes(n));
                length.addAndGet(n);
            }
            return length.get();
        }
    }
}
