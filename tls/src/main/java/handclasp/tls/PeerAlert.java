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
            case 20 ->
                    "A record of ours was damaged or forged on the way, or the two ends disagree about the keys.";
            case 10, 22, 47, 50, 109, 110 ->
                    "The peer says that this end broke the protocol: capture the handshake on both sides and report it.";
            case 51 ->
                    "The peer could not check our signature or Finished: see that our key and certificate belong"
                            + " together and that nothing on the way changes the handshake.";
            case 40 ->
                    "Compare versions, cipher suites, groups and signature schemes of both sides.";
            case 42, 43, 44, 45, 46 ->
                    "The peer did not accept our certificate: look at its validity, names and issuer.";
            case 48 ->
                    "Make the peer trust the authority that issued our certificate, or send its intermediates.";
            case 70 -> "Enable TLS 1.2 or 1.3 on both ends: Handclasp speaks no older version.";
            case 80 -> "Look into the peer's log: something failed there.";
            case 86 -> "Offer the newest version first: the peer saw a retry with an older one.";
            case 112 -> "Ask for a name that the server serves.";
            case 116 -> "Configure a client certificate: the server demands one.";
            case 117 ->
                    "Look into the peer's log: it does not say more than that something is wrong.";
            case 120 -> "Offer an application protocol (ALPN) that the server speaks.";
            default -> "Look into the peer's log for its reason.";
        };
    }
}
