package handclasp.tls.internal.tls12;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import handclasp.tls.CipherSuite;
import handclasp.tls.Epoch;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.RecordPadding;
import handclasp.tls.TlsException;
import handclasp.tls.crypto.RecordAlgorithm;
import handclasp.tls.crypto.SuiteAlgorithms;
import handclasp.tls.internal.record.ContentType;
import handclasp.tls.internal.record.RecordReader;
import handclasp.tls.internal.record.RecordWriter;
import handclasp.tls.internal.record.TestKeys;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Nothing of ours may be allocated per record: with an AEAD no more than in TLS 1.3, whose records are measured against
 * the bare cipher; with CBC, which initializes no cipher, nothing at all.
 */
class Record12AllocationTest {
    private static final int ROUNDS = 5;
    private static final int RECORDS = 2000;

    /** In bytes per record, for what compiling changes between runs; any buffer of ours would be larger. */
    private static final long TOLERANCE = 64;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final byte[] content = new byte[1400];

    @ParameterizedTest
    @EnumSource
    void writingAndReading(Records12Test.Kind kind) throws TlsException {
        RecordAlgorithm records = SuiteAlgorithms.of(kind.suite).orElseThrow().records();
        long allowed = records.isAead() ? perRecordOfTls13(records) : 0;
        assertThat(perRecord(kind.writer(), kind.reader()))
                .as("bytes per record, %d allowed", allowed)
                .isLessThanOrEqualTo(allowed + TOLERANCE);
    }

    private long perRecordOfTls13(RecordAlgorithm records) throws TlsException {
        CipherSuite suite =
                SuiteAlgorithms.all().stream()
                        .filter(each -> each.version().equals(ProtocolVersion.TLS_1_3))
                        .filter(each -> each.records() == records)
                        .findFirst()
                        .orElseThrow()
                        .suite();
        RecordWriter writer = new RecordWriter(RecordPadding.none());
        writer.protect(Epoch.APPLICATION, new TestKeys(suite));
        RecordReader reader = new RecordReader();
        reader.unprotect(Epoch.APPLICATION, new TestKeys(suite));
        return perRecord(writer, reader);
    }

    private long perRecord(RecordWriter writer, RecordReader reader) throws TlsException {
        byte[] record = new byte[writer.recordLength(content.length)];
        long[] rounds = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < RECORDS; i++) {
                writer.write(
                        ContentType.APPLICATION_DATA,
                        0x0303,
                        content,
                        0,
                        content.length,
                        record,
                        0);
                reader.read(record, 0, record.length, null);
            }
            rounds[round] = (threads.getCurrentThreadAllocatedBytes() - before) / RECORDS;
        }
        return Arrays.stream(rounds).min().orElseThrow();
    }
}
