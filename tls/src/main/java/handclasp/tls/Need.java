package handclasp.tls;

/** What a {@link TlsConnection} waits for. */
public enum Need {
    /** A record of the peer's; application data may be sent if the write side is open. */
    INPUT,
    /** {@link TlsConnection#drain}: there are records for the peer. */
    OUTPUT,
    /** {@link TlsConnection#work} is to be run, then {@link TlsConnection#resume} called. */
    WORK,
    /** Nothing: no more data will come from the peer. The write side may still be open. */
    CLOSED
}
