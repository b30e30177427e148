package handclasp.tls.internal.tls12;

import handclasp.tls.BadCertificate;
import handclasp.tls.ClientAuthentication;
import handclasp.tls.Fact;
import handclasp.tls.TlsException;
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

/** A server that asked for a certificate and waits for the answer, maybe an empty one (RFC 5246 §7.4.6). */
final class WaitClientCertificate12 implements State {
    private final ServerExchange12 exchange;

    WaitClientCertificate12(ServerExchange12 exchange) {
        this.exchange = exchange;
    }

    @Override
    public Set<Kind> expects() {
        return EnumSet.of(Kind.CERTIFICATE);
    }

    @Override
    public State on(Input input, Effects effects) throws TlsException {
        Input.Message message = (Input.Message) input;
        var configuration = exchange.handshake().configuration();
        List<X509Certificate> chain =
                CertificateChains.read(
                        ((Certificate12) message.value()).certificates(),
                        configuration.limits().certificates());
        exchange.handshake().transcript().add(message.bytes());
        if (!chain.isEmpty()) {
            effects.fact(new Fact.PeerCertificates(chain));
            return new WaitClientKeyExchange12(exchange, chain);
        }
        if (configuration.clientAuthentication() == ClientAuthentication.NEED) {
            throw TlsException.of(BadCertificate.MISSING);
        }
        exchange.handshake().transcript().forgetMessages();
        return new WaitClientKeyExchange12(exchange, chain);
    }
}
