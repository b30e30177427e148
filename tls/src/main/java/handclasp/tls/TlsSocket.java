package handclasp.tls;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * TLS over a blocking transport. One thread may read while another writes; {@link #close} may be called from any thread.
 * At home on virtual threads: no lock is held by {@code synchronized} while it blocks.
 */
public final class TlsSocket implements Closeable {
    /**
     * Connects to a host and shakes hands.
     *
     * @param host as {@link ServerName#of} takes it
     */
    public static TlsSocket connect(ClientConfiguration configuration, String host, int port) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** A client over a connected socket. No byte flows before {@link #handshake} or the first read or write. */
    public static TlsSocket client(ClientConfiguration configuration, ServerName name, Socket socket)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    /** A client over a connected channel in blocking mode. */
    public static TlsSocket client(ClientConfiguration configuration, ServerName name, SocketChannel channel)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    /** A client over any pair of streams, which are closed with it. */
    public static TlsSocket client(
            ClientConfiguration configuration, ServerName name, InputStream in, OutputStream out) {
        throw new UnsupportedOperationException();
    }

    /** A server over an accepted socket. */
    public static TlsSocket server(ServerConfiguration configuration, Socket socket) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** A server over an accepted channel in blocking mode. */
    public static TlsSocket server(ServerConfiguration configuration, SocketChannel channel) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** A server over any pair of streams, which are closed with it. */
    public static TlsSocket server(ServerConfiguration configuration, InputStream in, OutputStream out) {
        throw new UnsupportedOperationException();
    }

    /**
     * Shakes hands unless that is done, and waits for it.
     *
     * @throws TlsException if it fails; the alert was sent and the transport is closed
     * @throws IOException if the transport fails
     */
    public TlsSocket handshake() throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Bounds the whole handshake in time, over a socket or channel only; zero, the default, is no bound. */
    public TlsSocket handshakeTimeout(Duration limit) {
        throw new UnsupportedOperationException();
    }

    /** What is settled so far. */
    public Facts facts() {
        throw new UnsupportedOperationException();
    }

    /**
     * The peer's data. Ends with -1 after the peer's {@code close_notify} and throws {@link TlsException} with {@link
     * Truncated} where the transport ends without one. Closing it closes the socket. Reading may overwrite more of the
     * caller's array than it returns bytes, within the given range.
     */
    public InputStream inputStream() {
        throw new UnsupportedOperationException();
    }

    /** Data for the peer; each write goes out at once in records of at most 16384 bytes. Closing it closes the socket. */
    public OutputStream outputStream() {
        throw new UnsupportedOperationException();
    }

    /** Changes the keys of the write side, and asks the peer to change its own (RFC 9846 §4.7.3). */
    public void updateKeys(boolean requestPeer) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Sends {@code close_notify}: no more data goes out, and reading goes on. */
    public void closeOutput() throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Sends {@code close_notify} if that can be done without waiting long, and closes the transport. */
    @Override
    public void close() throws IOException {
        throw new UnsupportedOperationException();
    }
}
