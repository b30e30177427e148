package handclasp.tls.internal.tls13;

import handclasp.tls.Misbehaved;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.TlsException;
import handclasp.tls.internal.handshake.ClientOffer;
import handclasp.tls.internal.message.ServerHello;
import java.util.Arrays;
import java.util.Optional;

/** What a client checks in ServerHello and HelloRetryRequest alike (RFC 9846 §4.2.3, §4.2.4). */
final class ServerHelloRules {
    private ServerHelloRules() {}

    static void check(ClientOffer offer, ServerHello hello) throws TlsException {
        if (!hello.legacyVersion().equals(ProtocolVersion.TLS_1_2)) {
            throw TlsException.builder(Misbehaved.ILLEGAL_LEGACY_VERSION)
                    .theirs(hello.legacyVersion())
                    .build();
        }
        if (!Arrays.equals(hello.legacySessionIdEcho(), offer.hello().legacySessionId())) {
            throw TlsException.builder(Misbehaved.SESSION_ID_NOT_ECHOED)
                    .ours(offer.hello().legacySessionId().length + " bytes")
                    .theirs(
                            hello.legacySessionIdEcho().length
                                    + " bytes"
                                    + (hello.legacySessionIdEcho().length
                                                    == offer.hello().legacySessionId().length
                                            ? ", but others"
                                            : ""))
                    .build();
        }
        if (!offer.hello().cipherSuites().contains(hello.cipherSuite())
                || !offer.configuration().crypto().cipherSuites().contains(hello.cipherSuite())) {
            throw TlsException.builder(Misbehaved.SUITE_NOT_OFFERED)
                    .ours(offer.hello().cipherSuites())
                    .theirs(hello.cipherSuite())
                    .build();
        }
        if (!hello.cipherSuite().version().equals(Optional.of(ProtocolVersion.TLS_1_3))) {
            throw TlsException.of(
                    Misbehaved.WRONG_SUITE_FOR_VERSION, hello.cipherSuite() + " in TLS 1.3");
        }
        if (hello.legacyCompressionMethod() != 0) {
            throw TlsException.builder(Misbehaved.ILLEGAL_COMPRESSION)
                    .ours("method 0")
                    .theirs("method " + hello.legacyCompressionMethod())
                    .build();
        }
    }
}
