package handclasp.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;

/** What lies below a {@link TlsSocket}: two streams, and the socket behind them if there is one. */
final class Transport {
    private static final int LINGER_BYTES = 1 << 18;

    private final InputStream in;
    private final OutputStream out;
    private final Optional<Socket> socket;

    private Transport(InputStream in, OutputStream out, Optional<Socket> socket) {
        this.in = in;
        this.out = out;
        this.socket = socket;
    }

    static Transport of(Socket socket) throws IOException {
        return new Transport(
                socket.getInputStream(), socket.getOutputStream(), Optional.of(socket));
    }

    /** A socket that is read through another stream. */
    static Transport of(Socket socket, InputStream in) throws IOException {
        return new Transport(in, socket.getOutputStream(), Optional.of(socket));
    }

    static Transport of(SocketChannel channel) throws IOException {
        if (!channel.isBlocking()) {
            throw new IllegalArgumentException("the channel is not in blocking mode");
        }
        return of(channel.socket());
    }

    static Transport of(InputStream in, OutputStream out) {
        return new Transport(in, out, Optional.empty());
    }

    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    Optional<Socket> socket() {
        return socket;
    }

    /** Ends our direction and reads the peer's away, up to a bound, until the peer has seen the end. */
    void linger(Duration patience) {
        if (socket.isEmpty()) {
            return;
        }
        long end = System.nanoTime() + patience.toNanos();
        try {
            socket.get().shutdownOutput();
            byte[] waste = new byte[4096];
            int total = 0;
            while (total < LINGER_BYTES) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return;
                }
                socket.get().setSoTimeout((int) left);
                int read = in.read(waste);
                if (read < 0) {
                    return;
                }
                total += read;
            }
        } catch (IOException e) {
            // The peer is gone or slow: there is nothing more to wait for.
            return;
        }
    }

    void setReadTimeout(int millis) throws SocketException {
        if (socket.isPresent()) {
            socket.get().setSoTimeout(millis);
        }
    }

    int readTimeout() throws SocketException {
        return socket.isPresent() ? socket.get().getSoTimeout() : 0;
    }

    void close() throws IOException {
        if (socket.isPresent()) {
            socket.get().close();
            return;
        }
        try (in) {
            out.close();
        }
    }
}
