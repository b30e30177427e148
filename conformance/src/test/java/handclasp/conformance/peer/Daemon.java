package handclasp.conformance.peer;

import handclasp.tls.TlsSocket;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A server program that must be told its port: it gets one that was free a moment ago. */
final class Daemon implements AutoCloseable {
    private static final int ATTEMPTS = 5;

    private final Child child;
    private final int port;
    private int seen;

    private Daemon(Child child, int port) {
        this.child = child;
        this.port = port;
    }

    /** How a program is started at a port. */
    @FunctionalInterface
    interface Start {
        Child at(int port) throws IOException;
    }

    /** Starts a program and waits until it takes connections; the first one is a probe without a byte. */
    static Daemon start(Start start) throws IOException, InterruptedException {
        AssertionError failure = new AssertionError("never tried");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = freePort();
            Child child = start.at(port);
            if (listens(child, port)) {
                return new Daemon(child, port);
            }
            failure = new AssertionError("does not listen:\n" + child, failure);
            child.close();
        }
        throw failure;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean listens(Child child, int port) throws IOException, InterruptedException {
        for (int i = 0; i < 1000 && child.isAlive(); i++) {
            try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                probe.shutdownOutput();
                return child.isAlive();
            } catch (ConnectException notYet) {
                Thread.sleep(10);
            }
        }
        return false;
    }

    /** What to say over a connection, and what the program said of it. */
    @FunctionalInterface
    interface Conversation {
        Agreed over(TlsSocket socket) throws IOException, InterruptedException;
    }

    /** This server as tests use it; what is to be done after its end comes last. */
    Peer.Listener listener(Conversation conversation, Runnable afterwards) {
        return new Peer.Listener() {
            @Override
            public int port() {
                return port;
            }

            @Override
            public Agreed converse(TlsSocket socket) throws IOException, InterruptedException {
                return conversation.over(socket);
            }

            @Override
            public void close() {
                Daemon.this.close();
                afterwards.run();
            }

            @Override
            public String toString() {
                return child.toString();
            }
        };
    }

    int port() {
        return port;
    }

    /** Waits until it printed this, and returns all it printed since it was last asked. */
    synchronized String freshOutput(String wanted) throws InterruptedException {
        String all = child.awaitOutput(wanted, so -> so.indexOf(wanted, seen) >= 0);
        String fresh = all.substring(seen);
        seen = all.length();
        return fresh;
    }

    /** The same of its errors; a program is asked for one of the two. */
    synchronized String freshErrors(String wanted) throws InterruptedException {
        String all = child.awaitErrors(wanted, seen);
        String fresh = all.substring(seen);
        seen = all.length();
        return fresh;
    }

    Child child() {
        return child;
    }

    @Override
    public void close() {
        child.close();
    }

    @Override
    public String toString() {
        return child.toString();
    }
}
