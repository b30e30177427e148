package handclasp.tls;

/**
 * What can go wrong with a connection: a closed set, each error with the alert that RFC 9846 §6 names for it, the rule
 * it breaks and what to do about it. {@link TlsException} adds what happened on one connection.
 */
public sealed interface TlsError
        permits Malformed,
                Misbehaved,
                Unexpected,
                Incompatible,
                BadCertificate,
                PeerAlert,
                Truncated,
                Cancelled,
                WorkFailed,
                Internal {

    /** A stable name of the error for programs, in upper case with underscores. */
    String name();

    /** Alert, words, rule and remedy. */
    Description description();

    /** The alert this end sends for it; nothing is sent where the peer sent an alert or is gone. */
    default Alert alert() {
        return description().alert();
    }

    /**
     * What is said of an error.
     *
     * @param alert the alert that RFC 9846 §6 names
     * @param summary what went wrong, in a few words without a full stop
     * @param rule where the rule stands, such as {@code RFC 9846 §4.2.3}
     * @param remedy what to change and on which side, as a sentence
     */
    record Description(Alert alert, String summary, String rule, String remedy) {}
}
