package handclasp.tls.internal.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import handclasp.tls.Alert;
import handclasp.tls.CipherSuite;
import handclasp.tls.Epoch;
import handclasp.tls.Misbehaved;
import handclasp.tls.PlaintextSink;
import handclasp.tls.RecordPadding;
import handclasp.tls.TlsException;
import handclasp.tls.crypto.AeadSealer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordReaderTest {
    private static final CipherSuite SUITE = CipherSuite.TLS_AES_128_GCM_SHA256;

    static Stream<CipherSuite> suites() {
        return Stream.of(
                CipherSuite.TLS_AES_128_GCM_SHA256,
                CipherSuite.TLS_AES_256_GCM_SHA384,
                CipherSuite.TLS_CHACHA20_POLY1305_SHA256);
    }

    // ---- headers

    @Test
    void findsTheLengthFromTheHeader() {
        byte[] in = HexFormat.of().parseHex("ff" + "1703034100");

        assertThat(new RecordReader().recordLength(in, 1, 5)).isEqualTo(5 + 0x4100);
        for (int available = 0; available < 5; available++) {
            assertThat(new RecordReader().recordLength(in, 1, available)).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1403030001, 6",
        "1503010002, 7",
        "1603ff0000, 5",
        "1703034101, 5",
        "1803030001, 5",
        "1303030001, 5",
        "1602030001, 5",
        "4745542f20, 5"
    })
    void givesJustTheHeaderWhereItCannotBeTls(String header, int length) {
        byte[] in = HexFormat.of().parseHex(header);

        assertThat(new RecordReader().recordLength(in, 0, in.length)).isEqualTo(length);
    }

    @Test
    void tellsGarbageByItsFirstByte() {
        byte[] in = "GE".getBytes(StandardCharsets.US_ASCII);
        assertThat(new RecordReader().recordLength(in, 0, 2)).isEqualTo(2);

        TlsException refusal = refusal(new RecordReader(), in);
        assertThat(refusal.error()).isEqualTo(Misbehaved.NOT_TLS);
        assertThat(refusal).hasMessageContaining("they are \"GE\"");
        byte[] unreadable = {'S', 'S', 'H', '\n', 0x1b};
        assertThat(refusal(new RecordReader(), unreadable))
                .hasMessageContaining("they are 5353480a1b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1", "POST /x", "HEAD /", "PUT /", "DELETE /"})
    void tellsAClientThatSpeaksHttp(String request) {
        byte[] in = request.getBytes(StandardCharsets.US_ASCII);
        int length = new RecordReader().recordLength(in, 0, in.length);
        TlsException refusal = refusal(new RecordReader(), Arrays.copyOf(in, length));

        assertThat(refusal.error()).isEqualTo(Misbehaved.NOT_TLS);
        assertThat(refusal.error().alert()).isEqualTo(Alert.UNEXPECTED_MESSAGE);
        assertThat(refusal.diagnosis().happened()).contains("HTTP without TLS");
        assertThat(refusal.diagnosis().remedy()).contains("https://");
    }

    @Test
    void tellsAServerThatSpeaksHttp() {
        byte[] in = "HTTP/".getBytes(StandardCharsets.US_ASCII);

        assertThat(refusal(new RecordReader(), in).diagnosis().happened())
                .contains("the peer answers in HTTP");
    }

    @Test
    void afterAFirstRecordGarbageIsAWrongRecord() throws TlsException {
        RecordReader reader = new RecordReader();
        read(reader, HexFormat.of().parseHex("160303000101"));

        assertRefused(reader, HexFormat.of().parseHex("1803030000"), Misbehaved.RECORD_TYPE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0300, 0x0301, 0x0303, 0x0304, 0x03ff})
    void ignoresTheMinorVersion(int version) throws TlsException {
        byte[] record = {22, (byte) (version >>> 8), (byte) version, 0, 1, 42};
        RecordReader reader = new RecordReader();
        read(reader, record);

        assertThat(reader.type()).isEqualTo(ContentType.HANDSHAKE);
        assertThat(content(reader)).containsExactly(42);
        assertThat(reader.inClear()).isTrue();
    }

    // ---- in the clear

    @Test
    void takesTheLongestPlainRecordAndNoLonger() throws TlsException {
        RecordReader reader = new RecordReader();
        read(reader, plain(16_384));
        assertThat(reader.length()).isEqualTo(16_384);

        assertRefused(new RecordReader(), plain(16_385), Misbehaved.RECORD_OVERFLOW);
        assertRefused(
                new RecordReader(),
                HexFormat.of().parseHex("1603034101"),
                Misbehaved.RECORD_OVERFLOW);
        assertThat(Misbehaved.RECORD_OVERFLOW.alert()).isEqualTo(Alert.RECORD_OVERFLOW);
    }

    // ---- protected

    @ParameterizedTest
    @MethodSource("suites")
    void everyChangedByteIsNoticed(CipherSuite suite) {
        byte[] record = seal(suite, 0, inner(new byte[] {1, 2, 3}, 23, 2));
        for (int i = 0; i < record.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = record.clone();
                changed[i] ^= (byte) (1 << bit);
                TlsException refusal = changedRefusal(suite, changed);
                if (i >= 5 || i == 2) {
                    // The body, and the minor version, which the header's protection covers too.
                    assertThat(refusal.error())
                            .as("byte %d bit %d", i, bit)
                            .isEqualTo(Misbehaved.BAD_RECORD_MAC);
                } else {
                    assertThat(refusal.error())
                            .as("byte %d bit %d", i, bit)
                            .isInstanceOf(Misbehaved.class);
                }
            }
        }
        assertThat(Misbehaved.BAD_RECORD_MAC.alert()).isEqualTo(Alert.BAD_RECORD_MAC);
    }

    @ParameterizedTest
    @MethodSource("suites")
    void nothingOfAForgedRecordIsLeft(CipherSuite suite) {
        byte[] record = seal(suite, 0, inner(new byte[64], 23, 0));
        record[record.length - 1] ^= 1;
        byte[] target = new byte[200];
        assertThat(
                        catchThrowableOfType(
                                TlsException.class,
                                () ->
                                        reader(suite)
                                                .read(record, 0, record.length, into(target, 0))))
                .isNotNull();

        assertThat(target).containsOnly(0);
    }

    @Test
    void stripsPadding() throws TlsException {
        for (int zeros : new int[] {0, 1, 15, 16, 255, 1000}) {
            RecordReader reader = reader(SUITE);
            read(reader, seal(SUITE, 0, inner(new byte[] {5, 0, 0}, 23, zeros)));

            assertThat(reader.type()).isEqualTo(ContentType.APPLICATION_DATA);
            assertThat(content(reader)).containsExactly(5, 0, 0);
            assertThat(reader.inClear()).isFalse();
        }
    }

    @Test
    void refusesARecordOfPaddingOnly() {
        for (int zeros : new int[] {1, 2, 500}) {
            assertRefused(
                    reader(SUITE), seal(SUITE, 0, new byte[zeros]), Misbehaved.NO_CONTENT_TYPE);
        }
        assertThat(Misbehaved.NO_CONTENT_TYPE.alert()).isEqualTo(Alert.UNEXPECTED_MESSAGE);
    }

    @Test
    void refusesWhatIsTooShortToBeProtected() {
        for (int length = 0; length <= 16; length++) {
            byte[] record = new byte[5 + length];
            header(record, length);
            assertRefused(reader(SUITE), record, Misbehaved.BAD_RECORD_MAC);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 19, 24, 99, 255})
    void refusesUnknownInnerTypes(int type) {
        assertRefused(
                reader(SUITE), seal(SUITE, 0, inner(new byte[1], type, 0)), Misbehaved.RECORD_TYPE);
        assertThat(Misbehaved.RECORD_TYPE.alert()).isEqualTo(Alert.UNEXPECTED_MESSAGE);
    }

    @Test
    void refusesAProtectedChangeCipherSpec() {
        TlsException refusal =
                assertRefused(
                        reader(SUITE),
                        seal(SUITE, 0, inner(new byte[] {1}, 20, 0)),
                        Misbehaved.BAD_CHANGE_CIPHER_SPEC);
        assertThat(refusal).hasMessageContaining("it came protected");
    }

    @Test
    void takesTheLongestContentAndNoLonger() throws TlsException {
        RecordReader reader = reader(SUITE);
        read(reader, seal(SUITE, 0, inner(new byte[16_384], 23, 0)));
        assertThat(reader.length()).isEqualTo(16_384);
        RecordReader padded = reader(SUITE);
        read(padded, seal(SUITE, 0, inner(new byte[16_000], 23, 384)));
        assertThat(padded.length()).isEqualTo(16_000);

        // RFC 9846 §5.4: content, type and padding together are at most 2^14 + 1 bytes.
        assertRefused(
                reader(SUITE),
                seal(SUITE, 0, inner(new byte[16_385], 23, 0)),
                Misbehaved.RECORD_OVERFLOW);
        assertRefused(
                reader(SUITE),
                seal(SUITE, 0, inner(new byte[1], 23, 16_384)),
                Misbehaved.RECORD_OVERFLOW);
    }

    @Test
    void refusesALongRecordByItsHeader() {
        byte[] header = HexFormat.of().parseHex("1703034101");

        assertRefused(reader(SUITE), header, Misbehaved.RECORD_OVERFLOW);
    }

    @Test
    void refusesUnprotectedRecordsOnceThereAreKeys() {
        for (int type : new int[] {ContentType.HANDSHAKE, ContentType.ALERT}) {
            byte[] record = {(byte) type, 3, 3, 0, 2, 2, 40};
            assertRefused(reader(SUITE), record, Misbehaved.RECORD_TYPE);
        }
    }

    @Test
    void takesAChangeCipherSpecBetweenProtectedRecords() throws TlsException {
        RecordReader reader = reader(SUITE);
        read(reader, HexFormat.of().parseHex("140303000101"));
        assertThat(reader.type()).isEqualTo(ContentType.CHANGE_CIPHER_SPEC);
        assertThat(reader.inClear()).isTrue();
        // It has no sequence number.
        read(reader, seal(SUITE, 0, inner(new byte[1], 23, 0)));

        assertThat(reader.inClear()).isFalse();
    }

    @Test
    void takesAnAlertInTheClearOnlyBeforeTheFirstProtectedRecordOfTheHandshake()
            throws TlsException {
        byte[] alert = HexFormat.of().parseHex("15030300020228");
        RecordReader early = new RecordReader();
        early.unprotect(Epoch.HANDSHAKE, new TestKeys(SUITE));
        read(early, alert);
        assertThat(early.type()).isEqualTo(ContentType.ALERT);

        RecordReader late = new RecordReader();
        late.unprotect(Epoch.HANDSHAKE, new TestKeys(SUITE));
        read(late, seal(SUITE, 0, inner(new byte[1], 22, 0)));
        assertRefused(late, alert, Misbehaved.RECORD_TYPE);
    }

    // ---- sequence numbers

    @ParameterizedTest
    @MethodSource("suites")
    void takesRecordsInTheirOrderOnly(CipherSuite suite) throws TlsException {
        byte[][] records = new byte[3][];
        for (int i = 0; i < 3; i++) {
            records[i] = seal(suite, i, inner(new byte[] {(byte) i}, 23, 0));
        }
        RecordReader inOrder = reader(suite);
        for (byte[] record : records) {
            read(inOrder, record);
        }

        RecordReader replayed = reader(suite);
        read(replayed, records[0]);
        assertRefused(replayed, records[0], Misbehaved.BAD_RECORD_MAC);

        RecordReader dropped = reader(suite);
        read(dropped, records[0]);
        assertRefused(dropped, records[2], Misbehaved.BAD_RECORD_MAC);

        assertRefused(reader(suite), records[1], Misbehaved.BAD_RECORD_MAC);
    }

    @Test
    void newKeysStartFromTheFirstNonce() throws TlsException {
        RecordReader reader = reader(SUITE);
        read(reader, seal(SUITE, 0, inner(new byte[1], 23, 0)));
        reader.update();
        byte[] next = seal(new TestKeys(SUITE).next(), 0, inner(new byte[] {7}, 23, 0));
        read(reader, next);
        assertThat(content(reader)).containsExactly(7);
        assertThat(reader.epoch()).isEqualTo(Epoch.APPLICATION);

        assertRefused(reader, seal(SUITE, 1, inner(new byte[1], 23, 0)), Misbehaved.BAD_RECORD_MAC);
    }

    @Test
    void closesKeysThatAreReplaced() {
        RecordReader reader = new RecordReader();
        TestKeys first = new TestKeys(SUITE);
        TestKeys second = new TestKeys(SUITE);
        reader.unprotect(Epoch.HANDSHAKE, first);
        reader.unprotect(Epoch.APPLICATION, second);
        assertThat(first.closed()).isTrue();
        assertThat(second.closed()).isFalse();
        reader.close();

        assertThat(second.closed()).isTrue();
    }

    // ---- where plaintext goes

    @Test
    void opensIntoTheSinksArrayWhereItFits() throws TlsException {
        byte[] record = seal(SUITE, 0, inner(new byte[] {1, 2, 3}, 23, 4));
        RecordReader reader = reader(SUITE);
        assertThat(reader.plaintextBound(record.length)).isEqualTo(3 + 1 + 4);
        byte[] target = new byte[20];
        reader.read(record, 0, record.length, into(target, 10));

        assertThat(reader.array()).isSameAs(target);
        assertThat(reader.offset()).isEqualTo(10);
        assertThat(reader.length()).isEqualTo(3);
        assertThat(Arrays.copyOfRange(target, 10, 13)).containsExactly(1, 2, 3);
    }

    @Test
    void opensIntoAnArrayOfItsOwnOtherwise() throws TlsException {
        RecordReader reader = reader(SUITE);
        byte[] first = seal(SUITE, 0, inner(new byte[] {1, 2, 3}, 23, 0));
        byte[] untouched = first.clone();
        reader.read(first, 0, first.length, (data, offset, length) -> {});

        assertThat(reader.array()).isNotSameAs(first);
        assertThat(first).isEqualTo(untouched);
        assertThat(content(reader)).containsExactly(1, 2, 3);
    }

    @Test
    void boundsThePlaintext() {
        RecordReader reader = new RecordReader();
        assertThat(reader.plaintextBound(105)).isEqualTo(100);
        assertThat(reader.plaintextBound(3)).isZero();
        reader.unprotect(Epoch.APPLICATION, new TestKeys(SUITE));

        assertThat(reader.plaintextBound(105)).isEqualTo(84);
        assertThat(reader.plaintextBound(10)).isZero();
    }

    @Test
    void agreesWithTheWriter() throws TlsException {
        RecordWriter writer = new RecordWriter(RecordPadding.toMultipleOf(64));
        writer.protect(Epoch.APPLICATION, new TestKeys(SUITE));
        RecordReader reader = reader(SUITE);
        for (int length = 0; length < 200; length++) {
            byte[] content = new byte[length];
            Arrays.fill(content, (byte) length);
            byte[] record = new byte[writer.recordLength(length)];
            writer.write(ContentType.HANDSHAKE, 0x0303, content, 0, length, record, 0);
            read(reader, record);

            assertThat(reader.type()).isEqualTo(ContentType.HANDSHAKE);
            assertThat(content(reader)).isEqualTo(content);
        }
    }

    private static RecordReader reader(CipherSuite suite) {
        RecordReader reader = new RecordReader();
        reader.unprotect(Epoch.APPLICATION, new TestKeys(suite));
        return reader;
    }

    private static void read(RecordReader reader, byte[] record) throws TlsException {
        reader.read(record, 0, record.length, null);
    }

    private static byte[] content(RecordReader reader) {
        return Arrays.copyOfRange(
                reader.array(), reader.offset(), reader.offset() + reader.length());
    }

    private static TlsException refusal(RecordReader reader, byte[] record) {
        TlsException refusal = catchThrowableOfType(TlsException.class, () -> read(reader, record));
        assertThat(refusal).isNotNull();
        assertThat(refusal.getStackTrace()).isEmpty();
        return refusal;
    }

    private static TlsException assertRefused(
            RecordReader reader, byte[] record, Misbehaved error) {
        TlsException refusal = refusal(reader, record);
        assertThat(refusal.error()).isEqualTo(error);
        return refusal;
    }

    /** Of a record whose header may say another length now. */
    private static TlsException changedRefusal(CipherSuite suite, byte[] changed) {
        byte[] roomy = Arrays.copyOf(changed, RecordSizes.HEADER + 0xffff);
        int length = new RecordReader().recordLength(roomy, 0, roomy.length);
        TlsException refusal =
                catchThrowableOfType(
                        TlsException.class, () -> reader(suite).read(roomy, 0, length, null));
        if (refusal == null) {
            // Only a type that is legal in the clear is not refused here but by the connection.
            assertThat(changed[0]).isEqualTo((byte) ContentType.CHANGE_CIPHER_SPEC);
            return TlsException.of(Misbehaved.BAD_CHANGE_CIPHER_SPEC);
        }
        return refusal;
    }

    private static PlaintextSink into(byte[] target, int offset) {
        return new PlaintextSink() {
            @Override
            public byte[] array(int bound) {
                return target;
            }

            @Override
            public int offset() {
                return offset;
            }

            @Override
            public void accept(byte[] data, int at, int length) {}
        };
    }

    private static byte[] plain(int length) {
        byte[] record = new byte[5 + length];
        header(record, length);
        record[0] = ContentType.HANDSHAKE;
        return record;
    }

    private static void header(byte[] record, int length) {
        record[0] = ContentType.APPLICATION_DATA;
        record[1] = 3;
        record[2] = 3;
        record[3] = (byte) (length >>> 8);
        record[4] = (byte) length;
    }

    /** TLSInnerPlaintext. */
    private static byte[] inner(byte[] content, int type, int zeros) {
        byte[] inner = Arrays.copyOf(content, content.length + 1 + zeros);
        inner[content.length] = (byte) type;
        return inner;
    }

    private static byte[] seal(CipherSuite suite, int sequence, byte[] inner) {
        return seal(new TestKeys(suite), sequence, inner);
    }

    private static byte[] seal(TestKeys keys, int sequence, byte[] inner) {
        try (AeadSealer sealer = keys.aeadSealer()) {
            byte[] record = new byte[5 + inner.length + sealer.tagLength()];
            header(record, record.length - 5);
            byte[] nonce = keys.iv();
            nonce[11] ^= (byte) sequence;
            sealer.seal(nonce, record, 0, 5, inner, 0, inner.length, new byte[0], 0, record, 5);
            return record;
        }
    }
}
