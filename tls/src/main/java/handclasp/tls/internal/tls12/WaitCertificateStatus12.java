package handclasp.tls.internal.tls12;

import handclasp.tls.Fact;
import handclasp.tls.TlsException;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.message.CertificateStatus;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.Kind;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** A client whose server said that a CertificateStatus may follow, which it may do without (RFC 6066 §8). */
final class WaitCertificateStatus12 extends ClientState12 {
    private final ClientHandshake12 handshake;
    private final ClientState12 without;

    WaitCertificateStatus12(ClientHandshake12 handshake, List<X509Certificate> chain) {
        this.handshake = handshake;
        this.without = WaitCertificate12.afterCertificate(handshake, chain);
    }

    @Override
    Set<Kind> awaits() {
        Set<Kind> all = EnumSet.of(Kind.CERTIFICATE_STATUS);
        all.addAll(without.awaits());
        return all;
    }

    @Override
    State take(Input input, Effects effects) throws TlsException {
        if (input.kind() != Kind.CERTIFICATE_STATUS) {
            return without.take(input, effects);
        }
        Input.Message message = (Input.Message) input;
        CertificateStatus status = (CertificateStatus) message.value();
        effects.fact(new Fact.CertificateStatus(HexFormat.of().formatHex(status.response())));
        handshake.transcript().add(message.bytes());
        return without;
    }
}
