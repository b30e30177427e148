package handclasp.tls;

/**
 * The peer sent an error alert; nothing is sent in return.
 *
 * @param received what the peer sent
 */
public record PeerAlert(Alert received) implements TlsError {
    @Override
    public String name() {
        return "PEER_ALERT";
    }

    @Override
    public Description description() {
        return new Description(
                received, "the peer refused with alert " + received, "RFC 9846 §6.2", remedy());
    }

    private String remedy() {
        return switch (received.code()) {
            case 40 ->
                    "Compare versions, cipher suites, groups and signature schemes of both sides.";
            case 42, 43, 44, 45, 46 ->
                    "The peer did not accept our certificate: look at its validity, names and issuer.";
            case 48 ->
                    "Make the peer trust the authority that issued our certificate, or send its intermediates.";
            case 70 -> "Enable TLS 1.2 or 1.3 on both ends: Handclasp speaks no older version.";
            case 112 -> "Ask for a name that the server serves.";
            case 116 -> "Configure a client certificate: the server demands one.";
            case 120 -> "Offer an application protocol (ALPN) that the server speaks.";
            default -> "Look into the peer's log for its reason.";
        };
    }
}
