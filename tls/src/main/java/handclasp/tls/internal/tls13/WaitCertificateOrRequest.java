package handclasp.tls.internal.tls13;

import handclasp.tls.Fact;
import handclasp.tls.Misbehaved;
import handclasp.tls.TlsException;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.message.CertificateRequest;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.Kind;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A client's WAIT_CERT_CR. */
final class WaitCertificateOrRequest implements State {
    private final ClientHandshake13 handshake;

    WaitCertificateOrRequest(ClientHandshake13 handshake) {
        this.handshake = handshake;
    }

    @Override
    public Set<Kind> expects() {
        return EnumSet.of(Kind.CHANGE_CIPHER_SPEC, Kind.CERTIFICATE_REQUEST, Kind.CERTIFICATE);
    }

    @Override
    public State on(Input input, Effects effects) throws TlsException {
        if (!(input instanceof Input.Message message)) {
            return this;
        }
        if (message.value() instanceof CertificateRequest request) {
            return onRequest(request, message, effects);
        }
        return WaitCertificate.accept(handshake, Optional.empty(), message, effects);
    }

    private State onRequest(CertificateRequest request, Input.Message message, Effects effects)
            throws TlsException {
        if (request.context().length != 0) {
            throw TlsException.of(
                    Misbehaved.ILLEGAL_CERTIFICATE_CONTEXT, "it is not empty during the handshake");
        }
        ExtensionTable.SIGNATURE_ALGORITHMS.requiredIn(request.extensions());
        handshake.offer().transcript().add(message.bytes());
        effects.fact(new Fact.ClientCertificateRequested());
        return new WaitCertificate(handshake, request);
    }
}
