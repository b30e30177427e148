package handclasp.cli.http;

/** The words of the page about the connection, in one language; each row has a label and a note. */
record ConnectionWords(
        String language,
        String title,
        String intro,
        Row version,
        Row cipherSuite,
        Row group,
        Row signature,
        Row applicationProtocol,
        Row serverName,
        Row retry,
        Row clientCertificate,
        String none,
        String retried,
        String notRetried,
        String notAsked,
        String notShown) {

    /** @param note one sentence for someone new to TLS */
    record Row(String label, String note) {}

    static final ConnectionWords ENGLISH =
            new ConnectionWords(
                    "en",
                    "This connection",
                    "What your client and this server agreed on when they shook hands.",
                    new Row("Version", "The protocol both speak."),
                    new Row(
                            "Cipher suite",
                            "How the data is encrypted, and the hash for the keys."),
                    new Row("Group", "How the two came to a common secret."),
                    new Row("Signature", "How the server proved that it owns its certificate."),
                    new Row(
                            "Application protocol (ALPN)",
                            "What is spoken inside; the client proposed and the server chose."),
                    new Row("Server name (SNI)", "The name the client asked for."),
                    new Row(
                            "HelloRetryRequest",
                            "The server asks for one if it cannot use the client's first key share."),
                    new Row("Client certificate", "Who the client says it is."),
                    "none",
                    "yes, it took another round trip",
                    "not needed",
                    "not asked for",
                    "asked for, none shown");

    static final ConnectionWords CHINESE =
            new ConnectionWords(
                    "zh-Hans",
                    "当前连接",
                    "您的客户端与本服务器在握手时商定的内容。",
                    new Row("协议版本", "双方使用的 TLS 版本。"),
                    new Row("密码套件", "数据的加密方式，以及派生密钥所用的散列算法。"),
                    new Row("密钥交换组", "双方协商共享密钥的方式。"),
                    new Row("签名算法", "服务器以此证明自己持有证书的私钥。"),
                    new Row("应用层协议（ALPN）", "加密通道内使用的协议：由客户端提出，服务器选定。"),
                    new Row("服务器名称（SNI）", "客户端请求的名称。"),
                    new Row("HelloRetryRequest", "服务器无法使用客户端的首个密钥份额时，会要求客户端重试。"),
                    new Row("客户端证书", "客户端所声明的身份。"),
                    "无",
                    "是，多用了一次往返",
                    "不需要",
                    "未要求",
                    "已要求，但客户端未出示");
}
