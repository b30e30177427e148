package handclasp.tls;

import handclasp.tls.crypto.Secret;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps sessions in memory, at most so many, and drops those longest unused. Thread-safe. */
public final class SessionCache implements SessionStore {
    /** Under one key: a server that gives tickets without end does not push out those of others. */
    private static final int SAME_KEY = 8;

    private final int capacity;
    private final InstantSource clock;
    private final Map<String, Deque<Entry>> entries = new LinkedHashMap<>(16, 0.75f, true);
    private int size;

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
        remove(key);
        add(key, session, until);
    }

    @Override
    public synchronized void add(String key, Secret session, Instant until) {
        Deque<Entry> same = entries.computeIfAbsent(key, any -> new ArrayDeque<>());
        same.addLast(new Entry(session.copy(), until));
        size++;
        if (same.size() > SAME_KEY) {
            drop(same.removeFirst());
        }
        if (size > capacity) {
            dropOne();
        }
    }

    @Override
    public synchronized Optional<Secret> find(String key) {
        return newest(key).map(entry -> entry.session.copy());
    }

    @Override
    public synchronized Optional<Secret> take(String key) {
        Optional<Entry> found = newest(key);
        Deque<Entry> same = entries.get(key);
        if (found.isEmpty() || same == null) {
            return Optional.empty();
        }
        same.removeLast();
        size--;
        if (same.isEmpty()) {
            entries.remove(key);
        }
        return found.map(entry -> entry.session);
    }

    /** The newest that has not expired; what has is dropped. */
    private Optional<Entry> newest(String key) {
        Deque<Entry> same = entries.get(key);
        if (same == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        while (!same.isEmpty() && same.getLast().until.isBefore(now)) {
            drop(same.removeLast());
        }
        if (same.isEmpty()) {
            entries.remove(key);
        }
        return Optional.ofNullable(same.peekLast());
    }

    @Override
    public synchronized void remove(String key) {
        Deque<Entry> same = entries.remove(key);
        if (same != null) {
            same.forEach(this::drop);
        }
    }

    /** Forgets all. */
    public synchronized void clear() {
        entries.values().forEach(same -> same.forEach(this::drop));
        entries.clear();
    }

    /** In sessions, those that expired and were not looked for since included. */
    public synchronized int size() {
        return size;
    }

    @Override
    public boolean blocking() {
        return false;
    }

    /** The oldest under the key longest unused. */
    private void dropOne() {
        Iterator<Deque<Entry>> keys = entries.values().iterator();
        Deque<Entry> same = keys.next();
        drop(same.removeFirst());
        if (same.isEmpty()) {
            keys.remove();
        }
    }

    private void drop(Entry entry) {
        entry.session.close();
        size--;
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
