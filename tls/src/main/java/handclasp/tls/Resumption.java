package handclasp.tls;

/** By what a session was resumed. */
public enum Resumption {
    /** The server looked it up by its identifier (RFC 5246 §7.3). */
    SESSION_ID,
    /** The client brought it in a ticket (RFC 5077). */
    TICKET
}
