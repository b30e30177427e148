package handclasp.tls.internal.tls12;

import handclasp.tls.Role;
import handclasp.tls.TlsException;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.handshake.Transcript;
import handclasp.tls.internal.message.CertificateVerify;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.Kind;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A server that waits for the proof that the client holds its certificate's key (RFC 5246 §7.4.8). */
final class WaitClientCertificateVerify12 implements State {
    private final ServerExchange12 exchange;
    private final Keys12 keys;
    private final List<X509Certificate> chain;

    WaitClientCertificateVerify12(
            ServerExchange12 exchange, Keys12 keys, List<X509Certificate> chain) {
        this.exchange = exchange;
        this.keys = keys;
        this.chain = chain;
    }

    @Override
    public Set<Kind> expects() {
        return EnumSet.of(Kind.CERTIFICATE_VERIFY);
    }

    @Override
    public State on(Input input, Effects effects) throws TlsException {
        Input.Message message = (Input.Message) input;
        CertificateVerify verify = (CertificateVerify) message.value();
        Transcript transcript = exchange.handshake().transcript();
        return PeerSignature12.suspend(
                exchange.handshake().configuration(),
                Role.CLIENT,
                Optional.empty(),
                Optional.empty(),
                chain,
                verify.algorithm(),
                transcript.messages(),
                verify.signature(),
                effects,
                (client, then) -> {
                    transcript.forgetMessages();
                    transcript.add(message.bytes());
                    return new WaitClientChangeCipherSpec12(
                            ServerEnding12.full(exchange, keys, client, chain));
                });
    }
}
