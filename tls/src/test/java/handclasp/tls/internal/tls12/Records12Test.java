package handclasp.tls.internal.tls12;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import handclasp.tls.CipherSuite;
import handclasp.tls.Epoch;
import handclasp.tls.Misbehaved;
import handclasp.tls.PlaintextSink;
import handclasp.tls.RecordPadding;
import handclasp.tls.TlsException;
import handclasp.tls.crypto.ScriptedRandom;
import handclasp.tls.crypto.Secret;
import handclasp.tls.internal.jca.JcaCryptoProvider;
import handclasp.tls.internal.record.ContentType;
import handclasp.tls.internal.record.RecordReader;
import handclasp.tls.internal.record.RecordSizes;
import handclasp.tls.internal.record.RecordWriter;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Records under the keys of a key block, from writer to reader. */
class Records12Test {
    enum Kind {
        GCM_128(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, false),
        GCM_256(CipherSuite.TLS_RSA_WITH_AES_256_GCM_SHA384, false),
        CHACHA20(CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, false),
        CBC_SHA(CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA, false),
        CBC_SHA256(CipherSuite.TLS_DHE_RSA_WITH_AES_256_CBC_SHA256, false),
        CBC_SHA384(CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384, false),
        ENCRYPT_THEN_MAC_SHA(CipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA, true),
        ENCRYPT_THEN_MAC_SHA256(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256, true),
        ENCRYPT_THEN_MAC_SHA384(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384, true);

        final CipherSuite suite;
        final boolean encryptThenMac;

        Kind(CipherSuite suite, boolean encryptThenMac) {
            this.suite = suite;
            this.encryptThenMac = encryptThenMac;
        }

        TrafficKeys12 clientKeys(int seed) {
            Suite12 parts = new Suite12(JcaCryptoProvider.shared(), suite);
            byte[] random = new byte[32];
            Secret secret = Secret.owning(new ScriptedRandom(seed).bytes(48));
            try (MasterSecret master = MasterSecret.resumed(parts, secret);
                    KeyBlock keys = master.keyBlock(random, random)) {
                return keys.clientKeys(encryptThenMac, new ScriptedRandom(3));
            }
        }

        RecordWriter writer() {
            RecordWriter writer = new RecordWriter(RecordPadding.toMultipleOf(64));
            writer.protect(Epoch.APPLICATION, clientKeys(1));
            return writer;
        }

        RecordReader reader() {
            RecordReader reader = new RecordReader();
            reader.unprotect(Epoch.APPLICATION, clientKeys(1));
            return reader;
        }
    }

    private static byte[] write(RecordWriter writer, int type, byte[] content) {
        byte[] record = new byte[writer.recordLength(content.length)];
        int made = writer.write(type, 0x0301, content, 0, content.length, record, 0);
        assertThat(made).isEqualTo(record.length);
        return record;
    }

    private static byte[] read(RecordReader reader, byte[] record) throws TlsException {
        assertThat(reader.recordLength(record, 0, record.length)).isEqualTo(record.length);
        reader.read(record, 0, record.length, null);
        assertThat(reader.inClear()).isFalse();
        return Arrays.copyOfRange(
                reader.array(), reader.offset(), reader.offset() + reader.length());
    }

    private static void refused(RecordReader reader, byte[] record, Misbehaved error) {
        TlsException refusal =
                catchThrowableOfType(
                        TlsException.class,
                        () ->
                                reader.read(
                                        record,
                                        0,
                                        reader.recordLength(record, 0, record.length),
                                        null));
        assertThat(refusal).isNotNull();
        assertThat(refusal.error()).isEqualTo(error);
    }

