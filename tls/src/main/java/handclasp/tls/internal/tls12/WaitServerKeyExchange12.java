package handclasp.tls.internal.tls12;

import handclasp.tls.Fact;
import handclasp.tls.Role;
import handclasp.tls.TlsException;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.Kind;
import handclasp.tls.internal.message.ServerKeyExchange;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A client that waits for the server's share, by whose signature the server proves itself (RFC 5246 §7.4.3). */
final class WaitServerKeyExchange12 extends ClientState12 {
    private final ClientHandshake12 handshake;
    private final List<X509Certificate> chain;

    WaitServerKeyExchange12(ClientHandshake12 handshake, List<X509Certificate> chain) {
        this.handshake = handshake;
        this.chain = chain;
    }

    @Override
    Set<Kind> awaits() {
        return EnumSet.of(Kind.SERVER_KEY_EXCHANGE);
    }

    @Override
    State take(Input input, Effects effects) throws TlsException {
        Input.Message message = (Input.Message) input;
        ServerKeyExchange exchange = (ServerKeyExchange) message.value();
        ServerShare share = ServerShare.of(exchange.parameters(), handshake.configuration());
        share.name().ifPresent(group -> effects.fact(new Fact.Group(group)));
        Randoms randoms = handshake.randoms();
        byte[] signed =
                ServerKeyExchange.signedContent(
                        randoms.client(), randoms.server(), exchange.parameters());
        handshake.transcript().add(message.bytes());
        return PeerSignature12.suspend(
                handshake.configuration(),
                Role.SERVER,
                Optional.of(handshake.offer().serverName()),
                Optional.of(handshake.suite().authentication()),
                chain,
                exchange.scheme(),
                signed,
                exchange.signature(),
                effects,
                (server, then) ->
                        new WaitCertificateRequest12(
                                ServerFlight12.of(handshake, chain, share, server)));
    }
}
