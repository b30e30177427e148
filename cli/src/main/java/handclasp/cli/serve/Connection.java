package handclasp.cli.serve;

import handclasp.cli.http.Pace;
import handclasp.inspector.IpText;
import handclasp.inspector.Recorder;
import handclasp.tls.TlsSocket;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;

/**
 * One client of a server, with the time it may still take. Its thread sets the time; the server
 * looks at it from another one.
 */
final class Connection implements Pace, Closeable {
    private static final Duration LAST_TIME = Duration.ofSeconds(2);

    /** What a client may still send, in bytes. */
    private static final int LAST_WORDS = 1 << 20;

    private final long number;
    private final Socket transport;
    private final TlsSocket tls;
    private final Optional<Recorder> recorder;
    private volatile boolean idle = true;
    private volatile boolean stopping;
    private volatile long deadline;
    private volatile long endBy;
    private volatile boolean ending;

    Connection(
            long number,
            Socket transport,
            TlsSocket tls,
            Optional<Recorder> recorder,
            Duration limit) {
        this.number = number;
        this.transport = transport;
        this.tls = tls;
        this.recorder = recorder;
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    /** Counts the connections of this server from 1. */
    long number() {
        return number;
    }

    TlsSocket tls() {
        return tls;
    }

    /** All that the client sends: its early data, if there is any and it is taken, and then the rest. */
    InputStream input() {
        return new SequenceInputStream(tls.earlyData(), tls.inputStream());
    }

    /** What watches it, if anything does. */
    Optional<Recorder> recorder() {
        return recorder;
    }

    /** The client's address and port. */
    String peer() {
        InetSocketAddress address = (InetSocketAddress) transport.getRemoteSocketAddress();
        String ip = IpText.of(address.getAddress());
        return (ip.indexOf(':') >= 0 ? "[" + ip + "]" : ip) + ":" + address.getPort();
    }

    @Override
    public void idle(Duration limit) {
        deadline = System.nanoTime() + limit.toNanos();
        idle = true;
    }

    @Override
    public void busy(Duration limit) {
        deadline = System.nanoTime() + limit.toNanos();
        idle = false;
    }

    @Override
    public boolean stopping() {
        return stopping;
    }

    /** Lets what is in progress come to its end, and ends the connection if nothing is. */
    void stop() {
        stopping = true;
        if (idle) {
            close();
        }
    }

    /**
     * Says that nothing more comes, and waits a moment for the client to close. Closing TCP while
     * something of the client is unread, were it only its close_notify, would take back what was
     * sent.
     */
    void finish() throws IOException {
        tls.closeOutput();
        idle(LAST_TIME);
        transport.shutdownOutput();
        InputStream in = transport.getInputStream();
        byte[] buffer = new byte[8192];
        int left = LAST_WORDS;
        int count = in.read(buffer);
        while (count >= 0 && left > 0) {
            left -= count;
            count = in.read(buffer);
        }
    }

    boolean isOverdue() {
        return System.nanoTime() - deadline > 0;
    }

    /** Whether it was not told to end before; from now on it has a little time to. */
    boolean beginsToEnd() {
        if (ending) {
            return false;
        }
        endBy = System.nanoTime() + LAST_TIME.toNanos();
        ending = true;
        return true;
    }

    /** Whether the time that it had to end is over, too. */
    boolean shouldHaveEnded() {
        return ending && System.nanoTime() - endBy > 0;
    }

    /** Ends the connection in order: the client learns that nothing is missing. */
    @Override
    public void close() {
        try {
            tls.close();
        } catch (IOException e) {
            // The client is gone already.
        }
    }

    /** Ends the connection so that the client learns that something is missing. */
    void abort() {
        try {
            transport.close();
        } catch (IOException e) {
            // The client is gone already.
        }
    }
}
