package handclasp.tls;

import handclasp.tls.crypto.Secret;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps sessions in memory, at most so many, and drops those longest unused. Thread-safe. */
public final class SessionCache implements SessionStore {
    private final int capacity;
    private final InstantSource clock;
    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    private SessionCache(int capacity, InstantSource clock) {
        this.capacity = capacity;
        this.clock = clock;
    }

    /** @param capacity in sessions, each of some hundred bytes and the peer's certificates, at most 32 KiB; 1 or more */
    public static SessionCache of(int capacity) {
        return of(capacity, InstantSource.system());
    }

    /** The same with a clock of one's own, for expiry. */
    public static SessionCache of(int capacity, InstantSource clock) {
        if (capacity < 1) {
            throw new IllegalArgumentException("the capacity is " + capacity + ", not 1 or more");
        }
        return new SessionCache(capacity, clock);
    }

    @Override
    public synchronized void put(String key, Secret session, Instant until) {
        forget(entries.put(key, new Entry(session.copy(), until)));
        if (entries.size() > capacity) {
            dropOne();
        }
    }

    @Override
    public synchronized Optional<Secret> find(String key) {
        Entry entry = entries.get(key);
        if (entry == null) {
            return Optional.empty();
        }
        if (entry.until.isBefore(clock.instant())) {
            remove(key);
            return Optional.empty();
        }
        return Optional.of(entry.session.copy());
    }

    @Override
    public synchronized void remove(String key) {
        forget(entries.remove(key));
    }

    /** Forgets all. */
    public synchronized void clear() {
        entries.values().forEach(SessionCache::forget);
        entries.clear();
    }

    /** In sessions, those that expired and were not looked for since included. */
    public synchronized int size() {
        return entries.size();
    }

    @Override
    public boolean blocking() {
        return false;
    }

    /** The one longest unused. */
    private void dropOne() {
        Iterator<Entry> oldest = entries.values().iterator();
        forget(oldest.next());
        oldest.remove();
    }

    private static void forget(@org.jspecify.annotations.Nullable Entry entry) {
        if (entry != null) {
            entry.session.close();
        }
    }

    @Override
    public String toString() {
        return "SessionCache[" + size() + " of " + capacity + "]";
    }

    private static final class Entry {
        private final Secret session;
        private final Instant until;

        Entry(Secret session, Instant until) {
            this.session = session;
            this.until = until;
        }
    }
}
