package handclasp.cli.show;

import static handclasp.cli.show.Ends.ECDHE;
import static handclasp.cli.show.Ends.SERVER;

import handclasp.inspector.explain.Text;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.SessionCache;
import handclasp.tls.TicketKey;
import handclasp.tls.TicketKeys;
import java.util.List;

/** Sessions of TLS 1.2 that go on in another connection. */
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
                        Scenario.each(Scenario.completes(11), Scenario.completes(6))));
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
