package handclasp.cli.show;

import handclasp.inspector.Event;
import handclasp.inspector.Recording;
import handclasp.inspector.explain.Rule;
import handclasp.tls.crypto.SuiteAlgorithms;
import java.util.ArrayList;
import java.util.List;

/** The key schedule of TLS 1.3 (RFC 9846 §7.1). Not thread-safe. */
final class KeySteps13 {
    private static final int SERVER_HELLO = 2;
    private static final Rule SCHEDULE = new Rule(9846, "7.1");
    private static final String TO_SERVER_HELLO = "ClientHello...ServerHello";
    private static final String TO_SERVER_FINISHED = "ClientHello...server Finished";

    private final Recording recording;
    private final SuiteAlgorithms suite;
    private final List<Step> steps = new ArrayList<>();

    KeySteps13(Recording recording, SuiteAlgorithms suite) {
        this.recording = recording;
        this.suite = suite;
    }

    List<Step> steps() {
        int length = suite.hash().length();
        String group = recording.group().orElse("?");
        steps.add(
                Step.words(
                        "shared secret",
                        group + " of one end's private key and the other's key_share",
                        "用己方私钥和对方 key_share 计算 " + group,
                        new Rule(9846, "7.4")));
        if (hasPreSharedKey(recording)) {
            extract("Early Secret", "HKDF-Extract(0, pre-shared key)");
            binder(length);
        } else {
            extract("Early Secret", "HKDF-Extract(0, 0)");
        }
        extract(
                "Handshake Secret",
                "HKDF-Extract(Derive-Secret(Early Secret, \"derived\", \"\"), shared secret)");
        derive("c hs traffic", "Handshake Secret", TO_SERVER_HELLO, length);
        derive("s hs traffic", "Handshake Secret", TO_SERVER_HELLO, length);
        finished(length);
        if (derived("c ap traffic")) {
            extract(
                    "Main Secret",
                    "HKDF-Extract(Derive-Secret(Handshake Secret, \"derived\", \"\"), 0)");
        }
        derive("c ap traffic", "Main Secret", TO_SERVER_FINISHED, length);
        derive("s ap traffic", "Main Secret", TO_SERVER_FINISHED, length);
        derive("exp master", "Main Secret", TO_SERVER_FINISHED, length);
        keys();
        return List.copyOf(steps);
    }

    /** Whether the server took a pre-shared key: its ServerHello says which. */
    static boolean hasPreSharedKey(Recording recording) {
        return recording.messages().stream()
                .filter(message -> message.type() == SERVER_HELLO)
                .flatMap(message -> message.extensions().stream())
                .anyMatch(extension -> extension.name().equals("pre_shared_key"));
    }

    private void binder(int length) {
        steps.add(
                Step.words(
                        "binder",
                        "HMAC(HKDF-Expand-Label(the binder key of the Early Secret, \"finished\","
                                + " \"\", %d), hash of the ClientHello up to the binders)"
                                        .formatted(length),
                        "HMAC(HKDF-Expand-Label(由 Early Secret 导出的 binder 密钥, \"finished\","
                                + " \"\", %d), ClientHello 中 binder 之前部分的哈希)".formatted(length),
                        new Rule(9846, "4.3.11.2")));
    }

    private void extract(String name, String formula) {
        steps.add(Step.formula(name, formula, SCHEDULE));
    }

    private void derive(String label, String from, String messages, int length) {
        if (derived(label)) {
            steps.add(
                    Step.words(
                            label,
                            "Derive-Secret(%s, \"%s\", %s), %d bytes"
                                    .formatted(from, label, messages, length),
                            "Derive-Secret(%s, \"%s\", %s)，%d 字节"
                                    .formatted(from, label, messages, length),
                            SCHEDULE));
        }
    }

    private boolean derived(String label) {
        return recording.events().stream()
                .anyMatch(
                        event ->
                                event instanceof Event.Derived secret
                                        && secret.label().equals(label));
    }

    private void finished(int length) {
        steps.add(
                Step.words(
                        "Finished",
                        "HMAC(HKDF-Expand-Label(the sender's hs traffic secret, \"finished\", \"\","
                                + " %d), hash of the messages before it)".formatted(length),
                        "HMAC(HKDF-Expand-Label(发送方的 hs traffic 密钥, \"finished\", \"\", %d),"
                                        .formatted(length)
                                + " 此前全部消息的哈希)",
                        new Rule(9846, "4.5.3")));
    }

    private void keys() {
        int key = suite.records().keyLength();
        steps.add(
                Step.words(
                        "key, iv",
                        ("of each traffic secret: HKDF-Expand-Label(it, \"key\", \"\", %d) and"
                                        + " HKDF-Expand-Label(it, \"iv\", \"\", 12)")
                                .formatted(key),
                        ("由每个 traffic 密钥导出：HKDF-Expand-Label(该密钥, \"key\", \"\", %d) 和"
                                        + " HKDF-Expand-Label(该密钥, \"iv\", \"\", 12)")
                                .formatted(key),
                        new Rule(9846, "7.3")));
    }
}
