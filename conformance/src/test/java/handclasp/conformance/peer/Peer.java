package handclasp.conformance.peer;

import handclasp.tls.NamedGroup;
import handclasp.tls.Role;
import handclasp.tls.TlsSocket;
import java.io.IOException;
import java.util.Set;

/** A program that plays one or both roles as it is told, all in the same way. */
public interface Peer extends Program {
    /** Whether it can be used here; if not, the test ends and says what it needs. */
    void require();

    /** The roles it can play. */
    Set<Role> roles();

    /** Whether it can do key exchange in this group. */
    boolean knows(NamedGroup group);

    /** Whether it can show, or believe, a server's certificate with such a key. */
    boolean knows(CertificateKind kind);

    /**
     * Connects to a server on this machine, posts a text over HTTP/1.1, checks that the same text
     * comes back, and closes.
     *
     * @return what it says was negotiated
     */
    Agreed connect(Setup setup, int port) throws IOException, InterruptedException;

    /** Starts a server on this machine, for one connection. */
    Listener listen(Setup setup) throws IOException, InterruptedException;

    /** A peer's running server. */
    interface Listener extends AutoCloseable {
        int port();

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
