package handclasp.tls.internal.tls12;

import handclasp.tls.TlsException;
import handclasp.tls.internal.handshake.Authenticated;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.Kind;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A server that waits for the client's share or its encrypted premaster secret (RFC 5246 §7.4.7). */
final class WaitClientKeyExchange12 implements State {
    private final ServerExchange12 exchange;
    private final List<X509Certificate> chain;

    /** @param chain what the client showed, maybe nothing */
    WaitClientKeyExchange12(ServerExchange12 exchange, List<X509Certificate> chain) {
        this.exchange = exchange;
        this.chain = chain;
    }

    @Override
    public Set<Kind> expects() {
        return EnumSet.of(Kind.CLIENT_KEY_EXCHANGE);
    }

    @Override
    public State on(Input input, Effects effects) throws TlsException {
        return exchange.agree((Input.Message) input, (keys, then) -> next(keys));
    }

    private State next(Keys12 keys) {
        if (!chain.isEmpty()) {
            return new WaitClientCertificateVerify12(exchange, keys, chain);
        }
        Authenticated client =
                Authenticated.withoutCertificate(exchange.handshake().configuration());
        return new WaitClientChangeCipherSpec12(ServerEnding12.full(exchange, keys, client, chain));
    }
}
