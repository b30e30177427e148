package handclasp.conformance.fault;

import static handclasp.conformance.fault.Bytes.hex;
import static handclasp.conformance.fault.Fault.byClient;
import static handclasp.conformance.fault.Fault.byServer;
import static java.nio.charset.StandardCharsets.US_ASCII;

import handclasp.testkit.Forge;
import handclasp.tls.ExtensionType;
import handclasp.tls.Incompatible;
import handclasp.tls.Misbehaved;
import java.util.List;
import java.util.Random;

/** What is no TLS at all, or TLS of another time. */
final class StrangerFaults {
    private StrangerFaults() {}

    static List<Fault> notTls() {
        byte[] noise = new byte[200];
        new Random(7).nextBytes(noise);
        return List.of(
                byClient("HTTP without TLS", "Sends `GET / HTTP/1.1` to the TLS port.")
                        .raw("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII))
                        .must(Misbehaved.NOT_TLS, "HTTP without TLS", "https://"),
                byClient("random bytes", "Sends 200 random bytes.")
                        .raw(noise)
                        .must(Misbehaved.NOT_TLS, "they are"),
                byClient("SSH", "Sends the greeting of an SSH client.")
                        .raw("SSH-2.0-OpenSSH_9.2\r\n".getBytes(US_ASCII))
                        .must(Misbehaved.NOT_TLS, "SSH"),
                byClient("SSL 2.0", "Sends a ClientHello of SSL 2.0.")
                        .raw(
                                hex(
                                        "802e 01 0002 0015 0000 0010 010080 020080 030080 040080"
                                                + " 050080 060040 0700c0"
                                                + "00112233445566778899aabbccddeeff"))
                        .must(Misbehaved.NOT_TLS, "SSL 2.0", "RFC 6176"),
                byServer(
                                "an HTTP server",
                                "Answers the ClientHello with `HTTP/1.1 400 Bad Request`.")
                        .raw("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII))
                        .must(Misbehaved.NOT_TLS, "answers in HTTP without TLS", "http://"),
                byServer(
                                "a mail server",
                                "Greets with `220 mail.test ESMTP`: TLS begins there with STARTTLS.")
                        .raw("220 mail.test ESMTP\r\n".getBytes(US_ASCII))
                        .must(Misbehaved.NOT_TLS, "SMTP", "the port on which it speaks TLS"));
    }

    static List<Fault> versions() {
        return List.of(
                old("SSL 3.0", 0x0300, "SSL 3.0"),
                old("TLS 1.0", 0x0301, "TLS 1.0"),
                old("TLS 1.1", 0x0302, "TLS 1.1"),
                byClient(
                                "versions that nobody knows",
                                "Offers the versions 0x0305 and 0x7f1c only, in supported_versions.")
                        .script(
                                Script.hello(
                                        hello ->
                                                hello.replace(
                                                        ExtensionType.SUPPORTED_VERSIONS,
                                                        hex("04 0305 7f1c"))))
                        .must(Incompatible.VERSION, "TLS 1.3", "0x0305", "0x7f1c")
                        .bothOffers(),
                byServer("a server of TLS 1.1", "Answers with a ServerHello of TLS 1.1.")
                        .script(
                                Script.hello(
                                        hello ->
                                                hello.version(0x0302)
                                                        .without(ExtensionType.SUPPORTED_VERSIONS)
                                                        .without(ExtensionType.KEY_SHARE)))
                        .must(Incompatible.VERSION, "TLS 1.3", "the peer: TLS 1.1")
                        .bothOffers(),
                byServer(
                                "a version that was not offered",
                                "Chooses the version 0x7f1c in supported_versions.")
                        .script(
                                Script.hello(
                                        hello ->
                                                hello.replace(
                                                        ExtensionType.SUPPORTED_VERSIONS,
                                                        hex("7f1c"))))
                        .must(Misbehaved.VERSION_NOT_OFFERED, "TLS 1.3", "0x7f1c")
                        .bothOffers(),
                byServer(
                                "a downgrade on the way",
                                "Answers in TLS 1.1 with a random that says it knows TLS 1.3.")
                        .script(
                                Script.hello(
                                        hello ->
                                                hello.version(0x0302)
                                                        .random(
                                                                hex(
                                                                        "00".repeat(24)
                                                                                + "444f574e47524400"))
                                                        .without(ExtensionType.SUPPORTED_VERSIONS)
                                                        .without(ExtensionType.KEY_SHARE)))
                        .must(Misbehaved.DOWNGRADE, "TLS 1.1", "changes their hellos")
                        .bothOffers());
    }

    private static Fault old(String version, int code, String words) {
        byte[] hello =
                Bytes.message(
                        1,
                        Script.join(
                                new byte[] {3, (byte) code},
                                Bytes.filled(32, 7),
                                hex("00 0006 002f 0035 000a 01 00")));
        byte[] record = Forge.plain(Forge.HANDSHAKE, hello);
        record[2] = (byte) code;
        return byClient(version, "Sends a ClientHello of " + version + ", without extensions.")
                .raw(record)
                .must(Incompatible.VERSION, "this end: TLS 1.3", words, "Enable TLS 1.3")
                .bothOffers();
    }
}
