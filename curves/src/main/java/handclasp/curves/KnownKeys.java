package handclasp.curves;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tables for verification keys that come back. The first verification with a key leaves a mark, the second
 * builds the table, later ones use it. Both the marks (at most 1024, about 200 bytes each) and the tables
 * (at most 64, about 34 KB each) are dropped least recently used first, so that the whole takes at most 2.4
 * MB however many keys are seen. Thread-safe; a table is built outside the lock, by one thread.
 */
final class KnownKeys {

    static final int MARKS = 1024;
    static final int TABLES = 64;

    private static final KnownKeys SHARED = new KnownKeys();

    private final Map<ByteBuffer, Boolean> marks = bounded(MARKS);
    private final Map<ByteBuffer, CombP256> tables = bounded(TABLES);

    private final Function<EcPublicKey, CombP256> build;

    KnownKeys() {
        this(KnownKeys::build);
    }

    /** With another way to build a table. */
    KnownKeys(Function<EcPublicKey, CombP256> build) {
        this.build = build;
    }

    static KnownKeys shared() {
        return SHARED;
    }

    private static <V> Map<ByteBuffer, V> bounded(int limit) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<ByteBuffer, V> eldest) {
                return size() > limit;
            }
        };
    }

    /** Called once per verification: the key's table, or null where it has none yet. */
    @Nullable CombP256 meet(EcPublicKey key) {
        ByteBuffer name = ByteBuffer.wrap(key.coordinates());
        synchronized (this) {
            CombP256 table = tables.get(name);
            if (table != null) {
                return table;
            }
            // TRUE: met once; FALSE: a table is being built.
            Boolean mark = marks.get(name);
            if (mark == null) {
                marks.put(name, true);
                return null;
            }
            if (!mark) {
                return null;
            }
            marks.put(name, false);
        }
        CombP256 table = null;
        try {
            table = build.apply(key);
        } finally {
            // Also where memory ran out, lest the key never get a table again.
            settle(name, table);
        }
        return table;
    }

    private synchronized void settle(ByteBuffer name, @Nullable CombP256 table) {
        marks.remove(name);
        if (table != null) {
            tables.put(name, table);
        }
    }

    private static CombP256 build(EcPublicKey key) {
        FieldP256 x = new FieldP256();
        FieldP256 y = new FieldP256();
        x.set(key.x());
        y.set(key.y());
        return new CombP256(x, y, 2);
    }

    synchronized int tables() {
        return tables.size();
    }

    synchronized int marks() {
        return marks.size();
    }
}
