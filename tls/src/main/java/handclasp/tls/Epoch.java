package handclasp.tls;

/** Which keys protect a direction. */
public enum Epoch {
    /** None: the hellos, and what fails before keys exist. */
    CLEAR,
    /** Early traffic keys, of a client's early data (RFC 9846 §7.1). */
    EARLY,
    /** Handshake traffic keys (RFC 9846 §7.1). */
    HANDSHAKE,
    /** Application traffic keys of any generation. */
    APPLICATION
}
