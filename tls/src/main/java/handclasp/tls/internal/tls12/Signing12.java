package handclasp.tls.internal.tls12;

import handclasp.tls.SignatureScheme;
import handclasp.tls.WorkFailed;
import handclasp.tls.WorkKind;
import handclasp.tls.auth.Credential;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.handshake.Suspended;
import java.security.SecureRandom;

/** What this end signs with. */
final class Signing12 {
    private final Credential credential;
    private final SignatureScheme scheme;

    Signing12(Credential credential, SignatureScheme scheme) {
        this.credential = credential;
        this.scheme = scheme;
    }

    Credential credential() {
        return credential;
    }

    SignatureScheme scheme() {
        return scheme;
    }

    /** Waits for the signature. */
    State suspend(byte[] content, SecureRandom random, Suspended.Continuation<byte[]> then) {
        return Suspended.on(
                WorkKind.SIGN,
                WorkFailed.SIGNING,
                () -> credential.signer().sign(scheme, content, random),
                then);
    }
}
