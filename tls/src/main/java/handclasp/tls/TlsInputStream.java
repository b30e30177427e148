package handclasp.tls;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The peer's data of a {@link TlsSocket}. */
final class TlsInputStream extends InputStream {
    private static final byte[] NOTHING = {};

    private final TlsSocket socket;
    private final TlsConnection connection;
    private final RecordInput input;
    private final ReentrantLock lock = new ReentrantLock();

    /** What did not fit the caller's array. */
    private byte[] rest = NOTHING;

    private int restStart;

    TlsInputStream(TlsSocket socket, TlsConnection connection, RecordInput input) {
        this.socket = socket;
        this.connection = connection;
        this.input = input;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        socket.handshake();
        lock.lock();
        try {
            socket.requireOpen();
            if (restStart < rest.length) {
                return takeRest(target, offset, length);
            }
            return readRecords(target, offset, length);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int available() {
        return rest.length - restStart;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private int readRecords(byte[] target, int offset, int length) throws IOException {
        Into sink = new Into(target, offset, length);
        while (sink.taken == 0) {
            if (connection.readClosed()) {
                return -1;
            }
            try {
                input.receive(connection, sink, RecordInput.BeforeRead.NOTHING);
            } finally {
                socket.flushFromReader();
                socket.runSideTasks();
            }
        }
        return sink.taken;
    }

    private int takeRest(byte[] target, int offset, int length) {
        int taken = Math.min(length, rest.length - restStart);
        System.arraycopy(rest, restStart, target, offset, taken);
        restStart += taken;
        if (restStart == rest.length) {
            rest = NOTHING;
            restStart = 0;
        }
        return taken;
    }

    /** Decrypts straight into the caller's array where a record fits it. */
    private final class Into implements PlaintextSink {
        private final byte[] target;
        private final int offset;
        private final int length;
        private int taken;

        Into(byte[] target, int offset, int length) {
            this.target = target;
            this.offset = offset;
            this.length = length;
        }

        @Override
        public byte @Nullable [] array(int bound) {
            return bound <= length ? target : null;
        }

        @Override
        public int offset() {
            return offset;
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // the very array, not one of equal content
        public void accept(byte[] data, int at, int count) {
            taken = Math.min(count, length);
            if (data != target) {
                System.arraycopy(data, at, target, offset, taken);
                rest = taken < count ? Arrays.copyOfRange(data, at + taken, at + count) : NOTHING;
                restStart = 0;
            }
        }
    }
}
