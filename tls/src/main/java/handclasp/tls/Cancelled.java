package handclasp.tls;

/** This end gave up. */
public enum Cancelled implements TlsError {
    BY_APPLICATION(
            Alert.USER_CANCELED,
            "the application closed the connection during the handshake",
            "RFC 9846 §6.1",
            "Nothing is to be done."),
    TIMED_OUT(
            Alert.USER_CANCELED,
            "the handshake took too long",
            "time limit of this end",
            "Check that the peer speaks TLS on this port, or raise the limit.");

    private final Description description;

    Cancelled(Alert alert, String summary, String rule, String remedy) {
        description = new Description(alert, summary, rule, remedy);
    }

    @Override
    public Description description() {
        return description;
    }
}
