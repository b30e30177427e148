package handclasp.tls.internal.tls12;

import handclasp.tls.BadCertificate;
import handclasp.tls.Fact;
import handclasp.tls.Malformed;
import handclasp.tls.Misbehaved;
import handclasp.tls.TlsException;
import handclasp.tls.crypto.SuiteAlgorithms;
import handclasp.tls.internal.handshake.CertificateChains;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.message.Certificate12;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.Kind;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A client that waits for the server's Certificate (RFC 5246 §7.4.2). */
final class WaitCertificate12 extends ClientState12 {
    private final ClientHandshake12 handshake;

    WaitCertificate12(ClientHandshake12 handshake) {
        this.handshake = handshake;
    }

    @Override
    Set<Kind> awaits() {
        return EnumSet.of(Kind.CERTIFICATE);
    }

    @Override
    State take(Input input, Effects effects) throws TlsException {
        Input.Message message = (Input.Message) input;
        Certificate12 certificate = (Certificate12) message.value();
        if (certificate.certificates().isEmpty()) {
            throw TlsException.of(Malformed.EMPTY_SERVER_CERTIFICATE);
        }
        List<X509Certificate> chain =
                CertificateChains.read(
                        certificate.certificates(),
                        handshake.configuration().limits().certificates());
        effects.fact(new Fact.PeerCertificates(chain));
        checkKey(chain.get(0));
        handshake.transcript().add(message.bytes());
        return handshake.answers().statusFollows()
                ? new WaitCertificateStatus12(handshake, chain)
                : afterCertificate(handshake, chain);
    }

    static ClientState12 afterCertificate(
            ClientHandshake12 handshake, List<X509Certificate> chain) {
        return handshake.suite().exchange() == SuiteAlgorithms.Exchange.RSA
                ? new WaitCertificateRequest12(ServerFlight12.of(handshake, chain))
                : new WaitServerKeyExchange12(handshake, chain);
    }

    private void checkKey(X509Certificate certificate) throws TlsException {
        Suite12 suite = handshake.suite();
        if (KeyTypes.authenticationOf(certificate.getPublicKey())
                .filter(suite.authentication()::equals)
                .isEmpty()) {
            throw TlsException.of(
                    Misbehaved.WRONG_KEY_FOR_SUITE,
                    certificate.getPublicKey().getAlgorithm() + " with " + suite.cipherSuite());
        }
        if (suite.exchange() == SuiteAlgorithms.Exchange.RSA
                && !KeyTypes.mayEncipherKeys(certificate)) {
            throw TlsException.of(
                    BadCertificate.WRONG_USAGE, "the RSA key exchange needs keyEncipherment");
        }
    }
}
