package handclasp.cli.show;

import handclasp.inspector.Event;
import handclasp.inspector.Recording;
import handclasp.inspector.explain.Rule;
import handclasp.tls.crypto.RecordAlgorithm;
import handclasp.tls.crypto.SuiteAlgorithms;
import java.util.ArrayList;
import java.util.List;

/** The keys of TLS 1.2 (RFC 5246 §6.3 and §8.1). Not thread-safe. */
final class KeySteps12 {
    private static final int CLIENT_KEY_EXCHANGE = 16;

    private final Recording recording;
    private final SuiteAlgorithms suite;
    private final List<Step> steps = new ArrayList<>();

    KeySteps12(Recording recording, SuiteAlgorithms suite) {
        this.recording = recording;
        this.suite = suite;
    }

    List<Step> steps() {
        if (isResumed(recording)) {
            steps.add(
                    Step.words(
                            "master secret",
                            "that of the session which goes on; no key exchange took place",
                            "沿用被恢复会话的主密钥；没有进行密钥交换",
                            new Rule(5246, "7.3")));
        } else {
            premaster();
            master();
        }
        keyBlock();
        finished();
        return List.copyOf(steps);
    }

    /** Whether a session went on: the server's part has no Certificate and the client's no ClientKeyExchange. */
    static boolean isResumed(Recording recording) {
        return recording.completed()
                && recording.messages().stream()
                        .noneMatch(message -> message.type() == CLIENT_KEY_EXCHANGE);
    }

    private void premaster() {
        String group = recording.group().orElse("?");
        steps.add(
                switch (suite.exchange()) {
                    case RSA ->
                            Step.words(
                                    "premaster secret",
                                    "48 bytes: the version the client offered, and 46 random ones;"
                                            + " sent encrypted to the RSA key in the server's"
                                            + " certificate",
                                    "48 字节：客户端提出的版本号，加 46 个随机字节；用服务器证书中的 RSA 公钥加密后发送",
                                    new Rule(5246, "7.4.7.1"));
                    case DHE ->
                            Step.words(
                                    "premaster secret",
                                    group
                                            + " of one end's private key and the other's public"
                                            + " value, leading zero bytes left out; never sent",
                                    "用己方私钥和对方公开值计算 " + group + "，去掉前导零字节；从不发送",
                                    new Rule(5246, "8.1.2"));
                    case ECDHE, BY_EXTENSION ->
                            Step.words(
                                    "premaster secret",
                                    group
                                            + " of one end's private key and the other's public"
                                            + " value; never sent",
                                    "用己方私钥和对方公开值计算 " + group + "；从不发送",
                                    new Rule(8422, "5.10"));
                });
    }

    private void master() {
        if (bothSent("extended_master_secret")) {
            steps.add(
                    Step.words(
                            "master secret",
                            "PRF(premaster secret, \"extended master secret\", hash of ClientHello"
                                    + " … ClientKeyExchange), 48 bytes",
                            "PRF(预主密钥, \"extended master secret\", ClientHello … ClientKeyExchange"
                                    + " 的哈希)，48 字节",
                            new Rule(7627, "4")));
            return;
        }
        steps.add(
                Step.words(
                        "master secret",
                        "PRF(premaster secret, \"master secret\", client random + server random),"
                                + " 48 bytes",
                        "PRF(预主密钥, \"master secret\", 客户端随机数 + 服务器随机数)，48 字节",
                        new Rule(5246, "8.1")));
    }

    private boolean bothSent(String extension) {
        return recording.messages().stream()
                        .filter(message -> message.type() == 1 || message.type() == 2)
                        .filter(
                                message ->
                                        message.extensions().stream()
                                                .anyMatch(one -> one.name().equals(extension)))
                        .map(Event.Message::type)
                        .distinct()
                        .count()
                == 2;
    }

    private void keyBlock() {
        RecordAlgorithm records = suite.records();
        int mac = records.macKeyLength();
        int key = records.keyLength();
        int iv = records.fixedIvLength();
        steps.add(
                Step.words(
                        "key block",
                        "PRF(master secret, \"key expansion\", server random + client random),"
                                + " %d bytes".formatted(2 * (mac + key + iv)),
                        "PRF(主密钥, \"key expansion\", 服务器随机数 + 客户端随机数)，%d 字节"
                                .formatted(2 * (mac + key + iv)),
                        new Rule(5246, "6.3")));
        List<String> cut = new ArrayList<>();
        cut(cut, "MAC key", mac);
        cut(cut, "key", key);
        cut(cut, "IV", iv);
        String parts = String.join(", ", cut);
        steps.add(
                Step.words(
                        "",
                        "cut into " + parts + " bytes",
                        "依次切分为 " + parts + " 字节",
                        new Rule(5246, "6.3")));
    }

    private static void cut(List<String> parts, String what, int length) {
        if (length > 0) {
            parts.add("client write " + what + " " + length);
            parts.add("server write " + what + " " + length);
        }
    }

    private void finished() {
        steps.add(
                Step.words(
                        "Finished",
                        "PRF(master secret, \"client finished\" or \"server finished\", hash of the"
                                + " messages before it), 12 bytes",
                        "PRF(主密钥, \"client finished\" 或 \"server finished\", 此前全部消息的哈希)，12 字节",
                        new Rule(5246, "7.4.9")));
    }
}
