package handclasp.tls.internal.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import handclasp.tls.CipherSuite;
import handclasp.tls.Epoch;
import handclasp.tls.RecordPadding;
import handclasp.tls.TlsException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordWriterTest {
    private static final CipherSuite SUITE = CipherSuite.TLS_AES_128_GCM_SHA256;
    private static final List<CipherSuite> SUITES =
            List.of(
                    CipherSuite.TLS_AES_128_GCM_SHA256,
                    CipherSuite.TLS_AES_256_GCM_SHA384,
                    CipherSuite.TLS_CHACHA20_POLY1305_SHA256);

    @Test
    void writesInTheClear() {
        RecordWriter writer = new RecordWriter(RecordPadding.toMultipleOf(512));

        assertThat(write(writer, ContentType.HANDSHAKE, 0x0301, new byte[] {7, 8}))
                .isEqualTo(HexFormat.of().parseHex("16030100020708"));
        assertThat(writer.epoch()).isEqualTo(Epoch.CLEAR);
        assertThat(writer.atLimit()).isFalse();
    }

    @Test
    void aChangeCipherSpecIsNeverProtected() {
        RecordWriter writer = protectedWriter(RecordPadding.none());
        byte[] out = new byte[6];

        assertThat(writer.writeChangeCipherSpec(out, 0)).isEqualTo(6);
        assertThat(out).isEqualTo(HexFormat.of().parseHex("140303000101"));
    }

    @Property(tries = 100)
    void theLengthIsExact(
            @ForAll @IntRange(max = 16_384) int length,
            @ForAll @IntRange(min = 2, max = 4096) int block,
            @ForAll @IntRange(max = 2) int suite)
            throws TlsException {
        RecordWriter writer = new RecordWriter(RecordPadding.toMultipleOf(block));
        writer.protect(Epoch.APPLICATION, new TestKeys(SUITES.get(suite)));
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        byte[] record = write(writer, ContentType.APPLICATION_DATA, 0x0303, content);

        int padded = length == 0 ? 0 : Math.min((length + block - 1) / block * block, 16_384);
        assertThat(record).hasSize(5 + padded + 1 + 16);
        assertThat(record)
                .startsWith(23, 3, 3, (record.length - 5) >>> 8, (record.length - 5) & 0xff);
        RecordReader reader = new RecordReader();
        reader.unprotect(Epoch.APPLICATION, new TestKeys(SUITES.get(suite)));
        reader.read(record, 0, record.length, null);
        assertThat(reader.type()).isEqualTo(ContentType.APPLICATION_DATA);
        assertThat(content(reader)).isEqualTo(content);
    }

    @Test
    void writesWhereItIsToldAndNowhereElse() {
        RecordWriter writer = protectedWriter(RecordPadding.none());
        byte[] content = {9, 9, 1, 2, 3, 9};
        byte[] out = new byte[100];
        Arrays.fill(out, (byte) 0x55);
        int made = writer.write(ContentType.APPLICATION_DATA, 0x0303, content, 2, 3, out, 10);

        assertThat(made).isEqualTo(5 + 3 + 1 + 16).isEqualTo(writer.recordLength(3));
        assertThat(Arrays.copyOf(out, 10)).containsOnly(0x55);
        assertThat(Arrays.copyOfRange(out, 10 + made, 100)).containsOnly(0x55);
        assertThat(content).containsExactly(9, 9, 1, 2, 3, 9);
    }

    @ParameterizedTest
    @ValueSource(ints = {-5, 0, 100_000})
    void paddingStaysWithinItsBounds(int padding) {
        RecordWriter writer = protectedWriter(contentLength -> padding);
        int expected = padding > 0 ? 16_384 : 100;

        assertThat(writer.recordLength(100)).isEqualTo(5 + expected + 1 + 16);
        assertThat(writer.recordLength(16_384)).isEqualTo(5 + 16_384 + 1 + 16);
        assertThat(write(writer, ContentType.ALERT, 0x0303, new byte[100]))
                .hasSize(5 + expected + 1 + 16);
    }

    @Test
    void eachRecordHasItsOwnNonce() {
        RecordWriter writer = protectedWriter(RecordPadding.none());
        byte[] first = write(writer, ContentType.APPLICATION_DATA, 0x0303, new byte[16]);
        byte[] second = write(writer, ContentType.APPLICATION_DATA, 0x0303, new byte[16]);

        assertThat(first).isNotEqualTo(second).hasSameSizeAs(second);
    }

    @Test
    void newKeysStartFromTheFirstNonce() {
        RecordWriter updated = protectedWriter(RecordPadding.none());
        write(updated, ContentType.APPLICATION_DATA, 0x0303, new byte[16]);
        updated.update();
        RecordWriter fresh = new RecordWriter(RecordPadding.none());
        fresh.protect(Epoch.APPLICATION, new TestKeys(SUITE).next());

        assertThat(write(updated, ContentType.APPLICATION_DATA, 0x0303, new byte[16]))
                .isEqualTo(write(fresh, ContentType.APPLICATION_DATA, 0x0303, new byte[16]));
    }

    @Test
    void saysWhenTheKeysAreUsedUp() {
        RecordWriter writer = new RecordWriter(RecordPadding.none());
        writer.protect(Epoch.APPLICATION, new TestKeys(SUITE, 1, 2));
        assertThat(writer.atLimit()).isFalse();
        write(writer, ContentType.APPLICATION_DATA, 0x0303, new byte[1]);
        assertThat(writer.atLimit()).isFalse();
        write(writer, ContentType.APPLICATION_DATA, 0x0303, new byte[1]);
        assertThat(writer.atLimit()).isTrue();
        writer.update();

        assertThat(writer.atLimit()).isFalse();
    }

    @Test
    void closesKeysThatAreReplaced() {
        RecordWriter writer = new RecordWriter(RecordPadding.none());
        TestKeys first = new TestKeys(SUITE);
        TestKeys second = new TestKeys(SUITE);
        writer.protect(Epoch.HANDSHAKE, first);
        writer.protect(Epoch.APPLICATION, second);
        assertThat(first.closed()).isTrue();
        assertThat(second.closed()).isFalse();
        writer.close();

        assertThat(second.closed()).isTrue();
    }

    /** Without this, data behind the last record of a connection would go out unprotected. */
    @Test
    void writesNothingOnceItIsClosed() {
        RecordWriter writer = protectedWriter(RecordPadding.none());
        writer.close();
        byte[] out = new byte[100];

        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                writer.write(
                                        ContentType.APPLICATION_DATA,
                                        0x0303,
                                        new byte[] {1},
                                        0,
                                        1,
                                        out,
                                        0));
        assertThat(out).containsOnly(0);
    }

    private static RecordWriter protectedWriter(RecordPadding padding) {
        RecordWriter writer = new RecordWriter(padding);
        writer.protect(Epoch.APPLICATION, new TestKeys(SUITE));
        return writer;
    }

    /** Into an array that is exactly as long as the writer said. */
    private static byte[] write(RecordWriter writer, int type, int version, byte[] content) {
        byte[] out = new byte[writer.recordLength(content.length)];
        int made = writer.write(type, version, content, 0, content.length, out, 0);
        assertThat(made).isEqualTo(out.length);
        return out;
    }

    private static byte[] content(RecordReader reader) {
        return Arrays.copyOfRange(
                reader.array(), reader.offset(), reader.offset() + reader.length());
    }
}
