package handclasp.conformance.fault;

import static handclasp.conformance.fault.Bytes.clear;
import static handclasp.conformance.fault.Bytes.message;
import static handclasp.conformance.fault.Bytes.times;
import static handclasp.conformance.fault.Fault.byClient;
import static handclasp.conformance.fault.Fault.byServer;
import static handclasp.testkit.Forge.ALERT;
import static handclasp.testkit.Forge.CHANGE_CIPHER_SPEC;
import static handclasp.testkit.Forge.DATA;
import static handclasp.testkit.Forge.HANDSHAKE;

import handclasp.testkit.Forge;
import handclasp.testkit.Tamper;
import handclasp.tls.Alert;
import handclasp.tls.Malformed;
import handclasp.tls.Misbehaved;
import handclasp.tls.Unexpected;
import handclasp.tls.internal.message.Finished;
import java.util.ArrayList;
import java.util.List;

/** Messages at the wrong time, and too many of them. */
final class OrderFaults {
    private static final byte[] DUMMY = Forge.plain(CHANGE_CIPHER_SPEC, (byte) 1);
    private static final byte FATAL = 2;

    private OrderFaults() {}

    static List<Fault> order() {
        return List.of(
                unexpected(
                        byClient(
                                        "a handshake that begins with Finished",
                                        "Sends a Finished first of all.")
                                .raw(clear(20, new byte[32])),
                        "got Finished, expected ClientHello"),
                unexpected(
                        byClient("a ServerHello from a client", "Sends a ServerHello first of all.")
                                .raw(clear(2, new byte[70])),
                        "got ServerHello, expected ClientHello"),
                unexpected(
                        byClient(
                                        "a message that TLS 1.3 does not have",
                                        "Sends a ClientKeyExchange first of all.")
                                .raw(clear(16, new byte[32])),
                        "expected ClientHello"),
                unexpected(
                        byClient(
                                        "a ChangeCipherSpec first of all",
                                        "Sends a ChangeCipherSpec before its ClientHello.")
                                .raw(DUMMY),
                        "got ChangeCipherSpec, expected ClientHello"),
                unexpected(
                        byClient(
                                        "application data before the handshake",
                                        "Sends application data first of all.")
                                .raw(Forge.plain(DATA, (byte) 1, (byte) 2)),
                        "got application data, expected ClientHello"),
                unexpected(
                        byClient(
                                        "application data before Finished",
                                        "Sends application data in place of its Finished.")
                                .script(
                                        Script.instead(
                                                Script.PROTECTED,
                                                moment -> moment.handshake().seal(DATA, (byte) 1))),
                        "got application data"),
                unexpected(
                        byClient(
                                        "a message in place of Finished",
                                        "Sends a KeyUpdate in place of its Finished.")
                                .script(
                                        Script.instead(
                                                Script.PROTECTED,
                                                moment ->
                                                        moment.handshake()
                                                                .seal(
                                                                        HANDSHAKE,
                                                                        message(24, (byte) 0)))),
                        "got KeyUpdate, expected"),
                unexpected(
                        byServer(
                                        "a server without EncryptedExtensions",
                                        "Sends its Finished right after its ServerHello.")
                                .script(
                                        Script.instead(
                                                Script.PROTECTED,
                                                moment ->
                                                        moment.handshake()
                                                                .seal(
                                                                        HANDSHAKE,
                                                                        message(
                                                                                20,
                                                                                new byte[32])))),
                        "got Finished, expected"),
                unexpected(
                        byServer("a ClientHello from a server", "Answers with a ClientHello.")
                                .script(
                                        Script.instead(
                                                Script.HELLO, moment -> clear(1, new byte[40]))),
                        "got ClientHello, expected"),
                unexpected(
                        byClient(
                                        "renegotiation",
                                        "Sends a ClientHello when the handshake is complete.")
                                .script(
                                        Script.connected(
                                                moment ->
                                                        moment.traffic()
                                                                .seal(
                                                                        HANDSHAKE,
                                                                        message(1, new byte[40])))),
                        "got ClientHello, expected KeyUpdate or application data"),
                unexpected(
                        byServer(
                                        "a request for a certificate afterwards",
                                        "Sends a CertificateRequest when the handshake is complete, which the client did not allow.")
                                .script(
                                        Script.connected(
                                                moment ->
                                                        moment.traffic()
                                                                .seal(
                                                                        HANDSHAKE,
                                                                        message(13, new byte[3])))),
                        "got CertificateRequest"),
                unexpected(
                        byClient(
                                        "a ChangeCipherSpec afterwards",
                                        "Sends a ChangeCipherSpec when the handshake is complete.")
                                .script(Script.connected(moment -> DUMMY)),
                        "got ChangeCipherSpec"),
                byClient(
                                "a ChangeCipherSpec that is none",
                                "Sends a ChangeCipherSpec of the byte 2.")
                        .script(
                                Script.instead(
                                        1, moment -> Forge.plain(CHANGE_CIPHER_SPEC, (byte) 2)))
                        .must(Misbehaved.BAD_CHANGE_CIPHER_SPEC),
                byClient("a ChangeCipherSpec under protection", "Encrypts a ChangeCipherSpec.")
                        .script(
                                Script.instead(
                                        Script.PROTECTED,
                                        moment ->
                                                moment.handshake()
                                                        .seal(CHANGE_CIPHER_SPEC, (byte) 1)))
                        .must(Misbehaved.BAD_CHANGE_CIPHER_SPEC, "it came protected"),
                byClient("a KeyUpdate that is none", "Sends a KeyUpdate with request_update 2.")
                        .script(
                                Script.connected(
                                        moment ->
                                                moment.traffic()
                                                        .seal(HANDSHAKE, message(24, (byte) 2))))
                        .must(Misbehaved.ILLEGAL_KEY_UPDATE),
                byClient("a key change inside a record", "Sends more in the record of a KeyUpdate.")
                        .script(
                                Script.connected(
                                        moment ->
                                                moment.traffic()
                                                        .seal(
                                                                HANDSHAKE,
                                                                Script.join(
                                                                        message(24, (byte) 0),
                                                                        message(24, (byte) 0)))))
                        .must(Misbehaved.KEY_CHANGE_INSIDE_RECORD),
                byServer(
                                "more behind a server's Finished",
                                "Sends more in the record of its Finished.")
                        .server(
                                builder ->
                                        builder.listener(
                                                Tamper.appending(Finished.class, (byte) 4)))
                        .must(Misbehaved.KEY_CHANGE_INSIDE_RECORD),
                byClient(
                                "an alert inside a message",
                                "Sends an alert between the two halves of its ClientHello.")
                        .script(
                                Script.instead(
                                        Script.HELLO,
                                        moment -> {
                                            byte[] hello = HelloBytes.of(moment.record()).message();
                                            byte[] half = java.util.Arrays.copyOf(hello, 50);
                                            return Script.join(
                                                    Forge.plain(HANDSHAKE, half),
                                                    Forge.plain(ALERT, (byte) 1, (byte) 90));
                                        }))
                        .must(Misbehaved.INTERLEAVED, "user_canceled"),
                byClient("half an alert", "Sends an alert of one byte.")
                        .raw(Forge.plain(ALERT, FATAL))
                        .must(Malformed.ALERT_SYNTAX, "1 bytes"));
    }

