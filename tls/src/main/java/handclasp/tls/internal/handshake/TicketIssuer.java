package handclasp.tls.internal.handshake;

/**
 * Gives a client tickets for later connections (RFC 9846 §4.7.1). Holds a secret. Thread-safe: the connection may fail, and
 * with it this be closed, while another thread gives tickets.
 */
public interface TicketIssuer extends AutoCloseable {
    /**
     * Makes tickets and posts them.
     *
     * @return how many; fewer than wanted if the session is too old or cannot be kept, or once closed
     */
    int give(int count, Effects effects);

    /** Whether {@link #give} may block. */
    boolean blocking();

    @Override
    void close();
}
