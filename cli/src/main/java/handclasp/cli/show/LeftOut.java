package handclasp.cli.show;

import handclasp.inspector.Event;
import handclasp.inspector.Recording;
import handclasp.inspector.explain.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * What a completed handshake could have had and did not.
 *
 * @param messages their names
 * @param why a clause
 */
record LeftOut(String messages, Text why) {

    /** Empty if the handshake did not come to its end. */
    static List<LeftOut> of(Recording recording) {
        if (!recording.completed()) {
            return List.of();
        }
        List<LeftOut> found = new ArrayList<>();
        if (!Phase.isOld(recording)) {
            tls13(recording, found);
        } else if (KeySteps12.isResumed(recording)) {
            resumed(found);
        } else {
            tls12(recording, found);
        }
        return List.copyOf(found);
    }

    private static void tls13(Recording recording, List<LeftOut> found) {
        if (!recording.retried()) {
            add(
                    found,
                    "HelloRetryRequest",
                    "the server could use the key share it got",
                    "服务器可以直接使用收到的密钥份额");
        }
        if (KeySteps13.hasPreSharedKey(recording)) {
            add(
                    found,
                    "CertificateRequest, Certificate, CertificateVerify",
                    "the pre-shared key says who both ends are",
                    "预共享密钥已说明双方的身份");
        } else if (!recording.clientCertificateRequested()) {
            add(
                    found,
                    "CertificateRequest, client Certificate, client CertificateVerify",
                    "the server did not ask who the client is",
                    "服务器没有要求客户端证明身份");
        }
        if (KeySteps13.hasPreSharedKey(recording)) {
            add(found, "EndOfEarlyData", "the client sent no early data", "客户端没有发送早期数据");
        } else {
            add(
                    found,
                    "EndOfEarlyData",
                    "no session was resumed, so there was no early data",
                    "没有恢复会话，因此没有早期数据");
        }
        if (!has(recording, 4)) {
            add(
                    found,
                    "NewSessionTicket",
                    "the server gave no ticket; it may at any time after the handshake",
                    "服务器没有签发票据；握手之后随时可以签发");
        }
    }

    private static void tls12(Recording recording, List<LeftOut> found) {
        if (!has(recording, 22)) {
            boolean asked = offered(recording, "status_request");
            add(
                    found,
                    "CertificateStatus",
                    asked ? "the server had none to show" : "the client did not ask for it",
                    asked ? "服务器没有可出示的状态" : "客户端没有请求");
        }
        if (!has(recording, 12)) {
            add(
                    found,
                    "ServerKeyExchange",
                    "the certificate's key is enough for the RSA key exchange",
                    "RSA 密钥交换只需要证书中的公钥");
        }
        if (!recording.clientCertificateRequested()) {
            add(
                    found,
                    "CertificateRequest, client Certificate, CertificateVerify",
                    "the server did not ask who the client is",
                    "服务器没有要求客户端证明身份");
        }
        if (!has(recording, 4)) {
            boolean asked = offered(recording, "session_ticket");
            add(
                    found,
                    "NewSessionTicket",
                    asked ? "the server gives none" : "the client did not ask for one",
                    asked ? "服务器不签发票据" : "客户端没有请求");
        }
    }

    private static void resumed(List<LeftOut> found) {
        add(
                found,
                "Certificate, ServerKeyExchange, ServerHelloDone, ClientKeyExchange",
                "the session brings the identity and the master secret along",
                "身份和主密钥都沿用原会话");
    }

    private static boolean has(Recording recording, int type) {
        return recording.messages().stream().anyMatch(message -> message.type() == type);
    }

    private static boolean offered(Recording recording, String extension) {
        return recording.messages().stream()
                .filter(message -> message.type() == 1)
                .map(Event.Message::extensions)
                .flatMap(List::stream)
                .anyMatch(one -> one.name().equals(extension));
    }

    private static void add(List<LeftOut> found, String messages, String english, String chinese) {
        found.add(new LeftOut(messages, new Text(english, chinese)));
    }
}
