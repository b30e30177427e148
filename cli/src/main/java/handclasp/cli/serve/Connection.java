package handclasp.cli.serve;

import handclasp.cli.http.Pace;
import handclasp.cli.text.IpText;
import handclasp.tls.TlsSocket;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/**
 * One client of a server, with the time it may still take. Its thread sets the time; the server
 * looks at it from another one.
 */
final class Connection implements Pace, Closeable {
    private final long number;
    private final Socket transport;
    private final TlsSocket tls;
    private volatile boolean idle = true;
    private volatile boolean stopping;
    private volatile long deadline;

    Connection(long number, Socket transport, TlsSocket tls, Duration limit) {
        this.number = number;
        this.transport = transport;
        this.tls = tls;
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    /** Counts the connections of this server from 1. */
    long number() {
        return number;
    }

    TlsSocket tls() {
        return tls;
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

    boolean isOverdue() {
        return System.nanoTime() - deadline > 0;
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
