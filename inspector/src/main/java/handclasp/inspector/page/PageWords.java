package handclasp.inspector.page;

import handclasp.inspector.explain.Language;
import handclasp.tls.Role;
import handclasp.tls.WorkKind;

/** The words of the page that do not depend on what is recorded. */
final class PageWords {
    private final boolean chinese;

    PageWords(Language language) {
        chinese = language == Language.CHINESE;
    }

    private String either(String english, String inChinese) {
        return chinese ? inChinese : english;
    }

    String title() {
        return either("Your handshake", "您的 TLS 握手");
    }

    String skip() {
        return either("Skip to the messages", "跳到消息");
    }

    String languages() {
        return either("Language", "语言");
    }

    String completed(String time, int messages, int flights) {
        return either(
                "Before this page could come to you, your client and this server exchanged %d messages in %d flights. It took %s, and this is all of it."
                        .formatted(messages, flights, time),
                "在这个页面到达您之前，您的客户端与本服务器交换了 %d 条消息，分 %d 批，用时 %s。以下是全部内容。"
                        .formatted(messages, flights, time));
    }

    String notCompleted() {
        return either("This handshake did not come to its end.", "这次握手没有完成。");
    }

    String settled() {
        return either("What was agreed", "协商结果");
    }

    String messages() {
        return either("Message by message", "逐条消息");
    }

    String hint() {
        return either(
                "Time runs from the first message, by this end’s clock. Open a message to see what it is for, its fields and its bytes.",
                "时间从第一条消息算起，以本端时钟为准。展开消息可查看其用途、字段和字节。");
    }

    String end(Role role) {
        return role == Role.CLIENT ? either("Client", "客户端") : either("Server", "服务器");
    }

    String flight(int number) {
        return either("Flight " + number, "第 " + number + " 批");
    }

    String from(Role sender) {
        return sender == Role.CLIENT
                ? either("client to server", "客户端发往服务器")
                : either("server to client", "服务器发往客户端");
    }

    String bytes(int count) {
        return either(count + (count == 1 ? " byte" : " bytes"), count + " 字节");
    }

    String rule() {
        return either("Specified in", "规范：");
    }

    String fields() {
        return either("Fields", "字段");
    }

    String rawBytes() {
        return either("Bytes", "字节");
    }

    String rangeNote() {
        return either("At the right: which bytes of the message.", "右侧为该字段在消息中的字节位置。");
    }

    String notShown(int count) {
        return either(count + " more bytes are not shown here.", "其余 " + count + " 个字节未在此显示。");
    }

    String empty() {
        return either("empty", "空");
    }

    String none() {
        return either("none", "无");
    }

    String version() {
        return either("Version", "协议版本");
    }

    String versionNote() {
        return either("The protocol both speak.", "双方使用的 TLS 版本。");
    }

    String cipherSuite() {
        return either("Cipher suite", "密码套件");
    }

    String cipherSuiteNote() {
        return either(
                "How data is encrypted, and the hash that keys are derived with.",
                "数据的加密方式，以及派生密钥所用的散列算法。");
    }

    String group() {
        return either("Key exchange", "密钥交换组");
    }

    String groupNote() {
        return either("How the two came to a common secret.", "双方得出共享密钥的方式。");
    }

    String signature() {
        return either("Signature", "签名算法");
    }

    String signatureNote() {
        return either(
                "How the server proved that the certificate is its own.", "服务器以此证明自己持有证书的私钥。");
    }

    String serverName() {
        return either("Server name (SNI)", "服务器名称（SNI）");
    }

    String serverNameNote() {
        return either("The name the client asked for.", "客户端请求的名称。");
    }

    String applicationProtocol() {
        return either("Protocol inside (ALPN)", "应用层协议（ALPN）");
    }

    String applicationProtocolNote() {
        return either("The client proposed, the server chose.", "由客户端提出，服务器选定。");
    }

    String certificate() {
        return either("Server certificate", "服务器证书");
    }

    String certificateNote(String from, String until) {
        return either("Valid " + from + " to " + until + ".", "有效期 " + from + " 至 " + until + "。");
    }

    String clientCertificate() {
        return either("Client certificate", "客户端证书");
    }

    String clientCertificateNote() {
        return either("Who the client says it is.", "客户端所声明的身份。");
    }

    String notAsked() {
        return either("not asked for", "未要求");
    }

    String notShown() {
        return either("asked for, none shown", "已要求，但未出示");
    }

    String retry() {
        return either("Retry", "重试");
    }

    String retried() {
        return either("yes, it took another round trip", "是，多用了一次往返");
    }

    String notRetried() {
        return either("not needed", "不需要");
    }

    String retryNote() {
        return either(
                "By a HelloRetryRequest, if the first key share was of no use.",
                "首个密钥份额不可用时，服务器会发送 HelloRetryRequest。");
    }

    String session() {
        return either("Session", "会话");
    }

    String newSession() {
        return either("new", "新建");
    }

    /** @param by such as {@code ticket} */
    String resumed(String by) {
        return either("resumed by " + by.replace('_', ' '), "已恢复（" + by + "）");
    }

    String sessionNote() {
        return either(
                "A resumed one takes its keys from an earlier session and needs no certificates.",
                "恢复的会话沿用先前会话的密钥，不再出示证书。");
    }

    String work() {
        return either("Work at this end", "本端的计算");
    }

    String work(WorkKind kind) {
        return switch (kind) {
            case CHOOSE_CONFIGURATION -> either("choosing a configuration", "选择配置");
            case CHOOSE_CREDENTIAL -> either("choosing a certificate", "选择证书");
            case KEY_AGREEMENT -> either("key agreement", "密钥协商");
            case LOOK_UP_SESSION -> either("looking a session up", "查找会话");
            case LOOK_UP_PSK -> either("looking a pre-shared key up", "查找预共享密钥");
            case CHECK_REPLAY -> either("ruling a replay out", "排除重放");
            case DECRYPT -> either("decrypting the premaster secret", "解密预主密钥");
            case STORE_SESSION -> either("keeping the session", "保存会话");
            case SIGN -> either("signing", "签名");
            case VERIFY_PEER -> either("checking the peer", "验证对方");
        };
    }

    String workNote() {
        return either("The rest of the time went to the network and the peer.", "其余时间用于网络传输和等待对方。");
    }

    String failed() {
        return either("Why it failed", "失败原因");
    }

    String thisEnd() {
        return either("This end", "本端");
    }

    String peer() {
        return either("The peer", "对方");
    }

    String remedy() {
        return either("What to change", "如何解决");
    }

    String omitted(int events, long bytes) {
        return either(
                "The recorder’s limits kept out %d events and %d bytes.".formatted(events, bytes),
                "因记录上限，省略了 %d 个事件和 %d 个字节。".formatted(events, bytes));
    }

    String footer() {
        return either(
                "Made by this server from its own recording of the connection: no script, nothing loaded, no secret in it.",
                "由本服务器根据对此连接的记录生成：不含脚本，不加载外部资源，也不含任何密钥。");
    }
}
