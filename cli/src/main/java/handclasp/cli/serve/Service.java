package handclasp.cli.serve;

import java.io.IOException;

/** What a server does with a connection after its handshake. Must be thread-safe. */
@FunctionalInterface
interface Service {
    /**
     * Serves one client until nothing more is to be sent; the caller says close_notify then.
     *
     * @throws IOException if the connection breaks
     */
    void serve(Connection connection) throws IOException;
}
