package handclasp.tls.internal.tls13;

import handclasp.tls.Role;
import handclasp.tls.TlsException;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.message.CertificateVerify;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.Kind;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A server's WAIT_CV. */
final class WaitClientCertificateVerify implements State {
    private final ServerHandshake13 handshake;
    private final List<X509Certificate> chain;

    WaitClientCertificateVerify(ServerHandshake13 handshake, List<X509Certificate> chain) {
        this.handshake = handshake;
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
        return PeerVerification.suspend(
                handshake.configuration(),
                Role.CLIENT,
                Optional.empty(),
                chain,
                (CertificateVerify) message.value(),
                handshake.transcript(),
                effects,
                client -> {
                    handshake.transcript().add(message.bytes());
                    return new WaitClientFinished(handshake, client);
                });
    }
}
