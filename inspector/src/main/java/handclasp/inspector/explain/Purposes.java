package handclasp.inspector.explain;

import handclasp.inspector.Event;
import handclasp.tls.Alert;
import handclasp.tls.Epoch;
import handclasp.tls.Role;
import java.util.Map;
import java.util.Optional;

/** What the things beside messages are for. */
public final class Purposes {
    private static final int CLOSE_NOTIFY = 0;

    private static final Map<String, Text> EXTENSIONS =
            Map.ofEntries(
                    entry("server_name", "the name of the server that is wanted", "所请求的服务器名称"),
                    entry(
                            "status_request",
                            "wants the authority's word that the certificate is not revoked (OCSP)",
                            "请求附带证书状态（OCSP 装订）"),
                    entry(
                            "supported_groups",
                            "groups for the key exchange, best first",
                            "支持的密钥交换组，按优先顺序排列"),
                    entry(
                            "ec_point_formats",
                            "how points of curves are written; of TLS 1.2 only",
                            "椭圆曲线点的编码格式；仅用于 TLS 1.2"),
                    entry(
                            "signature_algorithms",
                            "signatures that are understood in the handshake",
                            "握手中可接受的签名算法"),
                    entry(
                            "signature_algorithms_cert",
                            "signatures that are understood in certificates",
                            "证书中可接受的签名算法"),
                    entry(
                            "application_layer_protocol_negotiation",
                            "what is to be spoken inside (ALPN)",
                            "加密通道内使用的应用层协议（ALPN）"),
                    entry(
                            "signed_certificate_timestamp",
                            "wants proof that the certificate is publicly logged",
                            "请求证书透明度（CT）时间戳"),
                    entry(
                            "padding",
                            "bytes without meaning, for a length that trips no old server",
                            "无意义的填充字节，用于调整消息长度"),
                    entry(
                            "encrypt_then_mac",
                            "encrypts before it authenticates, with CBC suites of TLS 1.2",
                            "在 TLS 1.2 的 CBC 套件中先加密后认证"),
                    entry(
                            "extended_master_secret",
                            "ties the keys of TLS 1.2 to the whole handshake",
                            "使 TLS 1.2 的主密钥与整个握手绑定"),
                    entry("compress_certificate", "certificates may come compressed", "允许压缩证书"),
                    entry("record_size_limit", "how large a record may be", "可接受的最大记录长度"),
                    entry(
                            "session_ticket",
                            "a ticket to resume a session of TLS 1.2, or the wish for one",
                            "用于恢复 TLS 1.2 会话的票据，或请求签发票据"),
                    entry(
                            "pre_shared_key",
                            "resumes an earlier session, or uses a key agreed beforehand",
                            "恢复先前的会话，或使用预共享密钥"),
                    entry(
                            "early_data",
                            "data of the client comes along at once (0-RTT)",
                            "客户端随即发送早期数据（0-RTT）"),
                    entry(
                            "supported_versions",
                            "the version of TLS: offered here, or chosen",
                            "TLS 版本：客户端提出，或服务器选定"),
                    entry(
                            "cookie",
                            "a note of the server's that the client hands back",
                            "服务器交给客户端、由客户端原样送回的数据"),
                    entry(
                            "psk_key_exchange_modes",
                            "how a resumed session may make its keys",
                            "恢复会话时可用的密钥建立方式"),
                    entry(
                            "certificate_authorities",
                            "authorities whose certificates are welcome",
                            "可接受的证书颁发机构"),
                    entry(
                            "key_share",
                            "a public value of the key exchange, for each group named",
                            "密钥交换的公开值，每个组一份"),
                    entry(
                            "renegotiation_info",
                            "guards a second handshake of TLS 1.2",
                            "保护 TLS 1.2 的重新协商"),
                    entry(
                            "encrypted_client_hello",
                            "an encrypted second hello, or a dummy of one",
                            "加密的 ClientHello，或其占位数据"),
                    entry(
                            "post_handshake_auth",
                            "a certificate may be asked for later, too",
                            "握手之后也可以要求客户端证书"),
                    entry(
                            "delegated_credential",
                            "a short-lived key in place of the certificate's",
                            "可接受以短期委托密钥代替证书密钥"),
                    entry(
                            "application_settings",
                            "settings of the protocol inside; Chromium's",
                            "内层协议的设置（Chromium 专用）"));

    private static final Text GREASE =
            Text.of(
                    "means nothing: it keeps servers used to what they do not know (RFC 8701)",
                    "没有含义：防止服务器拒绝未知取值（GREASE，RFC 8701）");

    private Purposes() {}

    private static Map.Entry<String, Text> entry(String name, String english, String chinese) {
        return Map.entry(name, Text.of(english, chinese));
    }

    /** What an extension is for, in a clause; empty if it is not known here. */
    public static Optional<Text> extension(Event.Extension extension) {
        return isGrease(extension.code())
                ? Optional.of(GREASE)
                : Optional.ofNullable(EXTENSIONS.get(extension.name()));
    }

    /** RFC 8701 §2: 0x0a0a, 0x1a1a … 0xfafa. */
    static boolean isGrease(int code) {
        return (code & 0x0f0f) == 0x0a0a && code >> 8 == (code & 0xff);
    }

    static Text changeCipherSpec(boolean old) {
        return old
                ? Text.of(
                        "The sender's next record is protected by the keys that were just agreed.",
                        "从发送方的下一条记录起，启用刚刚协商的密钥。")
                : Text.of(
                        "It means nothing in TLS 1.3. It is sent because old devices on the way"
                                + " expect it of TLS 1.2 and would block the connection.",
                        "在 TLS 1.3 中没有实际含义，仅用于让途中只认识 TLS 1.2 的旧设备放行。");
    }

    static Text keyChange(Role sender, Event.KeyChange change, boolean old) {
        Text text =
                old
                        ? Text.of(
                                "From here on, what the %s sends is encrypted.",
                                "从这里开始，%s发送的内容全部加密。")
                        : byEpoch(change.epoch());
        return new Text(
                text.english().formatted(sender == Role.CLIENT ? "client" : "server"),
                text.chinese().formatted(sender == Role.CLIENT ? "客户端" : "服务器"));
    }

    private static Text byEpoch(Epoch epoch) {
        return switch (epoch) {
            case CLEAR ->
                    Text.of(
                            "From here on, what the %s sends is not encrypted.",
                            "从这里开始，%s发送的内容不加密。");
            case EARLY ->
                    Text.of(
                            "From here on, what the %s sends is early data, encrypted with keys"
                                    + " of the session before.",
                            "从这里开始，%s发送的是早期数据，用先前会话的密钥加密。");
            case HANDSHAKE ->
                    Text.of(
                            "From here on, what the %s sends is encrypted with its handshake"
                                    + " keys.",
                            "从这里开始，%s发送的内容用握手密钥加密。");
            case APPLICATION ->
                    Text.of(
                            "From here on, what the %s sends is encrypted with its"
                                    + " application keys.",
                            "从这里开始，%s发送的内容用应用数据密钥加密。");
        };
    }

    static Text alert(Event.Alerted alert) {
        if (alert.code() == CLOSE_NOTIFY) {
            return Text.of("The sender is done: nothing was cut off.", "发送方已发送完毕，内容没有被截断。");
        }
        return new Alert(alert.code()).isClosure()
                ? Text.of("The sender gave up the handshake.", "发送方取消了握手。")
                : Text.of(
                        "An error, in one byte; after it the connection is over.",
                        "用一个字节说明错误；之后连接即告终止。");
    }
}
