package handclasp.testkit;

import handclasp.pki.KeyKind;
import handclasp.tls.Direction;
import handclasp.tls.HandshakeListener;
import handclasp.tls.MessageView;
import handclasp.tls.NamedGroup;
import handclasp.tls.internal.handshake.MessageFilter;
import handclasp.tls.internal.message.HandshakeMessage;
import handclasp.tls.internal.message.ServerHello;
import handclasp.tls.internal.message.ServerKeyExchange;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;

/** Makes a server of TLS 1.2 send a share of the test's, signed as it must be. */
final class SigningTamper {
    private final KeyKind keys;
    private final NamedGroup group;
    private final byte[] share;
    private byte[] clientRandom = {};
    private byte[] serverRandom = {};

    SigningTamper(KeyKind keys, NamedGroup group, byte[] share) {
        this.keys = keys;
        this.group = group;
        this.share = share;
    }

    /** Looks at what the client sends. */
    HandshakeListener atClient() {
        return new HandshakeListener() {
            @Override
            public void message(Direction direction, MessageView message) {
                if (message.name().equals("ClientHello")) {
                    clientRandom = Arrays.copyOfRange(message.bytes(), 6, 38);
                }
            }
        };
    }

    HandshakeListener atServer() {
        return new AtServer();
    }

    private final class AtServer implements HandshakeListener, MessageFilter {
        @Override
        public HandshakeMessage filter(HandshakeMessage message) {
            if (message instanceof ServerHello hello) {
                serverRandom = hello.random();
            }
            if (!(message instanceof ServerKeyExchange exchange)) {
                return message;
            }
            ServerKeyExchange.Curve curve = new ServerKeyExchange.Curve(group, share);
            try {
                byte[] signature =
                        Ends12.identity(keys)
                                .credential()
                                .signer()
                                .sign(
                                        exchange.scheme(),
                                        ServerKeyExchange.signedContent(
                                                clientRandom, serverRandom, curve),
                                        new SecureRandom());
                return new ServerKeyExchange(curve, exchange.scheme(), signature);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
