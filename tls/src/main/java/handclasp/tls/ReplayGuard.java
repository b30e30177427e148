package handclasp.tls;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Remembers which early data was taken, so that what somebody recorded is not taken again (RFC 9846 §8). Servers that open
 * each other's tickets must share one, or take early data at one place only: each guard by itself lets every handshake
 * pass once. Must be thread-safe.
 */
public interface ReplayGuard {
    /**
     * Whether early data may be taken now, which it then never may again for the same binder.
     *
     * @param binder of the pre-shared key, which was found to be right; borrowed until return
     * @param expectedArrival when the hello should arrive by what the client says of its ticket's age
     * @return false for one that was there before, for one that is not fresh, and whenever that cannot be said
     * @throws Exception if the guard fails; the early data is then refused and the handshake goes on
     */
    boolean isFirst(byte[] binder, Instant expectedArrival) throws Exception;

    /** Whether {@link #isFirst} may block; a handshake is then suspended for it. */
    default boolean blocking() {
        return true;
    }

    /**
     * One for a single server, in memory. After its making it refuses all that is expected within a window, since it cannot
     * know what was taken before (RFC 9846 §8.2).
     *
     * @param window how far the arrival may be from what was expected, before or after; ten seconds suit the Internet
     *     (RFC 9846 §8.3)
     * @param capacity in handshakes, each of some hundred bytes; while it is full, early data is refused
     */
    static ReplayGuard inMemory(Duration window, int capacity, InstantSource clock) {
        return new ReplayWindow(window, capacity, clock);
    }
}