    @ParameterizedTest
    @EnumSource
    void theReaderReadsWhatTheWriterWrote(Kind kind) throws TlsException {
        RecordWriter writer = kind.writer();
        RecordReader reader = kind.reader();
        for (int length = 0; length <= 300; length++) {
            byte[] content = new ScriptedRandom(length).bytes(length);
            int type = ContentType.CHANGE_CIPHER_SPEC + length % 4;
            byte[] record = write(writer, type, content);
            assertThat(record).startsWith(type, 3, 3);
            assertThat(read(reader, record)).isEqualTo(content);
            assertThat(reader.type()).isEqualTo(type);
            assertThat(reader.plaintextBound(record.length)).isGreaterThanOrEqualTo(length);
        }
        byte[] longest = new ScriptedRandom(1).bytes(RecordSizes.MAX_CONTENT);
        assertThat(read(reader, write(writer, ContentType.APPLICATION_DATA, longest)))
                .isEqualTo(longest);
    }

    /** RFC 5246 §6.2.3, RFC 5288 §3, RFC 7905 §2: no padding is added, and this is what a record costs. */
    @Test
    void theLengthIsWhatTheRfcsSay() {
        assertThat(Kind.GCM_128.writer().recordLength(100)).isEqualTo(5 + 8 + 100 + 16);
        assertThat(Kind.CHACHA20.writer().recordLength(100)).isEqualTo(5 + 100 + 16);
        // 100 + 20 fill up to 128, 100 alone to 112.
        assertThat(Kind.CBC_SHA.writer().recordLength(100)).isEqualTo(5 + 16 + 128);
        assertThat(Kind.ENCRYPT_THEN_MAC_SHA.writer().recordLength(100))
                .isEqualTo(5 + 16 + 112 + 20);
    }

    /** One error for all of them, whatever is wrong inside (RFC 5246 §6.2.3.2). */
    @ParameterizedTest
    @EnumSource
    void aChangedRecordIsRefusedAndAlwaysInTheSameWay(Kind kind) {
        byte[] record =
                write(kind.writer(), ContentType.HANDSHAKE, new ScriptedRandom(2).bytes(50));
        for (int i = RecordSizes.HEADER; i < record.length; i++) {
            byte[] changed = record.clone();
            changed[i] ^= (byte) (1 << i % 8);
            refused(kind.reader(), changed, Misbehaved.BAD_RECORD_MAC);
        }
        for (int type : new int[] {20, 21, 23}) {
            byte[] changed = record.clone();
            changed[0] = (byte) type;
            refused(kind.reader(), changed, Misbehaved.BAD_RECORD_MAC);
        }
        byte[] version = record.clone();
        version[2] = 1;
        refused(kind.reader(), version, Misbehaved.BAD_RECORD_MAC);
    }

    @ParameterizedTest
    @EnumSource
    void aShorterRecordIsRefused(Kind kind) {
        byte[] record = write(kind.writer(), ContentType.APPLICATION_DATA, new byte[50]);
        for (int length = 0; length < record.length - RecordSizes.HEADER; length++) {
            byte[] shorter = Arrays.copyOf(record, RecordSizes.HEADER + length);
            shorter[3] = 0;
            shorter[4] = (byte) length;
            refused(kind.reader(), shorter, Misbehaved.BAD_RECORD_MAC);
        }
    }

    @ParameterizedTest
    @EnumSource
    void sequenceNumbersCountAndBeginAgainWithEachKey(Kind kind) throws TlsException {
        RecordWriter writer = kind.writer();
        byte[] first = write(writer, ContentType.APPLICATION_DATA, new byte[] {1});
        byte[] second = write(writer, ContentType.APPLICATION_DATA, new byte[] {2});
        refused(kind.reader(), second, Misbehaved.BAD_RECORD_MAC);
        RecordReader reader = kind.reader();
        assertThat(read(reader, first)).containsExactly(1);
        refused(reader, first, Misbehaved.BAD_RECORD_MAC);

        writer.protect(Epoch.APPLICATION, kind.clientKeys(2));
        byte[] third = write(writer, ContentType.APPLICATION_DATA, new byte[] {3});
        RecordReader other = kind.reader();
        read(other, first);
        other.unprotect(Epoch.APPLICATION, kind.clientKeys(2));
        assertThat(read(other, third)).containsExactly(3);
    }

