package handclasp.cli.serve;

import handclasp.cli.option.Endpoint;
import handclasp.cli.text.Printable;
import handclasp.tls.TlsSocket;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;

/**
 * Stands before a service that speaks no TLS and carries bytes both ways. The end of one direction
 * is carried on as the end of that direction, and a break as a break.
 */
final class ProxyService implements Service {
    private static final Duration CONNECT_TIME = Duration.ofSeconds(10);
    private static final Duration IDLE_TIME = Duration.ofMinutes(10);

    private final Endpoint backend;
    private final ConnectionLog log;

    ProxyService(Endpoint backend, ConnectionLog log) {
        this.backend = backend;
        this.log = log;
    }

    @Override
    public void serve(Connection connection) throws IOException {
        connection.busy(CONNECT_TIME.plusSeconds(5));
        try (Socket plain = new Socket()) {
            if (connect(plain, connection)) {
                carry(connection, plain);
            }
        }
    }

    private boolean connect(Socket plain, Connection connection) {
        try {
            plain.connect(
                    new InetSocketAddress(backend.host(), backend.port()),
                    (int) CONNECT_TIME.toMillis());
            plain.setTcpNoDelay(true);
            return true;
        } catch (IOException e) {
            String why =
                    e instanceof UnknownHostException
                            ? "unknown host"
                            : String.valueOf(e.getMessage());
            log.note(
                    connection,
                    "the service behind, "
                            + backend
                            + ", cannot be reached: "
                            + Printable.text(why));
            return false;
        }
    }

    private static void carry(Connection connection, Socket plain) throws IOException {
        TlsSocket tls = connection.tls();
        Thread back = Thread.ofVirtual().start(() -> carryBack(connection, plain));
        try {
            copy(tls.inputStream(), plain.getOutputStream(), connection);
            plain.shutdownOutput();
            join(back);
        } catch (IOException e) {
            reset(plain);
            throw e;
        } finally {
            join(back);
        }
    }

    /** From the service to the client. */
    private static void carryBack(Connection connection, Socket plain) {
        try {
            copy(plain.getInputStream(), connection.tls().outputStream(), connection);
            connection.tls().closeOutput();
        } catch (IOException e) {
            // No close_notify: the client must not take what it has for all there is.
            connection.abort();
            reset(plain);
        }
    }

    private static void copy(InputStream in, OutputStream out, Connection connection)
            throws IOException {
        byte[] buffer = new byte[16_384];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            connection.busy(IDLE_TIME);
            out.write(buffer, 0, count);
            out.flush();
        }
    }

    /** Tells the service by a TCP reset that the client broke off. */
    private static void reset(Socket plain) {
        try {
            plain.setSoLinger(true, 0);
            plain.close();
        } catch (IOException e) {
            // It is closed already.
        }
    }

    private static void join(Thread thread) throws IOException {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
