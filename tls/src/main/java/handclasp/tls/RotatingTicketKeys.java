package handclasp.tls;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Ticket keys that are made when they are needed. Each seals for at most one period and opens for two from its making;
 * after that it is forgotten when the keys are next asked for. Thread-safe.
 */
final class RotatingTicketKeys implements Supplier<List<TicketKey>> {
    private final Duration period;
    private final InstantSource clock;
    private final SecureRandom random;
    private List<Made> made = List.of();

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
        List<Made> all = new ArrayList<>();
        if (made.isEmpty() || !made.get(0).isYoungerThan(period, now)) {
            all.add(new Made(TicketKey.random(random), now));
        }
        for (Made each : made) {
            if (each.isYoungerThan(period.multipliedBy(2), now)) {
                all.add(each);
            }
        }
        made = List.copyOf(all);
        return made.stream().map(Made::key).toList();
    }

    private record Made(TicketKey key, Instant at) {
        /** Not if the clock was set back before its making: such a key would never grow old. */
        boolean isYoungerThan(Duration age, Instant now) {
            return !now.isBefore(at) && now.isBefore(at.plus(age));
        }
    }
}