    /** RFC 5246 §6.2.3: 2^14 + 2048 bytes at most; of that, 2^14 of content. */
    @ParameterizedTest
    @EnumSource
    void limitsAreThoseOfTls12(Kind kind) {
        RecordReader reader = kind.reader();
        byte[] header = {23, 3, 3, 0x48, 0};
        assertThat(reader.recordLength(header, 0, 5)).isEqualTo(RecordSizes.MAX_RECORD);
        header[4] = 1;
        assertThat(reader.recordLength(header, 0, 5)).isEqualTo(5);
        refused(reader, header, Misbehaved.RECORD_OVERFLOW);

        byte[] content = new byte[RecordSizes.MAX_CONTENT + 1];
        byte[] tooLong = write(kind.writer(), ContentType.APPLICATION_DATA, content);
        refused(kind.reader(), tooLong, Misbehaved.RECORD_OVERFLOW);
    }

    @ParameterizedTest
    @EnumSource
    void applicationDataGoesStraightToTheCallersArray(Kind kind) throws TlsException {
        RecordWriter writer = kind.writer();
        RecordReader reader = kind.reader();
        byte[] content = new ScriptedRandom(8).bytes(200);
        byte[] target = new byte[1000];
        PlaintextSink sink = into(target);

        byte[] data = write(writer, ContentType.APPLICATION_DATA, content);
        reader.read(data, 0, data.length, sink);
        assertThat(reader.array()).isSameAs(target);
        assertThat(Arrays.copyOfRange(target, 7, 207)).isEqualTo(content);

        byte[] message = write(writer, ContentType.HANDSHAKE, content);
        reader.read(message, 0, message.length, sink);
        assertThat(reader.array()).isNotSameAs(target);
    }

    private static PlaintextSink into(byte[] target) {
        return new PlaintextSink() {
            @Override
            public byte[] array(int bound) {
                return target;
            }

            @Override
            public int offset() {
                return 7;
            }

            @Override
            public void accept(byte[] data, int at, int length) {}
        };
    }

    /** Under TLS 1.3's rules these two could come in the clear. */
    @ParameterizedTest
    @EnumSource
    void nothingIsTakenInTheClearOnceThereAreKeys(Kind kind) {
        RecordReader reader = new RecordReader();
        reader.unprotect(Epoch.HANDSHAKE, kind.clientKeys(1));
        refused(reader, new byte[] {20, 3, 3, 0, 1, 1}, Misbehaved.BAD_RECORD_MAC);
        refused(reader, new byte[] {21, 3, 3, 0, 2, 2, 40}, Misbehaved.BAD_RECORD_MAC);
    }

    @Test
    void thereIsNoKeyUpdate() {
        RecordWriter writer = Kind.GCM_128.writer();
        assertThat(writer.atLimit()).isFalse();
        assertThatThrownBy(writer::update).isInstanceOf(IllegalStateException.class);
    }

    /** RFC 5288 §3: a nonce must not come twice under one key; ours counts. */
    @Test
    void theExplicitNonceIsTheSequenceNumber() {
        RecordWriter writer = Kind.GCM_128.writer();
        for (int i = 0; i < 300; i++) {
            byte[] record = write(writer, ContentType.APPLICATION_DATA, new byte[1]);
            byte[] explicit = Arrays.copyOfRange(record, 5, 13);
            assertThat(explicit)
                    .isEqualTo(new byte[] {0, 0, 0, 0, 0, 0, (byte) (i >>> 8), (byte) i});
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClosedReaderHasForgottenTheKeys(Kind kind) {
        TrafficKeys12 keys = kind.clientKeys(1);
        RecordReader reader = new RecordReader();
        reader.unprotect(Epoch.APPLICATION, keys);
        reader.close();
        assertThatThrownBy(keys::opener).isInstanceOf(IllegalStateException.class);
    }
}
