package handclasp.conformance.fault;

import static handclasp.conformance.fault.Bytes.filled;
import static handclasp.conformance.fault.Bytes.hex;
import static handclasp.conformance.fault.Bytes.serverShare;
import static handclasp.conformance.fault.Fault.byServer;

import handclasp.testkit.Tamper;
import handclasp.tls.ExtensionType;
import handclasp.tls.Malformed;
import handclasp.tls.Misbehaved;
import handclasp.tls.NamedGroup;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.extension.Extensions;
import handclasp.tls.internal.message.Certificate;
import handclasp.tls.internal.message.EncryptedExtensions;
import handclasp.tls.internal.message.HandshakeMessage;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Answers of a server that an honest client refuses. */
final class ServerFlightFaults {
    private static final int X25519 = NamedGroup.X25519.code();

    private static final byte[] RETRY_RANDOM =
            hex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");

    private ServerFlightFaults() {}

    static List<Fault> hello() {
        return List.of(
                byServer("a cipher suite that was not offered", "Chooses TLS_AES_128_CCM_SHA256.")
                        .script(Script.hello(hello -> hello.suites(hex("1304"))))
                        .must(
                                Misbehaved.SUITE_NOT_OFFERED,
                                "this end: [TLS_AES_128_GCM_SHA256",
                                "the peer: TLS_AES_128_CCM_SHA256")
                        .bothOffers(),
                byServer("a group that was not offered", "Sends a share of secp521r1.")
                        .script(
                                Script.hello(
                                        hello ->
                                                hello.replace(
                                                        ExtensionType.KEY_SHARE,
                                                        serverShare(25, filled(133, 4)))))
                        .must(Misbehaved.GROUP_NOT_OFFERED, "this end: [x25519", "secp521r1")
                        .bothOffers(),
                share(
                        "a server's share of the wrong length",
                        "an x25519 share of 33 bytes",
                        filled(33, 9)),
                share(
                        "a server's small-order share",
                        "an x25519 share of small order: all zero",
                        new byte[32]),
                byServer("session id not echoed", "Answers with another legacy_session_id_echo.")
                        .script(Script.hello(hello -> hello.sessionId(filled(32, 1))))
                        .must(Misbehaved.SESSION_ID_NOT_ECHOED, "Something between")
                        .bothOffers(),
                byServer("a server that compresses", "Chooses the compression method 1.")
                        .script(Script.hello(hello -> hello.compression((byte) 1)))
                        .must(Misbehaved.ILLEGAL_COMPRESSION, "the peer: method 1")
                        .bothOffers(),
                byServer(
                                "a ServerHello without key_share",
                                "Sends no key_share in its ServerHello.")
                        .script(Script.hello(hello -> hello.without(ExtensionType.KEY_SHARE)))
                        .must(Misbehaved.MISSING_EXTENSION, "key_share"),
                byServer("an extension twice in ServerHello", "Sends supported_versions twice.")
                        .script(
                                Script.hello(
                                        hello ->
                                                hello.and(
                                                        ExtensionType.SUPPORTED_VERSIONS,
                                                        hex("0304"))))
                        .must(Misbehaved.DUPLICATE_EXTENSION, "supported_versions"),
                byServer(
                                "an extension in the wrong message",
                                "Sends server_name in its ServerHello.")
                        .script(Script.hello(hello -> hello.and(ExtensionType.SERVER_NAME)))
                        .must(Misbehaved.EXTENSION_IN_WRONG_MESSAGE, "server_name in ServerHello"),
                byServer(
                                "a HelloRetryRequest for nothing",
                                "Asks by HelloRetryRequest for the share that was there.")
                        .script(retry(hello -> hello.replace(ExtensionType.KEY_SHARE, hex("001d"))))
                        .must(Misbehaved.RETRY_CHANGES_NOTHING, "x25519 was there already"),
                byServer(
                                "a HelloRetryRequest for a group that was not offered",
                                "Asks by HelloRetryRequest for secp521r1.")
                        .script(retry(hello -> hello.replace(ExtensionType.KEY_SHARE, hex("0019"))))
                        .must(Misbehaved.GROUP_NOT_OFFERED, "secp521r1")
                        .bothOffers(),
                retried("a second HelloRetryRequest", "Sends two HelloRetryRequests.")
                        .script(
                                Script.instead(
                                        2,
                                        moment ->
                                                HelloBytes.of(moment.record())
                                                        .random(RETRY_RANDOM)
                                                        .replace(
                                                                ExtensionType.KEY_SHARE,
                                                                hex("0017"))
                                                        .record()))
                        .must(
                                handclasp.tls.Unexpected.class,
                                handclasp.tls.Alert.UNEXPECTED_MESSAGE,
                                "got HelloRetryRequest",
                                "ServerHello"),
                retried(
                                "another suite after a HelloRetryRequest",
                                "Chooses another suite in its ServerHello than in its HelloRetryRequest.")
                        .script(
                                Script.instead(
                                        2,
                                        moment ->
                                                HelloBytes.of(moment.record())
                                                        .suites(hex("1303"))
                                                        .record()))
                        .must(
                                Misbehaved.RETRY_NOT_KEPT,
                                "TLS_CHACHA20_POLY1305_SHA256 instead of TLS_AES_128_GCM_SHA256"));
    }

