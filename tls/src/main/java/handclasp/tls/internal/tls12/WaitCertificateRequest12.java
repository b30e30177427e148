package handclasp.tls.internal.tls12;

import handclasp.tls.Fact;
import handclasp.tls.TlsException;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.message.CertificateRequest12;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.Kind;
import java.util.EnumSet;
import java.util.Set;

/** A client that may be asked for a certificate before the ServerHelloDone (RFC 5246 §7.4.4). */
final class WaitCertificateRequest12 extends ClientState12 {
    private final ServerFlight12 flight;

    WaitCertificateRequest12(ServerFlight12 flight) {
        this.flight = flight;
    }

    @Override
    Set<Kind> awaits() {
        return EnumSet.of(Kind.CERTIFICATE_REQUEST, Kind.SERVER_HELLO_DONE);
    }

    @Override
    State take(Input input, Effects effects) throws TlsException {
        if (input.kind() == Kind.SERVER_HELLO_DONE) {
            flight.handshake().transcript().forgetMessages();
            return new WaitServerHelloDone12(flight).take(input, effects);
        }
        Input.Message message = (Input.Message) input;
        flight.handshake().transcript().add(message.bytes());
        effects.fact(new Fact.ClientCertificateRequested());
        return new WaitServerHelloDone12(flight.with((CertificateRequest12) message.value()));
    }
}
