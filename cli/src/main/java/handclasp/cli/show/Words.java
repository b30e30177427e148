package handclasp.cli.show;

import handclasp.inspector.explain.Language;
import handclasp.inspector.explain.Text;

/** The words between what the recording says. */
final class Words {
    static final Text CLIENT = new Text("client", "客户端");
    static final Text SERVER = new Text("server", "服务器");
    static final Text KEYS = new Text("Where the keys come from", "密钥从哪里来");
    static final Text OMITTED = new Text("What was left out", "省略了什么");
    static final Text SECRETS =
            new Text("The secrets (never show those of a real connection)", "密钥原文（切勿展示真实连接的密钥）");
    static final Text TOTALS = new Text("Altogether", "合计");
    static final Text FAILURE = new Text("How it failed", "失败经过");
    static final Text NEW_KEYS = new Text("new keys", "启用新密钥");
    static final Text ALERT = new Text("alert", "警报");
    static final Text FIELDS = new Text("Fields: ", "字段：");
    static final Text SERVERS_ACCOUNT =
            new Text("As the server saw it; no client of ours took part.", "以下为服务器所见；没有真正的客户端参与。");
    static final Text CLIENT_SAYS = new Text("The client says: ", "客户端说明：");
    static final Text SERVER_SAYS = new Text("The server says: ", "服务器说明：");
    static final Text SERVER_ACCEPTED =
            new Text("The server completed the handshake.", "服务器完成了握手。");
    static final Text CLIENT_ACCEPTED =
            new Text("The client completed the handshake first.", "客户端此前已完成握手。");
    static final Text NOT_AS_EXPECTED =
            new Text("This is not what the scenario is there to show.", "结果与该场景的预期不符。");

    private Words() {}

    static Text bytes(int count) {
        return new Text(count + (count == 1 ? " byte" : " bytes"), count + " 字节");
    }

    static Text totals(Totals totals, boolean old) {
        String specs = totals.changeCipherSpecs() + " ChangeCipherSpec";
        String english =
                old
                        ? "%d messages (%s among them) in %d flights"
                                .formatted(totals.messages(), specs, totals.flights())
                        : "%d messages in %d flights, and %s that mean nothing"
                                .formatted(totals.messages(), totals.flights(), specs);
        String chinese =
                old
                        ? "%d 条消息（含 %s），分 %d 个批次"
                                .formatted(totals.messages(), specs, totals.flights())
                        : "%d 条消息，分 %d 个批次；另有 %s，没有实际含义"
                                .formatted(totals.messages(), totals.flights(), specs);
        return new Text(english, chinese);
    }

    static Text roundTrips(Totals totals) {
        int trips = totals.roundTrips();
        return new Text(
                trips
                        + (trips == 1 ? " round trip" : " round trips")
                        + " before the client may send data",
                "客户端经过 " + trips + " 次往返即可发送数据");
    }

    static Text size(Totals totals) {
        return new Text(
                "%d bytes of messages from the client, %d from the server"
                        .formatted(totals.clientBytes(), totals.serverBytes()),
                "客户端消息共 %d 字节，服务器消息共 %d 字节".formatted(totals.clientBytes(), totals.serverBytes()));
    }

    static String stop(Language language) {
        return language == Language.CHINESE ? "。" : ".";
    }
}
