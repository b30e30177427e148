package handclasp.tls;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.PriorityQueue;

/** Binders seen in a window of time (RFC 9846 §8.2). Thread-safe. */
final class ReplayWindow implements ReplayGuard {
    private final Duration window;
    private final int capacity;
    private final InstantSource clock;
    private final Map<String, Instant> seen = new HashMap<>();

    /** What was seen, the one to be forgotten first in front. */
    private final PriorityQueue<Seen> order = new PriorityQueue<>();

    /** A hello that was expected then or before may have come and be forgotten. */
    private Instant horizon;

    ReplayWindow(Duration window, int capacity, InstantSource clock) {
        if (window.isNegative() || window.isZero() || capacity < 1) {
            throw new IllegalArgumentException(
                    "a guard needs a window and room, not " + window + " and " + capacity);
        }
        this.window = window;
        this.capacity = capacity;
        this.clock = clock;
        // One expected a window after the start may have come at the start, when nobody was
        // looking.
        this.horizon = clock.instant().plus(window);
    }

    @Override
    public synchronized boolean isFirst(byte[] binder, Instant expectedArrival) {
        Instant now = clock.instant();
        forget(now);
        boolean fresh =
                expectedArrival.isAfter(horizon)
                        && !expectedArrival.isBefore(now.minus(window))
                        && !expectedArrival.isAfter(now.plus(window));
        if (!fresh || seen.size() >= capacity) {
            return false;
        }
        String name = HexFormat.of().formatHex(binder);
        if (seen.putIfAbsent(name, expectedArrival) != null) {
            return false;
        }
        order.add(new Seen(expectedArrival, name));
        return true;
    }

    @Override
    public boolean blocking() {
        return false;
    }

    /** What is expected no more. Should the clock be set back afterwards, the horizon stays where it was. */
    private void forget(Instant now) {
        Instant end = now.minus(window);
        while (!order.isEmpty() && order.peek().expected.isBefore(end)) {
            Seen oldest = order.remove();
            seen.remove(oldest.name);
            horizon = horizon.isAfter(oldest.expected) ? horizon : oldest.expected;
        }
    }

    private record Seen(Instant expected, String name) implements Comparable<Seen> {
        @Override
        public int compareTo(Seen other) {
            return expected.compareTo(other.expected);
        }
    }
}