    private static Fault share(String title, String what, byte... share) {
        return byServer(title, "Sends " + what + ".")
                .script(
                        Script.hello(
                                hello ->
                                        hello.replace(
                                                ExtensionType.KEY_SHARE,
                                                serverShare(X25519, share))))
                .must(Misbehaved.KEY_SHARE_INVALID, "x25519");
    }

    private static Script retry(UnaryOperator<HelloBytes> change) {
        return Script.hello(hello -> change.apply(hello.random(RETRY_RANDOM)));
    }

    /** With a server that asks for another share. */
    private static Fault retried(String title, String done) {
        return byServer(title, done)
                .server(builder -> builder.namedGroups(List.of(NamedGroup.SECP384R1)));
    }

    static List<Fault> flight() {
        return List.of(
                byServer("an unsolicited extension", "Answers an ALPN extension that was not sent.")
                        .server(
                                tampered(
                                        EncryptedExtensions.class,
                                        message ->
                                                new EncryptedExtensions(
                                                        message.extensions().toBuilder()
                                                                .put(
                                                                        ExtensionTable
                                                                                .APPLICATION_PROTOCOL,
                                                                        "h2")
                                                                .build())))
                        .must(
                                Misbehaved.UNSOLICITED_EXTENSION,
                                "application_layer_protocol_negotiation in EncryptedExtensions",
                                "this end: extensions [")
                        .bothOffers(),
                byServer(
                                "an application protocol that was not offered",
                                "Chooses h3 where h2 was offered.")
                        .honest(setup -> setup.applicationProtocols("h2"))
                        .server(
                                tampered(
                                        EncryptedExtensions.class,
                                        message ->
                                                new EncryptedExtensions(
                                                        message.extensions().toBuilder()
                                                                .put(
                                                                        ExtensionTable
                                                                                .APPLICATION_PROTOCOL,
                                                                        "h3")
                                                                .build())))
                        .must(Misbehaved.ALPN_NOT_OFFERED, "this end: [h2]", "the peer: h3")
                        .bothOffers(),
                byServer(
                                "key_share in EncryptedExtensions",
                                "Sends a key_share where none belongs.")
                        .server(
                                tampered(
                                        EncryptedExtensions.class,
                                        message ->
                                                new EncryptedExtensions(
                                                        Extensions.builder()
                                                                .putRaw(
                                                                        ExtensionType.KEY_SHARE,
                                                                        hex("001d"))
                                                                .build())))
                        .must(
                                Misbehaved.EXTENSION_IN_WRONG_MESSAGE,
                                "key_share in EncryptedExtensions"),
                byServer("no certificate", "Sends a Certificate without a certificate.")
                        .server(
                                tampered(
                                        Certificate.class,
                                        message -> new Certificate(new byte[0], List.of())))
                        .must(Malformed.EMPTY_SERVER_CERTIFICATE, "Give the server a certificate"),
                byServer("too many certificates", "Sends its certificate 17 times.")
                        .server(
                                tampered(
                                        Certificate.class,
                                        message ->
                                                new Certificate(
                                                        new byte[0],
                                                        java.util.Collections.nCopies(
                                                                17, message.entries().getFirst()))))
                        .must(Misbehaved.TOO_MANY_CERTIFICATES, "17, at most 16"),
                byServer("a certificate_request_context", "Sends a Certificate with a context.")
                        .server(
                                tampered(
                                        Certificate.class,
                                        message ->
                                                new Certificate(new byte[] {1}, message.entries())))
                        .must(Misbehaved.ILLEGAL_CERTIFICATE_CONTEXT, "a server's is empty"));
    }

    static <M extends HandshakeMessage>
            UnaryOperator<handclasp.tls.ServerConfiguration.Builder> tampered(
                    Class<M> type, Function<M, HandshakeMessage> change) {
        return builder -> builder.listener(Tamper.with(type, change));
    }
}
