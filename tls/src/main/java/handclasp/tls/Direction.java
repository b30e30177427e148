package handclasp.tls;

/** Which way bytes go, seen from this end. */
public enum Direction {
    /** From the peer to us. */
    INBOUND,
    /** From us to the peer. */
    OUTBOUND
}
