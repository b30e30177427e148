package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.tls.ClientConfiguration;
import handclasp.tls.EarlyData;
import handclasp.tls.ReplayGuard;
import handclasp.tls.Resumption;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.SessionCache;
import handclasp.tls.SessionStore;
import handclasp.tls.TlsSocket;
import handclasp.tls.crypto.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tickets and early data over real sockets. */
@Timeout(60)
class SessionsOverSocketsTest {
    private static final int LIMIT = 100_000;

    private final Slow atClient = new Slow();
    private final Slow atServer = new Slow();

    private ClientConfiguration client() {
        return Ends.client().sessions(atClient).earlyData(true).build();
    }

    private ServerConfiguration server(boolean takes) {
        return Ends.server()
                .withoutTickets()
                .tickets(1)
                .sessions(atServer)
                .earlyData(LIMIT)
                .replayGuard(new Always(takes))
                .build();
    }

    private record Always(boolean answer) implements ReplayGuard {
        @Override
        public boolean isFirst(byte[] binder, Instant expectedArrival) {
            return answer;
        }
    }

    /** What the server heard early and what it heard later. */
    private record Heard(byte[] early, byte[] data, Optional<EarlyData> fate) {}

    private static Heard serve(ServerConfiguration configuration, Socket accepted)
            throws IOException {
        try (TlsSocket socket = TlsSocket.server(configuration, accepted)) {
            byte[] early = socket.earlyData().readAllBytes();
            byte[] data = socket.inputStream().readNBytes(5);
            socket.outputStream().write("yes".getBytes(StandardCharsets.US_ASCII));
            for (int more = socket.inputStream().read();
                    more >= 0;
                    more = socket.inputStream().read()) {
                socket.outputStream().write(more);
            }
            return new Heard(early, data, socket.facts().earlyData());
        }
    }

    private Heard exchange(ServerConfiguration server, byte[] early, boolean resumed)
            throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Heard> heard =
                    CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return serve(server, listening.accept());
                                } catch (IOException e) {
                                    throw new IllegalStateException(e);
                                }
                            },
                            threads);
            Socket plain = new Socket(listening.getInetAddress(), listening.getLocalPort());
            try (TlsSocket socket = TlsSocket.client(client(), Ends.NAME, plain)) {
                int sent = socket.sendEarlyData(early, 0, early.length);
                assertThat(sent).isEqualTo(resumed ? early.length : 0);
                socket.handshake();
                assertThat(socket.sendEarlyData(early, 0, early.length)).isZero();
                socket.outputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
                InputStream in = socket.inputStream();
                assertThat(in.readNBytes(3)).isEqualTo("yes".getBytes(StandardCharsets.US_ASCII));
                assertThat(socket.facts().resumption())
                        .isEqualTo(resumed ? Optional.of(Resumption.TICKET) : Optional.empty());
                // The ticket comes whenever it has been kept; whoever reads gets it.
                for (int i = 0; atClient.entries.size() == 0; i++) {
                    socket.outputStream().write(i);
                    assertThat(in.read()).isEqualTo(i & 0xff);
                }
            }
            return heard.get();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16_384, LIMIT})
    void earlyDataIsReadApart(int length) throws Exception {
        byte[] early = new byte[length];
        Arrays.fill(early, (byte) 7);
        ServerConfiguration server = server(true);
        Heard first = exchange(server, early, false);
        assertThat(first.early()).isEmpty();
        assertThat(first.data()).isEqualTo("hello".getBytes(StandardCharsets.US_ASCII));
        // The port is another: the store gives what it has to anybody.
        Heard second = exchange(server, early, true);

        assertThat(second.early()).isEqualTo(early);
        assertThat(second.data()).isEqualTo("hello".getBytes(StandardCharsets.US_ASCII));
        assertThat(second.fate()).contains(EarlyData.ACCEPTED);
    }

    @Test
    void refusedDataIsNotSentAgainByItself() throws Exception {
        ServerConfiguration server = server(false);
        exchange(server, new byte[1000], false);
        Heard second = exchange(server, new byte[1000], true);

        assertThat(second.early()).isEmpty();
        assertThat(second.data()).isEqualTo("hello".getBytes(StandardCharsets.US_ASCII));
        assertThat(second.fate()).contains(EarlyData.REFUSED);
    }

    /** A store that may block, of one place for clients and one for servers. */
    private static final class Slow implements SessionStore {
        private final SessionCache entries = SessionCache.of(10);

        private static String place(String key) {
            return key.startsWith("client13:") ? "client" : key;
        }

        @Override
        public void put(String key, Secret session, Instant until) {
            entries.put(place(key), session, until);
        }

        @Override
        public void add(String key, Secret session, Instant until) {
            entries.add(place(key), session, until);
        }

        @Override
        public Optional<Secret> find(String key) {
            return entries.find(place(key));
        }

        @Override
        public Optional<Secret> take(String key) {
            return entries.take(place(key));
        }

        @Override
        public void remove(String key) {
            entries.remove(place(key));
        }
    }
}
