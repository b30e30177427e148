package handclasp.conformance.peer;

import handclasp.tls.Role;
import handclasp.tls.TlsSocket;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A program that plays one or both roles as it is told, all in the same way. A new peer is one class
 * that implements this, and its line in {@link Everyone}.
 */
public interface Peer extends Program {
    /** Whether it can be used here; if not, the test ends and says what it needs. */
    void require();

    /** The roles it can play. */
    Set<Role> roles();

    /** What it cannot do in a role. */
    Gaps gaps(Role role);

    /** Whether it can do all of these in a role. */
    default boolean can(Role role, Feature... features) {
        return roles().contains(role) && Stream.of(features).noneMatch(gaps(role)::has);
    }

    /**
     * Connects to a server on this machine, posts the setup's body over HTTP/1.1, checks that the
     * same comes back, and closes.
     *
     * @return what it says was negotiated
     */
    Agreed connect(Setup setup, int port) throws IOException, InterruptedException;

    /** Starts a server on this machine. */
    Listener listen(Setup setup) throws IOException, InterruptedException;

    /** A peer's running server. */
    interface Listener extends AutoCloseable {
        int port();

        /** Whether it serves one connection after another, and not just one. */
        default boolean reusable() {
            return true;
        }

        /**
         * Lets both ends send something over this new connection, checks that it arrives, and
         * closes the connection.
         *
         * @return what the server says was negotiated
         */
        Agreed converse(TlsSocket socket) throws IOException, InterruptedException;

        @Override
        void close();
    }
}
