package handclasp.cli.serve;

import handclasp.cli.http.HttpConnection;
import handclasp.cli.http.HttpHandler;
import handclasp.cli.http.HttpLimits;
import handclasp.tls.TlsException;
import handclasp.tls.Truncated;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Speaks HTTP/1.1. */
final class HttpService implements Service {
    /** What a client may still send to a server that has said its last word. */
    private static final int LAST_WORDS = 1 << 20;

    private static final Duration LAST_TIME = Duration.ofSeconds(2);

    private final HttpHandler handler;
    private final HttpLimits limits;

    HttpService(HttpHandler handler, HttpLimits limits) {
        this.handler = handler;
        this.limits = limits;
    }

    @Override
    public void serve(Connection connection) throws IOException {
        InputStream in = connection.tls().inputStream();
        try {
            HttpConnection http =
                    new HttpConnection(
                            in, connection.tls().outputStream(), handler, limits, connection);
            if (http.serve(connection.tls().facts())) {
                connection.tls().closeOutput();
                listenToLastWords(connection, in);
            }
        } catch (TlsException e) {
            // HTTP says itself where a message ends, and browsers leave without close_notify.
            if (e.error() != Truncated.WITHOUT_CLOSE_NOTIFY) {
                throw e;
            }
        }
    }

    /** Closing TCP on a client that still sends would take the response away from it. */
    private static void listenToLastWords(Connection connection, InputStream in)
            throws IOException {
        connection.busy(LAST_TIME);
        byte[] buffer = new byte[8192];
        int left = LAST_WORDS;
        int count = in.read(buffer);
        while (count >= 0 && left > 0) {
            left -= count;
            count = in.read(buffer);
        }
    }
}
