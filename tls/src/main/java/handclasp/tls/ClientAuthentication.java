package handclasp.tls;

/** Whether a server asks the client for a certificate (RFC 9846 §4.4.2). */
public enum ClientAuthentication {
    /** It does not ask. */
    NONE,
    /** It asks, goes on without one, and refuses a bad one. */
    WANT,
    /** It asks and refuses a client without a good one. */
    NEED
}
