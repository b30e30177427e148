package handclasp.curves;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KnownKeysTest {

    private final KnownKeys keys = new KnownKeys();

    private static EcPublicKey key(int scalar) throws Exception {
        long[] x = new long[8];
        long[] y = new long[8];
        P256.multiplyGenerator(x, y, Words.of(BigInteger.valueOf(scalar)));
        return new EcPublicKey(x, y);
    }

    @Test
    void theSecondMeetingBuildsTheTable() throws Exception {
        EcPublicKey key = key(5);
        assertThat(keys.meet(key)).isNull();
        CombP256 table = keys.meet(key(5));
        assertThat(table).isNotNull();
        assertThat(keys.meet(key)).isSameAs(table);
        assertThat(keys.marks()).isZero();
    }

    @Test
    void isBoundedHoweverManyKeysCome() throws Exception {
        for (int i = 1; i <= KnownKeys.MARKS + 10; i++) {
            keys.meet(key(i));
        }
        assertThat(keys.marks()).isEqualTo(KnownKeys.MARKS);
        for (int i = 100; i < 100 + KnownKeys.TABLES + 10; i++) {
            assertThat(keys.meet(key(i))).isNotNull();
        }
        assertThat(keys.tables()).isEqualTo(KnownKeys.TABLES);
    }

    /** Memory that runs out once must not cost the key its table for good. */
    @Test
    void aTableThatCouldNotBeBuiltIsBuiltLater() throws Exception {
        CombP256 table = keys.meet(key(1)) == null ? keys.meet(key(1)) : null;
        int[] calls = {0};
        KnownKeys failing =
                new KnownKeys(
                        key -> {
                            if (calls[0]++ == 0) {
                                throw new OutOfMemoryError("for this test");
                            }
                            return Objects.requireNonNull(table);
                        });
        failing.meet(key(1));
        assertThatThrownBy(() -> failing.meet(key(1))).isInstanceOf(OutOfMemoryError.class);
        assertThat(failing.meet(key(1))).as("a new mark").isNull();
        assertThat(failing.meet(key(1))).isSameAs(table);
    }

    @Test
    void aTableIsBuiltByOneThread() throws Exception {
        EcPublicKey key = key(9);
        keys.meet(key);
        java.util.Set<CombP256> tables = java.util.concurrent.ConcurrentHashMap.newKeySet();
        AtomicInteger failures = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 40; i++) {
                threads.execute(
                        () -> {
                            try {
                                CombP256 table = keys.meet(key);
                                if (table != null) {
                                    tables.add(table);
                                }
                            } catch (RuntimeException e) {
                                failures.incrementAndGet();
                            }
                        });
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(failures).hasValue(0);
        assertThat(tables).hasSize(1);
    }
}
