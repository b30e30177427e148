package handclasp.inspector.explain;

import handclasp.inspector.Event;
import handclasp.tls.Role;
import java.util.Optional;

/** What each handshake message is for. */
record MessageGuide(Text purpose, Optional<Rule> rule) {

    /** @param old whether it is of TLS 1.2 */
    static MessageGuide of(Event.Message message, Role sender, boolean old) {
        return switch (message.type()) {
            case 0 ->
                    guide(
                            "The server asks for another handshake on this connection.",
                            "服务器请求在此连接上重新握手。",
                            new Rule(5246, "7.4.1.1"));
            case 1 -> clientHello(message, old);
            case 2 -> serverHello(message, old);
            case 4 ->
                    guide(
                            "With this ticket the client may resume the session later, without"
                                    + " showing certificates again.",
                            "会话票据：客户端日后可凭它恢复会话，不必再次出示和验证证书。",
                            old ? new Rule(5077, "3.3") : new Rule(9846, "4.7.1"));
            case 5 ->
                    guide(
                            "The client's 0-RTT data ends here.",
                            "客户端的 0-RTT 早期数据到此结束。",
                            new Rule(9846, "4.6"));
            case 8 ->
                    guide(
                            "The server's answers to the extensions that nobody else needs to see:"
                                    + " the first message that is encrypted.",
                            "服务器对其余扩展的答复，旁人无需看到：这是第一条加密的消息。",
                            new Rule(9846, "4.4.1"));
            case 11 -> certificate(sender, old);
            case 12 ->
                    guide(
                            "The server's public value for this handshake's key exchange, signed with"
                                    + " the key of its certificate.",
                            "服务器在本次密钥交换中使用的公开值，并用证书的私钥签名。",
                            new Rule(5246, "7.4.3"));
            case 13 ->
                    guide(
                            "The server asks the client to prove with a certificate who it is, too.",
                            "服务器要求客户端也用证书证明身份。",
                            old ? new Rule(5246, "7.4.4") : new Rule(9846, "4.4.2"));
            case 14 ->
                    guide(
                            "The server has said what it had to say; now it is the client's turn.",
                            "服务器这一轮的消息已发送完毕，轮到客户端。",
                            new Rule(5246, "7.4.5"));
            case 15 ->
                    guide(
                            "A signature over all messages so far. It proves that the sender holds"
                                    + " the private key of its certificate, and that it is part of"
                                    + " this very handshake.",
                            "对此前全部握手消息的签名，证明发送方持有证书对应的私钥，并且正在参与这一次握手。",
                            old ? new Rule(5246, "7.4.8") : new Rule(9846, "4.5.2"));
            case 16 ->
                    guide(
                            "The client's part of the key exchange. From here on both ends can"
                                    + " compute the master secret.",
                            "客户端的密钥交换数据。此后双方都能算出主密钥（master secret）。",
                            new Rule(5246, "7.4.7"));
            case 20 ->
                    guide(
                            "A checksum of the whole handshake, made with the new keys. Had anyone"
                                    + " changed a single byte on the way, the two ends would not"
                                    + " agree here.",
                            "用新密钥对整个握手计算的校验值。途中只要有一个字节被改动，双方在这里就无法吻合。",
                            old ? new Rule(5246, "7.4.9") : new Rule(9846, "4.5.3"));
            case 22 ->
                    guide(
                            "The word of the server's authority, signed and fresh, on whether the"
                                    + " certificate is revoked (OCSP stapling).",
                            "颁发机构对证书是否被吊销的签名答复，由服务器代为附上（OCSP 装订）。",
                            new Rule(6066, "8"));
            case 24 ->
                    guide(
                            "The sender goes on with the next generation of its keys.",
                            "发送方此后改用下一代密钥。",
                            new Rule(9846, "4.7.3"));
            case 25 ->
                    guide(
                            "The certificate message, compressed.",
                            "经过压缩的证书消息。",
                            new Rule(8879, "4"));
            default ->
                    new MessageGuide(
                            Text.of("A message that Handclasp does not know.", "Handclasp 不认识的消息。"),
                            Optional.empty());
        };
    }

    private static MessageGuide clientHello(Event.Message message, boolean old) {
        boolean shares =
                message.extensions().stream()
                        .anyMatch(extension -> extension.name().equals("key_share"));
        return shares
                ? guide(
                        "The client opens the handshake. It says what it can speak, and sends its"
                                + " public value for the key exchange along, so that the server can"
                                + " go on at once.",
                        "客户端发起握手：列出自己支持的参数，并附上密钥交换的公开值（密钥份额），使服务器可以立即继续。",
                        old ? new Rule(5246, "7.4.1.2") : new Rule(9846, "4.2.2"))
                : guide(
                        "The client opens the handshake: it says which versions, cipher suites and"
                                + " extensions it can speak, and the server will choose.",
                        "客户端发起握手：列出自己支持的版本、密码套件和扩展，由服务器选择。",
                        new Rule(5246, "7.4.1.2"));
    }

    private static MessageGuide serverHello(Event.Message message, boolean old) {
        if (message.name().equals("HelloRetryRequest")) {
            return guide(
                    "The server could go on, but not with the key shares it got: it picks a group"
                            + " from the client's list and asks for a second ClientHello.",
                    "服务器可以继续，但无法使用收到的密钥份额：它从客户端的列表中选出一个组，要求重新发送 ClientHello。",
                    new Rule(9846, "4.2.4"));
        }
        return old
                ? guide(
                        "The server chooses version and cipher suite. The key exchange follows in"
                                + " messages of its own.",
                        "服务器选定版本和密码套件；密钥交换由后面的消息单独完成。",
                        new Rule(5246, "7.4.1.3"))
                : guide(
                        "The server chooses, and sends its own public value. Now both ends can"
                                + " compute the same secret, and all that follows is encrypted.",
                        "服务器作出选择，并送回自己的公开值。双方由此算出同一个共享密钥，此后的消息全部加密。",
                        new Rule(9846, "4.2.3"));
    }

    private static MessageGuide certificate(Role sender, boolean old) {
        return sender == Role.SERVER
                ? guide(
                        "The server says who it is, and shows the certificates by which others can"
                                + " believe it.",
                        "服务器表明身份，并出示可供验证的证书链。",
                        old ? new Rule(5246, "7.4.2") : new Rule(9846, "4.5.1"))
                : guide(
                        "The client answers the server's request for a certificate.",
                        "客户端答复服务器的证书请求。",
                        old ? new Rule(5246, "7.4.6") : new Rule(9846, "4.5.1"));
    }

    private static MessageGuide guide(String english, String chinese, Rule rule) {
        return new MessageGuide(Text.of(english, chinese), Optional.of(rule));
    }
}
