package handclasp.cli.show;

import static handclasp.cli.show.Ends.CBC;
import static handclasp.cli.show.Ends.DHE;
import static handclasp.cli.show.Ends.ECDHE;
import static handclasp.cli.show.Ends.RSA;
import static handclasp.cli.show.Ends.SERVER;

import handclasp.inspector.explain.Text;
import handclasp.tls.CipherSuite;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.ServerConfiguration;
import java.util.List;

/** Full handshakes that succeed. */
final class HandshakeScenarios {
    private HandshakeScenarios() {}

    static List<Scenario> all() {
        return List.of(
                tls13(),
                tls13Mutual(),
                helloRetry(),
                tls12(
                        "tls12-ecdhe",
                        ECDHE,
                        10,
                        new Text("TLS 1.2 with ECDHE", "TLS 1.2，ECDHE 密钥交换"),
                        new Text(
                                "The key exchange is ephemeral Diffie-Hellman on a curve, signed with"
                                        + " the server's RSA key.",
                                "使用椭圆曲线上的临时 Diffie-Hellman 密钥交换，由服务器的 RSA 私钥签名。")),
                tls12(
                        "tls12-dhe",
                        DHE,
                        10,
                        new Text("TLS 1.2 with DHE", "TLS 1.2，DHE 密钥交换"),
                        new Text(
                                "The key exchange is ephemeral Diffie-Hellman in a finite field; the"
                                        + " messages are those of ECDHE.",
                                "使用有限域上的临时 Diffie-Hellman 密钥交换；消息与 ECDHE 相同。")),
                tls12Mutual(
                        "tls12-dhe-mutual",
                        DHE,
                        13,
                        new Text(
                                "TLS 1.2 with DHE, both ends with certificates",
                                "TLS 1.2，DHE 密钥交换，双向认证"),
                        new Text(
                                "Every message of RFC 5246's full handshake occurs: thirteen.",
                                "RFC 5246 完整握手的每一种消息都会出现，共十三条。")),
                tls12(
                        "tls12-rsa",
                        RSA,
                        9,
                        new Text("TLS 1.2 with the RSA key exchange", "TLS 1.2，RSA 密钥交换"),
                        new Text(
                                "The client chooses the premaster secret and encrypts it to the"
                                        + " server's key. Whoever gets that key later can read all of"
                                        + " it, which is why Handclasp offers this only on request.",
                                "客户端选定预主密钥，并用服务器的公钥加密。日后谁得到该私钥，谁就能解密全部记录；"
                                        + "因此 Handclasp 只在明确要求时才提供。")),
                tls12Mutual(
                        "tls12-rsa-mutual",
                        RSA,
                        12,
                        new Text(
                                "TLS 1.2 with the RSA key exchange, both ends with certificates",
                                "TLS 1.2，RSA 密钥交换，双向认证"),
                        new Text(
                                "There is no ServerKeyExchange: the certificate's key is all the"
                                        + " client needs.",
                                "没有 ServerKeyExchange：客户端只需要证书中的公钥。")),
                tls12(
                        "tls12-cbc",
                        CBC,
                        10,
                        new Text(
                                "TLS 1.2 with a CBC suite and encrypt-then-MAC",
                                "TLS 1.2，CBC 套件与先加密后 MAC"),
                        new Text(
                                "A block cipher needs a MAC beside it, and the MAC needs keys of its"
                                        + " own.",
                                "分组密码还需要 MAC，而 MAC 需要自己的密钥。")),
                olderServer());
    }

    private static Scenario tls13() {
        return new Scenario(
                "tls13",
                new Text("TLS 1.3", "TLS 1.3"),
                new Text(
                        "A client visits server.example. Only the server shows a certificate.",
                        "客户端访问 server.example，只有服务器出示证书。"),
                ends -> {
                    ClientConfiguration client = ends.client(ProtocolVersion.TLS_1_3).build();
                    ServerConfiguration server =
                            ends.server(ProtocolVersion.TLS_1_3, Who.SERVER_ECDSA).build();
                    return List.of(ends.exchange().run(client, server, SERVER));
                },
                Scenario.each(Scenario.completes(7)));
    }

    private static Scenario tls13Mutual() {
        return new Scenario(
                "tls13-mutual",
                new Text("TLS 1.3, both ends with certificates", "TLS 1.3，双向认证"),
                new Text(
                        "The server asks for a certificate, and the client shows Alice's.",
                        "服务器要求证书，客户端出示 alice 的证书。"),
                ends -> {
                    ClientConfiguration client =
                            ends.asAlice(ends.client(ProtocolVersion.TLS_1_3)).build();
                    ServerConfiguration server =
                            ends.demanding(ends.server(ProtocolVersion.TLS_1_3, Who.SERVER_ECDSA))
                                    .build();
                    return List.of(ends.exchange().run(client, server, SERVER));
                },
                Scenario.each(Scenario.completes(10)));
    }

    private static Scenario helloRetry() {
        return new Scenario(
                "hello-retry",
                new Text("TLS 1.3 with a HelloRetryRequest", "TLS 1.3，带 HelloRetryRequest"),
                new Text(
                        "The client guesses which group the server will take, and guesses wrong.",
                        "客户端猜测服务器会选用哪个组，但猜错了。"),
                ends -> {
                    ClientConfiguration client = ends.client(ProtocolVersion.TLS_1_3).build();
                    ServerConfiguration server =
                            ends.server(ProtocolVersion.TLS_1_3, Who.SERVER_ECDSA)
                                    .namedGroups(List.of(handclasp.tls.NamedGroup.SECP256R1))
                                    .build();
                    return List.of(ends.exchange().run(client, server, SERVER));
                },
                Scenario.each(Scenario.completes(9)));
    }

    private static Scenario tls12(
            String name, CipherSuite suite, int messages, Text title, Text story) {
        return new Scenario(
                name,
                title,
                story,
                ends ->
                        List.of(
                                ends.exchange()
                                        .run(
                                                ends.client(suite).build(),
                                                ends.server(suite).build(),
                                                SERVER)),
                Scenario.each(Scenario.completes(messages)));
    }

    private static Scenario tls12Mutual(
            String name, CipherSuite suite, int messages, Text title, Text story) {
        return new Scenario(
                name,
                title,
                story,
                ends ->
                        List.of(
                                ends.exchange()
                                        .run(
                                                ends.asAlice(ends.client(suite)).build(),
                                                ends.demanding(ends.server(suite)).build(),
                                                SERVER)),
                Scenario.each(Scenario.completes(messages)));
    }

    private static Scenario olderServer() {
        return new Scenario(
                "older-server",
                new Text(
                        "A client of both versions meets a server of TLS 1.2",
                        "支持两个版本的客户端遇到 TLS 1.2 服务器"),
                new Text(
                        "The client's hello fits both versions, and the server answers in the only one"
                                + " it knows.",
                        "客户端的 hello 同时适用于两个版本，服务器用自己唯一支持的版本应答。"),
                ends -> {
                    ClientConfiguration client =
                            ends.client(ProtocolVersion.TLS_1_3)
                                    .protocolVersions(
                                            List.of(
                                                    ProtocolVersion.TLS_1_3,
                                                    ProtocolVersion.TLS_1_2))
                                    .build();
                    return List.of(ends.exchange().run(client, ends.server(ECDHE).build(), SERVER));
                },
                Scenario.each(Scenario.completes(10)));
    }
}
