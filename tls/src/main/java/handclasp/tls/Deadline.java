package handclasp.tls;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** A bound on the time of a whole handshake, by the read time-outs of the socket below. */
final class Deadline {
    private final Transport transport;
    private final boolean set;
    private final long end;
    private final int before;

    Deadline(Transport transport, Duration limit) throws SocketException {
        this.transport = transport;
        this.set = !limit.isZero() && transport.socket().isPresent();
        this.end = System.nanoTime() + limit.toNanos();
        this.before = set ? transport.readTimeout() : 0;
    }

    boolean isSet() {
        return set;
    }

    /** @throws SocketTimeoutException if the time is over */
    void beforeRead() throws SocketException, SocketTimeoutException {
        if (!set) {
            return;
        }
        long left = (end - System.nanoTime() + 999_999) / 1_000_000;
        if (left <= 0) {
            throw new SocketTimeoutException("the handshake took too long");
        }
        transport.setReadTimeout((int) Math.min(left, Integer.MAX_VALUE));
    }

    /** The handshake is done: reads wait as long as they did before. */
    void lift() throws SocketException {
        if (set) {
            transport.setReadTimeout(before);
        }
    }
}
