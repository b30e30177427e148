package handclasp.tls.internal.tls13;

import handclasp.tls.SignatureScheme;
import handclasp.tls.WorkFailed;
import handclasp.tls.WorkKind;
import handclasp.tls.auth.Credential;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.handshake.Suspended;
import handclasp.tls.internal.message.CertificateVerify;
import java.security.SecureRandom;

/** The wait for this end's signature. */
final class Signing {
    private Signing() {}

    static State suspend(
            Credential credential,
            SignatureScheme scheme,
            byte[] content,
            SecureRandom random,
            Suspended.Continuation<CertificateVerify> then) {
        return Suspended.on(
                WorkKind.SIGN,
                WorkFailed.SIGNING,
                () ->
                        new CertificateVerify(
                                scheme, credential.signer().sign(scheme, content, random)),
                then);
    }
}
