package handclasp.tls;

/** By what a session was resumed. */
public enum Resumption {
    /** The server looked it up by its identifier (RFC 5246 §7.3). */
    SESSION_ID,
    /** The client brought a ticket (RFC 5077), in TLS 1.3 as the identity of a pre-shared key (RFC 9846 §4.7.1). */
    TICKET
}
