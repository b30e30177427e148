package handclasp.tls;

/** What became of the early data that a client offered (RFC 9846 §4.3.10). */
public enum EarlyData {
    /** The server takes it. It may have been sent before, by somebody who recorded it: see {@link ReplayGuard}. */
    ACCEPTED,
    /** The server has thrown it away unread. Whether it is sent again is for the application to say. */
    REFUSED
}
