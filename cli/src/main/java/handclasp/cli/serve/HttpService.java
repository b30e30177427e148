package handclasp.cli.serve;

import handclasp.cli.http.HttpConnection;
import handclasp.cli.http.HttpHandler;
import handclasp.cli.http.HttpLimits;
import handclasp.tls.TlsException;
import handclasp.tls.TlsSocket;
import handclasp.tls.Truncated;
import java.io.IOException;

/** Speaks HTTP/1.1. */
final class HttpService implements Service {
    private final HttpHandler handler;
    private final HttpLimits limits;

    HttpService(HttpHandler handler, HttpLimits limits) {
        this.handler = handler;
        this.limits = limits;
    }

    @Override
    public void serve(Connection connection) throws IOException {
        TlsSocket tls = connection.tls();
        try {
            new HttpConnection(connection.input(), tls.outputStream(), handler, limits, connection)
                    .serve(connection.recorder().orElseThrow()::recording);
        } catch (TlsException e) {
            // HTTP says itself where a message ends, and browsers leave without close_notify.
            if (e.error() != Truncated.WITHOUT_CLOSE_NOTIFY) {
                throw e;
            }
        }
    }
}
