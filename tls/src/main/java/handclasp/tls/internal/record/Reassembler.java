package handclasp.tls.internal.record;

import handclasp.tls.Misbehaved;
import handclasp.tls.TlsException;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/** Puts handshake messages together from the records that carry them (RFC 9846 §5.1). Not thread-safe. */
public final class Reassembler {
    private static final byte[] NOTHING = {};
    private static final int HEADER = 4;

    private final int limit;
    private byte[] buffer = NOTHING;
    private int start;
    private int end;

    /** @param limit of one message's body, in bytes */
    public Reassembler(int limit) {
        this.limit = limit;
    }

    /** Takes the content of a handshake record. */
    public void append(byte[] content, int offset, int length) {
        if (buffer.length - end < length) {
            // Twice as large each time, or a message in tiny records would be copied for each of
            // them.
            int waiting = end - start;
            byte[] larger = new byte[Math.max(waiting + Math.max(length, waiting), 512)];
            System.arraycopy(buffer, start, larger, 0, end - start);
            buffer = larger;
            end -= start;
            start = 0;
        }
        System.arraycopy(content, offset, buffer, end, length);
        end += length;
    }

    /**
     * The next whole message with its header, a fresh array, or null if it is not complete.
     *
     * @throws TlsException with {@link Misbehaved#MESSAGE_TOO_LONG} as soon as its header says so
     */
    public byte @Nullable [] next() throws TlsException {
        if (end - start < HEADER) {
            return null;
        }
        int length =
                (buffer[start + 1] & 0xff) << 16
                        | (buffer[start + 2] & 0xff) << 8
                        | buffer[start + 3] & 0xff;
        if (length > limit) {
            throw TlsException.of(Misbehaved.MESSAGE_TOO_LONG, length + " bytes, at most " + limit);
        }
        if (end - start < HEADER + length) {
            return null;
        }
        byte[] message = Arrays.copyOfRange(buffer, start, start + HEADER + length);
        start += HEADER + length;
        if (start == end) {
            buffer = NOTHING;
            start = 0;
            end = 0;
        }
        return message;
    }

    /** Whether no byte of a message is waiting: a record boundary. */
    public boolean isEmpty() {
        return start == end;
    }
}
