package handclasp.tls.internal.tls12;

import handclasp.tls.WorkFailed;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.handshake.Suspended;
import handclasp.tls.internal.message.ClientKeyExchange;
import handclasp.tls.internal.message.Input;

/** A full handshake of a server that has said its part and waits for the client's. */
final class ServerExchange12 {
    private final ServerHandshake12 handshake;
    private final Suite12 suite;
    private final Randoms randoms;
    private final byte[] sessionId;
    private final ClientShare share;

    ServerExchange12(
            ServerHandshake12 handshake,
            Suite12 suite,
            Randoms randoms,
            byte[] sessionId,
            ClientShare share) {
        this.handshake = handshake;
        this.suite = suite;
        this.randoms = randoms;
        this.sessionId = sessionId;
        this.share = share;
    }

    ServerHandshake12 handshake() {
        return handshake;
    }

    Suite12 suite() {
        return suite;
    }

    /** What the session is to be known by, or nothing. */
    byte[] sessionId() {
        return sessionId;
    }

    /** Waits for the keys that the client's share gives. */
    State agree(Input.Message message, Suspended.Continuation<Keys12> then) {
        ClientKeyExchange exchange = (ClientKeyExchange) message.value();
        var configuration = handshake.configuration();
        return Suspended.on(
                share.kind(),
                WorkFailed.KEY_AGREEMENT,
                () ->
                        share.premaster(
                                exchange.value(),
                                handshake.hello().legacyVersion(),
                                configuration.random()),
                (premaster, effects) -> {
                    handshake.transcript().add(message.bytes());
                    return then.then(
                            Keys12.agreed(
                                    suite,
                                    premaster,
                                    randoms,
                                    handshake.transcript().value(),
                                    handshake.extendedMasterSecret(),
                                    handshake.encryptThenMac(suite),
                                    configuration,
                                    effects),
                            effects);
                });
    }
}
