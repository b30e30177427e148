package handclasp.tls.internal.tls13;

import handclasp.tls.Fact;
import handclasp.tls.Malformed;
import handclasp.tls.Misbehaved;
import handclasp.tls.TlsException;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.message.Certificate;
import handclasp.tls.internal.message.CertificateRequest;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.Kind;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A client's WAIT_CERT, after a CertificateRequest. */
final class WaitCertificate implements State {
    private final ClientHandshake13 handshake;
    private final CertificateRequest request;

    WaitCertificate(ClientHandshake13 handshake, CertificateRequest request) {
        this.handshake = handshake;
        this.request = request;
    }

    @Override
    public Set<Kind> expects() {
        return EnumSet.of(Kind.CHANGE_CIPHER_SPEC, Kind.CERTIFICATE);
    }

    @Override
    public State on(Input input, Effects effects) throws TlsException {
        return input instanceof Input.Message message
                ? accept(handshake, Optional.of(request), message, effects)
                : this;
    }

    /** Takes the server's certificate, whether or not one of the client was requested before. */
    static State accept(
            ClientHandshake13 handshake,
            Optional<CertificateRequest> request,
            Input.Message message,
            Effects effects)
            throws TlsException {
        Certificate certificate = (Certificate) message.value();
        if (certificate.context().length != 0) {
            throw TlsException.of(Misbehaved.ILLEGAL_CERTIFICATE_CONTEXT, "a server's is empty");
        }
        if (certificate.entries().isEmpty()) {
            throw TlsException.of(Malformed.EMPTY_SERVER_CERTIFICATE);
        }
        var offer = handshake.offer();
        List<X509Certificate> chain =
                CertificateMessages.chain(
                        certificate,
                        offer.requested(),
                        offer.configuration().limits().certificates());
        effects.fact(new Fact.PeerCertificates(chain));
        offer.transcript().add(message.bytes());
        return new WaitCertificateVerify(handshake, request, chain);
    }
}
