package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import handclasp.tls.ClientConfiguration;
import handclasp.tls.EarlyData;
import handclasp.tls.ReplayGuard;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.SessionCache;
import handclasp.tls.TicketKey;
import handclasp.tls.TicketKeys;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Early data that somebody recorded and sends again (RFC 9846 §8). */
class ReplayTest {
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final TicketKey KEY = TicketKey.random(new SecureRandom());

    private final ManualClock clock = new ManualClock();
    private final SessionCache tickets = SessionCache.of(20, clock);

    private ClientConfiguration client() {
        return Ends.client().sessions(tickets).clock(clock).earlyData(true).build();
    }

    /** With keys that outlive a restart, and a memory that does not. */
    private ServerConfiguration server() {
        return Ends.server()
                .tickets(1)
                .ticketKeys(TicketKeys.of(List.of(KEY)))
                .clock(clock)
                .earlyData(1000)
                .build();
    }

    private byte[] recordedFlight(ServerConfiguration server) throws Exception {
        Ends.wire(client().toBuilder(), server.toBuilder()).handshake();
        return End.client(client().toBuilder()).sendsEarly((byte) 1, (byte) 2, (byte) 3);
    }

    private static EarlyData hear(ServerConfiguration server, byte[] flight) throws Exception {
        End end = End.server(server.toBuilder()).hears(flight);
        EarlyData fate = end.connection().facts().earlyData().orElseThrow();
        assertThat(end.receivedEarly()).hasSize(fate == EarlyData.ACCEPTED ? 3 : 0);
        return fate;
    }

    @Test
    void aThousandConnectionsAtATimeAndOneIsTaken() throws Exception {
        ServerConfiguration server = server();
        clock.turn(WINDOW.multipliedBy(2));
        byte[] flight = recordedFlight(server);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger accepted = new AtomicInteger();
        Callable<Void> replay =
                () -> {
                    go.await();
                    if (hear(server, flight) == EarlyData.ACCEPTED) {
                        accepted.incrementAndGet();
                    }
                    return null;
                };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> all =
                    java.util.stream.IntStream.range(0, 1000)
                            .mapToObj(any -> threads.submit(replay))
                            .toList();
            go.countDown();
            for (Future<Void> each : all) {
                each.get();
            }
        }

        assertThat(accepted).hasValue(1);
    }

    /** Whenever the server starts again, and however long somebody waits (RFC 9846 §8.2). */
    @Test
    void acrossARestartNeverTwice() throws Exception {
        ServerConfiguration before = server();
        clock.turn(WINDOW.multipliedBy(2));
        byte[] flight = recordedFlight(before);
        assertThat(hear(before, flight)).isEqualTo(EarlyData.ACCEPTED);

        for (int second = 0; second < 25; second++) {
            ServerConfiguration after = server();
            for (int later = 0; later < 25; later++) {
                assertThat(hear(after, flight)).isEqualTo(EarlyData.REFUSED);
                clock.turn(Duration.ofSeconds(1));
            }
            clock.turn(Duration.ofSeconds(second - 24));
        }
    }

    @Test
    void afterAWindowARestartedServerTakesWhatIsNew() throws Exception {
        ServerConfiguration server = server();
        assertThat(hear(server, recordedFlight(server))).isEqualTo(EarlyData.REFUSED);
        clock.turn(WINDOW.plusMillis(1));

        assertThat(hear(server, recordedFlight(server))).isEqualTo(EarlyData.ACCEPTED);
    }

    /** Before the end of its window nothing is forgotten; afterwards nothing old is taken. */
    @Test
    void itIsNeverTakenLater() throws Exception {
        ServerConfiguration server = server();
        clock.turn(WINDOW.multipliedBy(2));
        byte[] flight = recordedFlight(server);
        assertThat(hear(server, flight)).isEqualTo(EarlyData.ACCEPTED);
        for (int i = 0; i < 30; i++) {
            clock.turn(Duration.ofSeconds(1));
            assertThat(hear(server, flight)).isEqualTo(EarlyData.REFUSED);
        }
    }

    // ---- the guard by itself

    private final ReplayGuard guard = ReplayGuard.inMemory(WINDOW, 3, clock);

    private boolean first(int binder, Instant expected) throws Exception {
        return guard.isFirst(new byte[] {(byte) binder}, expected);
    }

    @Test
    void theWindowHasTwoSides() throws Exception {
        clock.turn(WINDOW.multipliedBy(3));
        Instant now = clock.instant();

        assertThat(first(1, now.minus(WINDOW))).isTrue();
        assertThat(first(2, now.plus(WINDOW))).isTrue();
        assertThat(first(3, now.minus(WINDOW).minusMillis(1))).isFalse();
        assertThat(first(4, now.plus(WINDOW).plusMillis(1))).isFalse();
        assertThat(first(1, now)).isFalse();
        assertThat(first(2, now)).isFalse();
    }

    @Test
    void whatMayHaveComeBeforeTheStartIsRefused() throws Exception {
        Instant start = clock.instant();
        assertThat(first(1, start.plus(WINDOW))).isFalse();
        assertThat(first(1, start.plus(WINDOW).plusMillis(1))).isFalse();
        clock.turn(Duration.ofSeconds(1));
        assertThat(first(1, start.plus(WINDOW))).isFalse();
        assertThat(first(1, start.plus(WINDOW).plusMillis(1))).isTrue();
    }

    @Test
    void aFullGuardRefuses() throws Exception {
        clock.turn(WINDOW.multipliedBy(3));
        for (int i = 0; i < 3; i++) {
            assertThat(first(i, clock.instant())).isTrue();
        }
        assertThat(first(3, clock.instant())).isFalse();
        clock.turn(WINDOW.plusMillis(1));

        assertThat(first(3, clock.instant())).isTrue();
    }

    @Test
    void aClockThatIsSetBackBringsNothingBack() throws Exception {
        clock.turn(WINDOW.multipliedBy(3));
        Instant then = clock.instant();
        assertThat(first(1, then)).isTrue();
        clock.turn(WINDOW.multipliedBy(2));
        assertThat(first(2, clock.instant())).as("the first is forgotten").isTrue();
        clock.turn(WINDOW.multipliedBy(-2));

        assertThat(first(1, then)).isFalse();
    }

    @Test
    void aGuardNeedsAWindowAndRoom() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplayGuard.inMemory(Duration.ZERO, 1, clock));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplayGuard.inMemory(WINDOW, 0, clock));
    }
}
