package handclasp.tls.internal.tls13;

import handclasp.tls.TlsException;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.KeyUpdate;

/** What both ends do on a KeyUpdate (RFC 9846 §4.7.3). */
final class KeyUpdates {
    private KeyUpdates() {}

    static void receive(Input input, Effects effects) throws TlsException {
        KeyUpdate update = (KeyUpdate) ((Input.Message) input).value();
        effects.updateReadKeys(effects.boundary());
        if (update.updateRequested()) {
            effects.answerKeyUpdate();
        }
    }
}
