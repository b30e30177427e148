package handclasp.tls.internal.tls13;

import handclasp.tls.Role;
import handclasp.tls.TlsException;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.message.CertificateRequest;
import handclasp.tls.internal.message.CertificateVerify;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.Kind;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A client's WAIT_CV. */
final class WaitCertificateVerify implements State {
    private final ClientHandshake13 handshake;
    private final Optional<CertificateRequest> request;
    private final List<X509Certificate> chain;

    WaitCertificateVerify(
            ClientHandshake13 handshake,
            Optional<CertificateRequest> request,
            List<X509Certificate> chain) {
        this.handshake = handshake;
        this.request = request;
        this.chain = chain;
    }

    @Override
    public Set<Kind> expects() {
        return EnumSet.of(Kind.CHANGE_CIPHER_SPEC, Kind.CERTIFICATE_VERIFY);
    }

    @Override
    public State on(Input input, Effects effects) throws TlsException {
        if (!(input instanceof Input.Message message)) {
            return this;
        }
        var offer = handshake.offer();
        return PeerVerification.suspend(
                offer.configuration(),
                Role.SERVER,
                Optional.of(offer.serverName()),
                chain,
                (CertificateVerify) message.value(),
                offer.transcript(),
                effects,
                server -> {
                    offer.transcript().add(message.bytes());
                    return new WaitFinished(handshake, request, server);
                });
    }
}