    private static Fault unexpected(Fault fault, String words) {
        return fault.must(Unexpected.class, Alert.UNEXPECTED_MESSAGE, words);
    }

    static List<Fault> floods() {
        return List.of(
                byClient("KeyUpdates without end", "Sends 65 KeyUpdates in a row.")
                        .script(Script.connected(moment -> keyUpdates(moment.traffic())))
                        .must(Misbehaved.FLOOD, "more than 64 messages without data"),
                byClient("warnings without end", "Sends user_canceled five times.")
                        .script(
                                Script.connected(
                                        moment ->
                                                sealed(
                                                        moment.traffic(),
                                                        5,
                                                        ALERT,
                                                        (byte) 1,
                                                        (byte) 90)))
                        .must(Misbehaved.FLOOD, "more than 4 warnings"),
                byClient(
                                "ChangeCipherSpecs without end",
                                "Sends five ChangeCipherSpecs after its ClientHello.")
                        .script(Script.instead(1, moment -> times(5, DUMMY)))
                        .must(Misbehaved.FLOOD, "more than 4 ChangeCipherSpecs"),
                byClient(
                                "empty records without end",
                                "Sends 33 records of application data without data.")
                        .script(Script.connected(moment -> sealed(moment.traffic(), 33, DATA)))
                        .must(Misbehaved.FLOOD, "more than 32 records without data"),
                byServer("tickets without end", "Sends 65 NewSessionTickets in a row.")
                        .script(
                                Script.connected(
                                        moment ->
                                                sealed(
                                                        moment.traffic(),
                                                        65,
                                                        HANDSHAKE,
                                                        message(
                                                                4,
                                                                Bytes.hex(
                                                                        "00001c20 00000001 0100"
                                                                                + " 0001aa 0000")))))
                        .must(Misbehaved.FLOOD, "more than 64 messages without data"));
    }

    private static byte[] sealed(Forge forge, int count, int type, byte... content) {
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(forge.seal(type, content));
        }
        return Script.join(records.toArray(byte[][]::new));
    }

    private static byte[] keyUpdates(Forge forge) {
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < 65; i++) {
            records.add(forge.seal(HANDSHAKE, message(24, (byte) 0)));
            forge.update();
        }
        return Script.join(records.toArray(byte[][]::new));
    }
}
