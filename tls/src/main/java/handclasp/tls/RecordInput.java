package handclasp.tls;

import java.io.IOException;
import java.io.InputStream;

/** Collects the bytes of a stream until a record is whole. Belongs to the read side. */
final class RecordInput {
    private static final int INITIAL = 2048;

    private final InputStream in;
    private byte[] buffer = new byte[INITIAL];
    private int start;
    private int end;

    RecordInput(InputStream in) {
        this.in = in;
    }

    /**
     * Waits for one record and hands it to the connection.
     *
     * @param beforeRead is asked before each wait, of which one record may need many
     * @throws TlsException if the connection fails or the stream ends without its consent
     */
    void receive(TlsConnection connection, PlaintextSink sink, BeforeRead beforeRead)
            throws IOException {
        int length = connection.recordLength(buffer, start, end - start);
        while (length < 0 || end - start < length) {
            int needed = Math.max(length, 5);
            makeRoom(needed);
            beforeRead.check();
            int read = in.read(buffer, end, buffer.length - end);
            if (read < 0) {
                connection.endOfInput(end - start);
                return;
            }
            end += read;
            length = connection.recordLength(buffer, start, end - start);
        }
        int at = start;
        start += length;
        connection.receive(buffer, at, length, sink);
    }

    /** Room for a record that begins at {@link #start}, which moves to the front. */
    private void makeRoom(int needed) {
        if (start == end) {
            start = 0;
            end = 0;
        }
        if (buffer.length - start >= needed && buffer.length > end) {
            return;
        }
        int size = needed > buffer.length ? TlsConnection.MAX_RECORD : buffer.length;
        byte[] target = size == buffer.length ? buffer : new byte[size];
        System.arraycopy(buffer, start, target, 0, end - start);
        buffer = target;
        end -= start;
        start = 0;
    }

    /** Whether to wait for more bytes, and how long. */
    @FunctionalInterface
    interface BeforeRead {
        BeforeRead NOTHING = () -> {};

        /** @throws IOException if no more bytes are to be waited for */
        void check() throws IOException;
    }
}
