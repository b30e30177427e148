package handclasp.tls;

/** The peer closed the transport without saying so in TLS. There is nobody left to alert. */
public enum Truncated implements TlsError {
    IN_HANDSHAKE(
            Alert.CLOSE_NOTIFY,
            "the peer closed the connection during the handshake",
            "RFC 9846 §6.1",
            "Look into the peer's log for its reason."),
    TRANSPORT_FAILED(
            Alert.CLOSE_NOTIFY,
            "the connection broke during the handshake",
            "RFC 9293 §3.5.2",
            "Look into the peer's log for its reason; a firewall or proxy between may cut connections, too."),
    IN_RECORD(
            Alert.CLOSE_NOTIFY,
            "the connection ended in the middle of a record",
            "RFC 9846 §6.1",
            "Treat the data as incomplete; the peer or something on the way broke off."),
    WITHOUT_CLOSE_NOTIFY(
            Alert.CLOSE_NOTIFY,
            "the connection ended without close_notify, so data may be missing",
            "RFC 9846 §6.1",
            "Treat the data as incomplete unless its own format says where it ends.");

    private final Description description;

    Truncated(Alert alert, String summary, String rule, String remedy) {
        description = new Description(alert, summary, rule, remedy);
    }

    @Override
    public Description description() {
        return description;
    }
}
