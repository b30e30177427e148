package handclasp.tls;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/** The early data of a server's {@link TlsSocket}, kept until it is read. */
final class TlsEarlyInputStream extends InputStream {
    private final TlsSocket socket;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<byte[]> pieces = new ArrayDeque<>();
    private int start;

    TlsEarlyInputStream(TlsSocket socket) {
        this.socket = socket;
    }

    /** Bounded by the configuration's limit. */
    void append(byte[] data, int offset, int length) {
        lock.lock();
        try {
            pieces.addLast(Arrays.copyOfRange(data, offset, offset + length));
        } finally {
            lock.unlock();
        }
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
        int taken = take(target, offset, length);
        while (taken == 0) {
            if (!socket.awaitEarlyData()) {
                // What came with the last step is there now, or nothing.
                int last = take(target, offset, length);
                return last == 0 ? -1 : last;
            }
            taken = take(target, offset, length);
        }
        return taken;
    }

    private int take(byte[] target, int offset, int length) {
        lock.lock();
        try {
            byte[] first = pieces.peekFirst();
            if (first == null) {
                return 0;
            }
            int taken = Math.min(length, first.length - start);
            System.arraycopy(first, start, target, offset, taken);
            start += taken;
            if (start == first.length) {
                pieces.removeFirst();
                start = 0;
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }
}
