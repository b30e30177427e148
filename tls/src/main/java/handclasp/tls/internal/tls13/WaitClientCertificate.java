package handclasp.tls.internal.tls13;

import handclasp.tls.BadCertificate;
import handclasp.tls.ClientAuthentication;
import handclasp.tls.Fact;
import handclasp.tls.Misbehaved;
import handclasp.tls.TlsException;
import handclasp.tls.auth.CertificateVerifier;
import handclasp.tls.internal.handshake.Authenticated;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.message.Certificate;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.Kind;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/** A server's WAIT_CERT. */
final class WaitClientCertificate implements State {
    private final ServerHandshake13 handshake;

    WaitClientCertificate(ServerHandshake13 handshake) {
        this.handshake = handshake;
    }

    @Override
    public Set<Kind> expects() {
        return EnumSet.of(Kind.CHANGE_CIPHER_SPEC, Kind.CERTIFICATE);
    }

    @Override
    public State on(Input input, Effects effects) throws TlsException {
        if (!(input instanceof Input.Message message)) {
            return this;
        }
        Certificate certificate = (Certificate) message.value();
        if (certificate.context().length != 0) {
            throw TlsException.of(
                    Misbehaved.ILLEGAL_CERTIFICATE_CONTEXT, "the request's was empty");
        }
        var configuration = handshake.configuration();
        List<X509Certificate> chain =
                CertificateMessages.chain(
                        certificate, List.of(), configuration.limits().certificates());
        handshake.transcript().add(message.bytes());
        if (!chain.isEmpty()) {
            effects.fact(new Fact.PeerCertificates(chain));
            return new WaitClientCertificateVerify(handshake, chain);
        }
        if (configuration.clientAuthentication() == ClientAuthentication.NEED) {
            List<X500Principal> authorities =
                    configuration
                            .verifier()
                            .map(CertificateVerifier::authorities)
                            .orElse(List.of());
            throw TlsException.builder(BadCertificate.REQUIRED)
                    .ours(
                            "demands a certificate"
                                    + (authorities.isEmpty() ? "" : " issued by " + authorities))
                    .theirs("an empty Certificate")
                    .build();
        }
        return new WaitClientFinished(handshake, Authenticated.withoutCertificate(configuration));
    }
}
