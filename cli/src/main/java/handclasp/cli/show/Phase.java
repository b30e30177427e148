package handclasp.cli.show;

import handclasp.inspector.Event;
import handclasp.inspector.Recording;
import handclasp.inspector.explain.Text;
import handclasp.tls.Field;
import handclasp.tls.Role;

/** The phases of a handshake: the four of TLS 1.2, as they are usually told, and those of RFC 9846 §2. */
enum Phase {
    HELLOS("Phase 1: the hellos settle version and cipher suite", "第一阶段：协商版本与密码套件"),
    SERVER(
            "Phase 2: the server shows who it is, and its part of the key exchange",
            "第二阶段：服务器出示身份与密钥交换数据"),
    CLIENT("Phase 3: the client's part", "第三阶段：客户端的数据"),
    FINISH(
            "Phase 4: both change to the new keys and check the whole handshake",
            "第四阶段：切换到新密钥，并校验整个握手"),
    KEY_EXCHANGE("Key exchange (in the clear)", "密钥交换（明文）"),
    SERVER_PARAMETERS("Server parameters (encrypted from here on)", "服务器参数（从这里开始加密）"),
    AUTHENTICATION("Authentication", "身份认证"),
    AFTERWARDS("After the handshake", "握手之后");

    private final Text title;

    Phase(String english, String chinese) {
        title = new Text(english, chinese);
    }

    Text title() {
        return title;
    }

    /** Whether it is of TLS 1.2; where no version was settled, whether the client offered nothing newer. */
    static boolean isOld(Recording recording) {
        return recording
                .version()
                .map(version -> !version.equals("TLS 1.3"))
                .orElseGet(() -> recording.messages().stream().noneMatch(Phase::offersTls13));
    }

    private static boolean offersTls13(Event.Message message) {
        return message.extensions().stream()
                .filter(extension -> extension.name().equals("supported_versions"))
                .anyMatch(extension -> mentions(extension.data(), "TLS 1.3"));
    }

    private static boolean mentions(Field field, String value) {
        return field.value().equals(value)
                || field.children().stream().anyMatch(child -> mentions(child, value));
    }

    static Phase of(Event.Message message, Role sender, boolean old) {
        return old ? ofTls12(message, sender) : ofTls13(message);
    }

    private static Phase ofTls12(Event.Message message, Role sender) {
        return switch (message.type()) {
            case 0, 1, 2 -> HELLOS;
            case 4, 20 -> FINISH;
            default -> sender == Role.SERVER ? SERVER : CLIENT;
        };
    }

    private static Phase ofTls13(Event.Message message) {
        return switch (message.type()) {
            case 1, 2 -> KEY_EXCHANGE;
            case 8, 13 -> SERVER_PARAMETERS;
            case 4, 24 -> AFTERWARDS;
            default -> AUTHENTICATION;
        };
    }
}
