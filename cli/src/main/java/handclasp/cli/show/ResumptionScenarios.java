package handclasp.cli.show;

import static handclasp.cli.show.Ends.ECDHE;
import static handclasp.cli.show.Ends.SERVER;

import handclasp.inspector.explain.Text;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.ExternalPsk;
import handclasp.tls.ExternalPsks;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.SessionCache;
import handclasp.tls.TicketKey;
import handclasp.tls.TicketKeys;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Sessions that go on in another connection, and keys that both ends had beforehand. */
final class ResumptionScenarios {
    private static final int SESSIONS = 8;
    private static final Text FIRST = new Text("The first connection", "第一次连接");
    private static final Text SECOND = new Text("The second connection", "第二次连接");

    private ResumptionScenarios() {}

    static List<Scenario> all() {
        return List.of(
                new Scenario(
                        "resumed",
                        new Text("TLS 1.2, resumed by session ID", "TLS 1.2，按会话 ID 恢复"),
                        new Text(
                                "The same client comes twice. The server has kept the session and finds"
                                        + " it by its identifier.",
                                "同一客户端先后连接两次。服务器保存了会话，并按标识符找到它。"),
                        ResumptionScenarios::bySessionId,
                        Scenario.each(Scenario.completes(10), Scenario.completes(6))),
                new Scenario(
                        "ticket",
                        new Text("TLS 1.2, resumed by ticket", "TLS 1.2，按票据恢复"),
                        new Text(
                                "The same client comes twice. The server has kept nothing: the client"
                                        + " brings the session along, sealed under a key that only the"
                                        + " server has.",
                                "同一客户端先后连接两次。服务器什么也没有保存：会话由客户端带来，并用只有服务器才有的密钥封装。"),
                        ResumptionScenarios::byTicket,
                        Scenario.each(Scenario.completes(11), Scenario.completes(6))),
                new Scenario(
                        "psk",
                        new Text("TLS 1.3, resumed by a pre-shared key", "TLS 1.3，用预共享密钥恢复"),
                        new Text(
                                "The same client comes twice. The first connection leaves a ticket with"
                                        + " it; a pre-shared key comes with the ticket, and the second"
                                        + " connection begins with it, so that nobody shows a"
                                        + " certificate again. A fresh key exchange is made all the"
                                        + " same.",
                                "同一客户端先后连接两次。第一次连接给它留下票据和相应的预共享密钥，第二次连接由此开始，"
                                        + "无需再次出示证书，但仍然进行新的密钥交换。"),
                        ResumptionScenarios::byPreSharedKey,
                        Scenario.each(Scenario.completes(7), Scenario.completes(5))),
                new Scenario(
                        "external-psk",
                        new Text(
                                "TLS 1.3 with a key that both ends were given",
                                "TLS 1.3，使用双方事先配置的密钥"),
                        new Text(
                                "A device and its server were given the same key beforehand. There are"
                                        + " no certificates at all: whoever has the key is who it says"
                                        + " it is.",
                                "设备与服务器事先配置了同一个密钥。完全不用证书：谁持有密钥，谁就是它所声称的一方。"),
                        ResumptionScenarios::byExternalKey,
                        Scenario.each(Scenario.completes(5))));
    }

    private static List<Run> bySessionId(Ends ends) {
        ClientConfiguration client = ends.client(ECDHE).sessions(cache(ends)).build();
        ServerConfiguration server = ends.server(ECDHE).sessions(cache(ends)).build();
        return twice(ends, client, server);
    }

    private static List<Run> byTicket(Ends ends) {
        ClientConfiguration client = ends.client(ECDHE).tickets(true).sessions(cache(ends)).build();
        TicketKey key = TicketKey.random(ends.laboratory().random().apply("ticket key"));
        ServerConfiguration server =
                ends.server(ECDHE).ticketKeys(TicketKeys.of(List.of(key))).build();
        return twice(ends, client, server);
    }

    private static List<Run> byPreSharedKey(Ends ends) {
        ClientConfiguration client =
                ends.client(ProtocolVersion.TLS_1_3).tickets(true).sessions(cache(ends)).build();
        TicketKey key = TicketKey.random(ends.laboratory().random().apply("ticket key"));
        ServerConfiguration server =
                ends.server(ProtocolVersion.TLS_1_3, Who.SERVER_ECDSA)
                        .ticketKeys(TicketKeys.of(List.of(key)))
                        .tickets(1)
                        .build();
        return twice(ends, client, server);
    }

    private static List<Run> byExternalKey(Ends ends) {
        byte[] secret = new byte[32];
        ends.laboratory().random().apply("external key").nextBytes(secret);
        ExternalPsk key = ExternalPsk.of("device 7".getBytes(StandardCharsets.US_ASCII), secret);
        ClientConfiguration client =
                ends.client(ProtocolVersion.TLS_1_3).externalPsks(List.of(key)).build();
        ServerConfiguration server =
                ends.server(ProtocolVersion.TLS_1_3, Who.SERVER_ECDSA)
                        .externalPsks(ExternalPsks.of(List.of(key)))
                        .build();
        return List.of(ends.exchange().run(client, server, SERVER));
    }

    private static SessionCache cache(Ends ends) {
        return SessionCache.of(SESSIONS, ends.laboratory().clock());
    }

    private static List<Run> twice(
            Ends ends, ClientConfiguration client, ServerConfiguration server) {
        return List.of(
                ends.exchange().run(client, server, SERVER).titled(FIRST),
                ends.exchange().run(client, server, SERVER).titled(SECOND));
    }
}
