package handclasp.testkit;

import handclasp.tls.internal.extension.Extensions;
import handclasp.tls.internal.message.ServerHello;
import handclasp.tls.internal.message.ServerKeyExchange;

/** Changed messages of TLS 1.2. */
final class Rules12 {
    private Rules12() {}

    static ServerHello with(ServerHello hello, Extensions extensions) {
        return new ServerHello(
                hello.legacyVersion(),
                hello.random(),
                hello.legacySessionIdEcho(),
                hello.cipherSuite(),
                hello.legacyCompressionMethod(),
                extensions);
    }

    static ServerKeyExchange with(
            ServerKeyExchange exchange, ServerKeyExchange.Parameters parameters) {
        return new ServerKeyExchange(parameters, exchange.scheme(), exchange.signature());
    }
}
