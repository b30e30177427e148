package handclasp.tls;

import handclasp.tls.internal.message.Form;
import handclasp.tls.internal.message.KeyUpdate;
import handclasp.tls.internal.message.Kind;
import handclasp.tls.internal.record.ContentType;
import handclasp.tls.internal.record.RecordSizes;
import handclasp.tls.internal.record.RecordWriter;
import handclasp.tls.internal.record.TrafficKeys;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The write side: a mailbox that any thread may post to, and the records that are made of it. Only who holds the write
 * side may call {@link #drain} and {@link #send}; nothing is sealed anywhere else, so a reader never waits for a writer.
 */
final class Outbox {
    private static final byte[] NOTHING = {};
    private static final int ALERT_LENGTH = 2;

    /** Of KeyUpdates in one direction (RFC 9846 §4.7.3). */
    private static final long MAX_UPDATES = (1L << 48) - 1;

    private final RecordWriter writer;
    private final HandshakeListener listener;
    private final Queue<Item> mailbox = new ConcurrentLinkedQueue<>();

    /** Posted items that become records and have not yet. */
    private final AtomicInteger owed = new AtomicInteger();

    /** Belongs to the write side. */
    private long updatesLeft;

    private final AtomicBoolean answerOwed = new AtomicBoolean();
    private volatile boolean ended;

    /** Whether a record travels with what is written now. */
    private boolean company;

    /** Handshake messages taken from the mailbox that are not in a record yet. */
    private byte[] pending = NOTHING;

    private int pendingStart;
    private int pendingMessages;
    private int pendingVersion;

    Outbox(RecordPadding padding, HandshakeListener listener) {
        this(padding, listener, Long.MAX_VALUE);
    }

    /** @param recordsPerKey after which the keys change, if the cipher does not allow fewer */
    Outbox(RecordPadding padding, HandshakeListener listener, long recordsPerKey) {
        this(padding, listener, recordsPerKey, MAX_UPDATES);
    }

    /** @param updatesLeft how often the keys may still change */
    Outbox(
            RecordPadding padding,
            HandshakeListener listener,
            long recordsPerKey,
            long updatesLeft) {
        this.listener = listener;
        this.updatesLeft = updatesLeft;
        writer = new RecordWriter(padding, recordsPerKey);
    }

    void postMessage(byte[] message, int legacyVersion) {
        owed.incrementAndGet();
        mailbox.add(new Message(message, legacyVersion));
    }

    void postAlert(Alert alert) {
        owed.incrementAndGet();
        mailbox.add(new AlertRecord(alert));
    }

    void postKeyUpdate(boolean request) {
        owed.incrementAndGet();
        mailbox.add(new Update(request));
    }

    /** Owes the peer a KeyUpdate; several requests are answered by one (RFC 9846 §4.7.3). */
    void postKeyUpdateAnswer() {
        if (answerOwed.compareAndSet(false, true)) {
            postKeyUpdate(false);
        }
    }

    /** A ChangeCipherSpec of TLS 1.2, behind which these keys are in force (RFC 5246 §7.1). */
    void postChangeCipherSpec(TrafficKeys keys) {
        owed.incrementAndGet();
        mailbox.add(new ChangeCipher(keys));
    }

    /** Goes out right behind a record, or waits until one follows it, so that it does not travel alone (RFC 9846 §E.4). */
    void postChangeCipherSpec() {
        mailbox.add(new ChangeCipherSpecRecord());
    }

    /** The same for one that must be out before keys change. */
    void postChangeCipherSpecAtOnce() {
        owed.incrementAndGet();
        mailbox.add(new OwedChangeCipherSpec());
    }

    /** Behind what was posted before, there are no keys again. */
    void postClear() {
        mailbox.add(new Clear());
    }

    void postKeys(Epoch epoch, TrafficKeys keys) {
        mailbox.add(new Keys(epoch, keys));
    }

    /** Whether records are owed to the peer. */
    boolean hasOutput() {
        return owed.get() > 0 && !ended;
    }

    /** Whether the last record of this direction, an alert that ends it, was made. */
    boolean ended() {
        return ended;
    }

    int recordLength(int contentLength) {
        return writer.recordLength(Math.min(contentLength, RecordSizes.MAX_CONTENT));
    }

    /** Makes as many whole records as fit; see {@link TlsConnection#drain}. */
    int drain(byte[] out, int offset, int length) {
        int written = 0;
        while (!ended) {
            gather();
            company = written > 0 || owed.get() > 0;
            int made =
                    pendingLength() > 0
                            ? writePending(out, offset + written, length - written)
                            : writeItem(out, offset + written, length - written);
            if (made < 0) {
                return written;
            }
            written += made;
        }
        close();
        return written;
    }

    /** Whether another record of early data may be made: its keys cannot change (RFC 9846 §5.5). */
    boolean takesEarlyData() {
        return !writer.atLimit();
    }

    /** Makes one record of early data; see {@link TlsConnection#sendEarlyData}. */
    int sendEarly(byte[] source, int offset, int length, byte[] out, int outOffset) {
        return hasOutput() ? 0 : writeData(Epoch.EARLY, source, offset, length, out, outOffset);
    }

    /** Makes one record of application data; see {@link TlsConnection#send}. Nothing is taken once it has ended. */
    int send(byte[] source, int offset, int length, byte[] out, int outOffset) {
        if (!hasOutput() && writer.atLimit()) {
            if (updatesLeft == 0) {
                // RFC 9846 §4.7.3, §5.5: rather no connection than one beyond the limits.
                throw new IllegalStateException("the keys of this connection are used up");
            }
            postKeyUpdate(false);
        }
        if (hasOutput()) {
            return 0;
        }
        return writeData(Epoch.APPLICATION, source, offset, length, out, outOffset);
    }

    private int writeData(
            Epoch epoch, byte[] source, int offset, int length, byte[] out, int outOffset) {
        // What is left in the mailbox makes no records: keys that came behind the last one.
        drain(out, outOffset, 0);
        if (ended) {
            return 0;
        }
        if (writer.epoch() != epoch) {
            throw new IllegalStateException("keys of " + writer.epoch() + ", not of " + epoch);
        }
        int content = Math.min(length, RecordSizes.MAX_CONTENT);
        return writer.write(
                ContentType.APPLICATION_DATA, 0x0303, source, offset, content, out, outOffset);
    }

    /** Nothing goes out any more: the peer is gone or has refused. Any thread may say so. */
    void abandon() {
        ended = true;
    }

    private void close() {
        ended = true;
        for (Item item = mailbox.poll(); item != null; item = mailbox.poll()) {
            if (item instanceof Keys unused) {
                unused.keys.close();
            } else if (item instanceof ChangeCipher unused) {
                unused.keys.close();
            }
        }
        pending = NOTHING;
        pendingStart = 0;
        writer.close();
    }

    /** Joins handshake messages that stand at the head of the mailbox, to share records. */
    private void gather() {
        while (mailbox.peek() instanceof Message message) {
            mailbox.remove();
            byte[] joined = new byte[pendingLength() + message.bytes.length];
            System.arraycopy(pending, pendingStart, joined, 0, pendingLength());
            System.arraycopy(message.bytes, 0, joined, pendingLength(), message.bytes.length);
            pending = joined;
            pendingStart = 0;
            pendingMessages++;
            pendingVersion = message.legacyVersion;
        }
    }

    private int pendingLength() {
        return pending.length - pendingStart;
    }

    private int writePending(byte[] out, int offset, int room) {
        int content = Math.min(pendingLength(), RecordSizes.MAX_CONTENT);
        if (writer.recordLength(content) > room) {
            return -1;
        }
        int made =
                writer.write(
                        ContentType.HANDSHAKE,
                        pendingVersion,
                        pending,
                        pendingStart,
                        content,
                        out,
                        offset);
        pendingStart += content;
        if (pendingLength() == 0) {
            pending = NOTHING;
            pendingStart = 0;
            owed.addAndGet(-pendingMessages);
            pendingMessages = 0;
        }
        return made;
    }

    /** Does what the item at the head says; -1 if there is none or it has to wait. */
    private int writeItem(byte[] out, int offset, int room) {
        Item item = mailbox.peek();
        if (item == null || item.length(this) > room) {
            return -1;
        }
        mailbox.remove();
        return switch (item) {
            case Keys keys -> {
                writer.protect(keys.epoch, keys.keys);
                yield 0;
            }
            case Clear any -> {
                writer.unprotect();
                yield 0;
            }
            case OwedChangeCipherSpec any -> {
                owed.decrementAndGet();
                yield writer.writeChangeCipherSpec(out, offset);
            }
            case ChangeCipher change -> {
                int made = writer.writeChangeCipherSpec(out, offset);
                writer.protect(Epoch.APPLICATION, change.keys);
                owed.decrementAndGet();
                yield made;
            }
            case ChangeCipherSpecRecord any -> writer.writeChangeCipherSpec(out, offset);
            case AlertRecord alert -> writeAlert(alert.alert, out, offset);
            case Update update -> writeKeyUpdate(update, out, offset);
            case Message message -> throw new IllegalStateException("gather takes messages");
        };
    }

    private int writeAlert(Alert alert, byte[] out, int offset) {
        byte[] content = {
            (byte) (endsNothing(alert) || alert.isClosure() ? 1 : 2), (byte) alert.code()
        };
        int made = writer.write(ContentType.ALERT, 0x0303, content, 0, content.length, out, offset);
        owed.decrementAndGet();
        if (!endsNothing(alert)) {
            ended = true;
        }
        return made;
    }

    private static boolean endsNothing(Alert alert) {
        return alert.equals(Alert.USER_CANCELED) || alert.equals(Alert.NO_RENEGOTIATION);
    }

    /** Under the old keys, with nothing in between (RFC 9846 §4.7.3). */
    private int writeKeyUpdate(Update update, byte[] out, int offset) {
        // Before the record is made: a request that comes in from now on needs another answer.
        answerOwed.set(false);
        if (updatesLeft == 0) {
            // RFC 9846 §4.7.3: a request that would exceed the limit is ignored.
            owed.decrementAndGet();
            return 0;
        }
        updatesLeft--;
        byte[] message = new KeyUpdate(update.request).encode();
        int made =
                writer.write(
                        ContentType.HANDSHAKE, 0x0303, message, 0, message.length, out, offset);
        writer.update();
        listener.message(Direction.OUTBOUND, Kind.viewOf(Form.TLS13, message));
        listener.keyChange(Direction.OUTBOUND, writer.epoch());
        owed.decrementAndGet();
        return made;
    }

    private sealed interface Item {
        /** Of the record it becomes; more than any room if it has to wait. */
        default int length(Outbox outbox) {
            return 0;
        }
    }

    private static final class Message implements Item {
        private final byte[] bytes;
        private final int legacyVersion;

        Message(byte[] bytes, int legacyVersion) {
            this.bytes = bytes;
            this.legacyVersion = legacyVersion;
        }
    }

    private static final class Keys implements Item {
        private final Epoch epoch;
        private final TrafficKeys keys;

        Keys(Epoch epoch, TrafficKeys keys) {
            this.epoch = epoch;
            this.keys = keys;
        }
    }

    private static final class ChangeCipher implements Item {
        private final TrafficKeys keys;

        ChangeCipher(TrafficKeys keys) {
            this.keys = keys;
        }

        @Override
        public int length(Outbox outbox) {
            return RecordSizes.HEADER + 1;
        }
    }

    private record Clear() implements Item {}

    private record OwedChangeCipherSpec() implements Item {
        @Override
        public int length(Outbox outbox) {
            return RecordSizes.HEADER + 1;
        }
    }

    private record ChangeCipherSpecRecord() implements Item {
        @Override
        public int length(Outbox outbox) {
            return outbox.company ? RecordSizes.HEADER + 1 : Integer.MAX_VALUE;
        }
    }

    private record AlertRecord(Alert alert) implements Item {
        @Override
        public int length(Outbox outbox) {
            return outbox.writer.recordLength(ALERT_LENGTH);
        }
    }

    private record Update(boolean request) implements Item {
        @Override
        public int length(Outbox outbox) {
            return outbox.writer.recordLength(5);
        }
    }
}
