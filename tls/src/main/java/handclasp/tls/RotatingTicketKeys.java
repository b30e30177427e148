package handclasp.tls;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** Ticket keys that are made when they are needed, and forgotten two periods later. Thread-safe. */
final class RotatingTicketKeys implements Supplier<List<TicketKey>> {
    private final Duration period;
    private final InstantSource clock;
    private final SecureRandom random;
    private List<TicketKey> keys = List.of();
    private Instant since = Instant.MIN;

    RotatingTicketKeys(Duration period, InstantSource clock, SecureRandom random) {
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("the period of ticket keys is " + period);
        }
        this.period = period;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public synchronized List<TicketKey> get() {
        Instant now = clock.instant();
        Duration age = keys.isEmpty() ? period : Duration.between(since, now);
        if (age.compareTo(period) >= 0) {
            boolean overlaps = !keys.isEmpty() && age.compareTo(period.multipliedBy(2)) < 0;
            TicketKey fresh = TicketKey.random(random);
            keys = overlaps ? List.of(fresh, keys.get(0)) : List.of(fresh);
            since = now;
        }
        return keys;
    }
}
