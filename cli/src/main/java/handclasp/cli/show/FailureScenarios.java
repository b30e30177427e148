package handclasp.cli.show;

import static handclasp.cli.show.Ends.SERVER;

import handclasp.inspector.explain.Text;
import handclasp.tls.CipherSuite;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.ServerName;
import java.util.List;

/** Handshakes that fail, as they do in practice. */
final class FailureScenarios {
    private static final ProtocolVersion V13 = ProtocolVersion.TLS_1_3;

    private FailureScenarios() {}

    static List<Scenario> all() {
        return List.of(
                certificate(
                        "untrusted",
                        Who.SELF_SIGNED,
                        SERVER,
                        "UNKNOWN_AUTHORITY",
                        new Text("A certificate that nobody vouches for", "没有可信机构担保的证书"),
                        new Text(
                                "The server shows a certificate that it has signed itself.",
                                "服务器出示了自签名证书。")),
                certificate(
                        "wrong-name",
                        Who.SERVER_ECDSA,
                        ServerName.of("other.example"),
                        "WRONG_NAME",
                        new Text("A certificate for another name", "证书名称不符"),
                        new Text(
                                "The client wants other.example; the certificate is for"
                                        + " server.example.",
                                "客户端要访问 other.example，而证书签发给 server.example。")),
                certificate(
                        "expired",
                        Who.EXPIRED,
                        SERVER,
                        "EXPIRED",
                        new Text("A certificate that has expired", "证书已过期"),
                        new Text(
                                "Everything else is right, but the certificate ended yesterday.",
                                "其他一切正常，但证书昨天到期。")),
                noCommonVersion(),
                noCommonSuite(),
                clientWithoutCertificate());
    }

    private static Scenario certificate(
            String name, Who who, ServerName wanted, String error, Text title, Text story) {
        return new Scenario(
                name,
                title,
                story,
                ends -> {
                    ClientConfiguration client = ends.client(V13).build();
                    ServerConfiguration server = ends.server(V13, who).build();
                    return List.of(ends.exchange().run(client, server, wanted));
                },
                Scenario.each(
                        Scenario.clientFails(error)
                                .and(run -> run.server().failure().isPresent())));
    }

    private static Scenario noCommonVersion() {
        return new Scenario(
                "no-common-version",
                new Text("No version in common", "没有共同的协议版本"),
                new Text(
                        "The client speaks TLS 1.2 only, the server TLS 1.3 only.",
                        "客户端只支持 TLS 1.2，服务器只支持 TLS 1.3。"),
                ends ->
                        List.of(
                                ends.exchange()
                                        .run(
                                                ends.client(Ends.ECDHE).build(),
                                                ends.server(V13, Who.SERVER_ECDSA).build(),
                                                SERVER)),
                Scenario.each(Scenario.serverFails("VERSION")));
    }

    private static Scenario noCommonSuite() {
        return new Scenario(
                "no-common-suite",
                new Text("No cipher suite in common", "没有共同的密码套件"),
                new Text(
                        "The client offers ChaCha20-Poly1305, the server takes AES-256 only.",
                        "客户端只提出 ChaCha20-Poly1305，服务器只接受 AES-256。"),
                ends -> {
                    ClientConfiguration client =
                            ends.client(V13)
                                    .cipherSuites(List.of(CipherSuite.TLS_CHACHA20_POLY1305_SHA256))
                                    .build();
                    ServerConfiguration server =
                            ends.server(V13, Who.SERVER_ECDSA)
                                    .cipherSuites(List.of(CipherSuite.TLS_AES_256_GCM_SHA384))
                                    .build();
                    return List.of(ends.exchange().run(client, server, SERVER));
                },
                Scenario.each(Scenario.serverFails("CIPHER_SUITE")));
    }

    private static Scenario clientWithoutCertificate() {
        return new Scenario(
                "no-client-certificate",
                new Text("A client without the certificate that is demanded", "服务器要求证书，客户端没有"),
                new Text(
                        "In TLS 1.3 the client has finished before the server can refuse it, and"
                                + " learns of it afterwards.",
                        "在 TLS 1.3 中，客户端完成握手之后服务器才能拒绝，因此客户端是事后得知的。"),
                ends ->
                        List.of(
                                ends.exchange()
                                        .run(
                                                ends.client(V13).build(),
                                                ends.demanding(ends.server(V13, Who.SERVER_ECDSA))
                                                        .build(),
                                                SERVER)),
                Scenario.each(
                        Scenario.serverFails("REQUIRED")
                                .and(run -> run.client().failure().isPresent())));
    }
}
