package handclasp.cli.show;

import static handclasp.cli.show.Ends.RSA;
import static handclasp.cli.show.Ends.SERVER;

import handclasp.inspector.explain.Text;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.ServerConfiguration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Somebody on the way who does not wish well. */
final class AttackScenarios {
    /** Behind the record's header, the message's header and the version: the last byte of the random. */
    private static final int END_OF_RANDOM = 5 + 4 + 2 + 32 - 1;

    private AttackScenarios() {}

    static List<Scenario> all() {
        return List.of(
                new Scenario(
                        "replay",
                        new Text("A recorded flight, sent again", "重放录下的消息"),
                        new Text(
                                "Somebody has recorded all that a client said in a handshake of TLS 1.2"
                                        + " with the RSA key exchange, and says it again to the same"
                                        + " server. The premaster secret in it is still good: only the"
                                        + " server's fresh random stands in the way.",
                                "有人录下了客户端在一次 TLS 1.2（RSA 密钥交换）握手中发送的全部内容，再向同一服务器重放。"
                                        + "其中的预主密钥依然有效，唯一的障碍是服务器新生成的随机数。"),
                        AttackScenarios::replay,
                        Scenario.each(
                                Scenario.completes(9),
                                Scenario.serverFails("BAD_RECORD_MAC"),
                                run -> run.server().completed())),
                new Scenario(
                        "tampered",
                        new Text(
                                "A bit of the ClientHello, changed on the way",
                                "途中被改动一个比特的 ClientHello"),
                        new Text(
                                "The hello is in the clear and nothing protects it, so the server cannot"
                                        + " see the change. But the keys come from a hash of all"
                                        + " messages, and the two ends have hashed different ones.",
                                "ClientHello 是明文，没有任何保护，服务器看不出改动。但密钥由全部消息的哈希导出，" + "而双方哈希的内容已经不同。"),
                        AttackScenarios::tampered,
                        Scenario.each(Scenario.clientFails("BAD_RECORD_MAC"))));
    }

    private static List<Run> replay(Ends ends) {
        ClientConfiguration client = ends.client(RSA).build();
        RepeatingRandom random = new RepeatingRandom(ends.laboratory().random().apply("server"));
        ServerConfiguration server = ends.server(RSA).random(random).build();
        Run original = ends.exchange().run(client, server, SERVER);
        Run replayed = ends.exchange().replay(original.fromClient(), server);
        random.again();
        Run accepted = ends.exchange().replay(original.fromClient(), server);
        return List.of(
                original.titled(new Text("The handshake that was recorded", "被录下的握手")),
                replayed.titled(
                        new Text(
                                "The client's records again: the server has a new random",
                                "重放客户端的记录：服务器使用新的随机数")),
                accepted.titled(
                        new Text(
                                "The same once more, to a server that uses its old random again",
                                "再次重放：服务器重复使用旧的随机数")));
    }

    private static List<Run> tampered(Ends ends) {
        AtomicBoolean first = new AtomicBoolean(true);
        return List.of(
                ends.exchange()
                        .run(
                                ends.client(ProtocolVersion.TLS_1_3).build(),
                                ends.server(ProtocolVersion.TLS_1_3, Who.SERVER_ECDSA).build(),
                                SERVER,
                                record -> first.getAndSet(false) ? changed(record) : record));
    }

    private static byte[] changed(byte[] record) {
        byte[] other = record.clone();
        other[END_OF_RANDOM] ^= 1;
        return other;
    }
}
