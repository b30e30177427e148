package handclasp.conformance.fault;

import static handclasp.conformance.fault.Bytes.filled;
import static handclasp.conformance.fault.Bytes.header;
import static handclasp.conformance.fault.Fault.byClient;
import static handclasp.conformance.fault.Fault.byServer;
import static handclasp.testkit.Forge.ALERT;
import static handclasp.testkit.Forge.DATA;
import static handclasp.testkit.Forge.HANDSHAKE;

import handclasp.testkit.Forge;
import handclasp.tls.Cancelled;
import handclasp.tls.Misbehaved;
import handclasp.tls.Truncated;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Records that are wrong, and connections that end or stand still. */
final class RecordFaults {
    private RecordFaults() {}

    static List<Fault> records() {
        return List.of(
                byClient("a record that is too long", "Announces a record of 16641 bytes.")
                        .raw(header(HANDSHAKE, 16_641))
                        .must(Misbehaved.RECORD_OVERFLOW, "16641 bytes, at most 16640"),
                byClient(
                                "a record in the clear that is too long",
                                "Sends a handshake record of 16385 bytes in the clear.")
                        .raw(Script.join(header(HANDSHAKE, 16_385), filled(16_385, 1)))
                        .must(Misbehaved.RECORD_OVERFLOW, "16385 bytes, at most 16384"),
                byClient(
                                "too much inside a record",
                                "Encrypts 16385 bytes of application data in one record.")
                        .script(
                                Script.connected(
                                        moment -> moment.traffic().seal(DATA, new byte[16_385])))
                        .must(Misbehaved.RECORD_OVERFLOW, "more than 16384 bytes"),
                byClient("a message that is too long", "Announces a ClientHello of 200000 bytes.")
                        .raw(Forge.plain(HANDSHAKE, Bytes.hex("01 030d40 0303")))
                        .must(Misbehaved.MESSAGE_TOO_LONG, "200000 bytes, at most 131072"),
                byClient(
                                "a record that was changed on the way",
                                "Changes a bit of an encrypted record.")
                        .script(
                                Script.connected(
                                        moment ->
                                                Bytes.flipped(
                                                        moment.traffic().seal(DATA, (byte) 1))))
                        .must(Misbehaved.BAD_RECORD_MAC, "damaged or forged"),
                byServer(
                                "a server's record that was changed on the way",
                                "Changes a bit of its encrypted flight.")
                        .script(
                                Script.instead(
                                        Script.PROTECTED, moment -> Bytes.flipped(moment.record())))
                        .must(Misbehaved.BAD_RECORD_MAC, "damaged or forged"),
                byClient("a record twice", "Sends an encrypted record twice.")
                        .script(
                                Script.connected(
                                        moment -> {
                                            byte[] record = moment.traffic().seal(DATA, (byte) 1);
                                            return Script.join(record, record);
                                        }))
                        .must(Misbehaved.BAD_RECORD_MAC),
                byClient(
                                "a record that is too short",
                                "Sends an encrypted record shorter than its tag.")
                        .script(Script.connected(moment -> Forge.plain(DATA, new byte[10])))
                        .must(Misbehaved.BAD_RECORD_MAC, "too short"),
                byClient(
                                "an unknown type inside a record",
                                "Encrypts a record whose inner type is 99.")
                        .script(Script.connected(moment -> moment.traffic().seal(99, (byte) 1)))
                        .must(Misbehaved.RECORD_TYPE, "99"),
                byClient(
                                "nothing but padding",
                                "Encrypts a record of ten zeros: padding without a type.")
                        .script(
                                Script.connected(
                                        moment -> moment.traffic().sealInner(new byte[10])))
                        .must(Misbehaved.NO_CONTENT_TYPE),
                byClient("an empty handshake record", "Sends a handshake record without content.")
                        .raw(Forge.plain(HANDSHAKE))
                        .must(Misbehaved.EMPTY_RECORD, "a handshake record"),
                byClient("an empty alert", "Encrypts an alert record without content.")
                        .script(Script.connected(moment -> moment.traffic().seal(ALERT)))
                        .must(Misbehaved.EMPTY_RECORD, "an alert record"),
                byClient(
                                "a record in the clear afterwards",
                                "Sends a handshake record in the clear when the handshake is complete.")
                        .script(Script.connected(moment -> Bytes.clear(24, (byte) 0)))
                        .must(Misbehaved.RECORD_TYPE, "an unprotected"),
                byClient("something that is no record, later", "Sends text after its ClientHello.")
                        .script(Script.instead(1, moment -> filled(20, 'x')))
                        .must(Misbehaved.RECORD_TYPE, "no record header"));
    }

    static List<Fault> ends() {
        return List.of(
                end(byClient("a client that leaves at once", "Connects and closes the connection.")
                                .raw(new byte[0]))
                        .must(Truncated.IN_HANDSHAKE, "waited for ClientHello")
                        .withoutAlert(),
                byClient(
                                "a client that leaves inside its hello",
                                "Closes after half of its ClientHello.")
                        .script(
                                Script.instead(
                                                Script.HELLO,
                                                moment -> Arrays.copyOf(moment.record(), 60))
                                        .then(Script.Ending.CLOSE))
                        .must(Truncated.IN_RECORD)
                        .withoutAlert(),
                byClient(
                                "a client that leaves before its Finished",
                                "Closes when the server has answered.")
                        .script(
                                Script.instead(Script.PROTECTED, moment -> new byte[0])
                                        .then(Script.Ending.CLOSE))
                        .must(Truncated.IN_HANDSHAKE, "waited for Finished")
                        .withoutAlert(),
                byServer("a server that leaves at once", "Closes after it read the ClientHello.")
                        .script(
                                Script.instead(Script.HELLO, moment -> new byte[0])
                                        .then(Script.Ending.CLOSE))
                        .must(Truncated.IN_HANDSHAKE, "waited for ServerHello")
                        .withoutAlert(),
                byServer(
                                "a server that leaves inside its flight",
                                "Closes after half of its encrypted flight.")
                        .script(
                                Script.instead(
                                                Script.PROTECTED,
                                                moment -> Arrays.copyOf(moment.record(), 200))
                                        .then(Script.Ending.CLOSE))
                        .must(Truncated.IN_RECORD)
                        .withoutAlert(),
                byClient(
                                "close_notify inside the handshake",
                                "Sends close_notify after its ClientHello.")
                        .script(Script.instead(1, moment -> Forge.plain(ALERT, (byte) 1, (byte) 0)))
                        .must(Truncated.IN_HANDSHAKE, "with close_notify")
                        .withoutAlert(),
                byClient(
                                "data that ends without close_notify",
                                "Closes TCP when the handshake is complete.")
                        .script(Script.connected(moment -> new byte[0]).then(Script.Ending.CLOSE))
                        .must(Truncated.WITHOUT_CLOSE_NOTIFY, "data may be missing")
                        .withoutAlert(),
                byClient(
                                "data that ends inside a record",
                                "Closes TCP in the middle of a record of data.")
                        .script(
                                Script.connected(
                                                moment ->
                                                        Arrays.copyOf(
                                                                moment.traffic()
                                                                        .seal(DATA, new byte[100]),
                                                                50))
                                        .then(Script.Ending.CLOSE))
                        .must(Truncated.IN_RECORD, "in the middle of a record")
                        .withoutAlert(),
                byClient("a reset", "Resets TCP after half of its ClientHello.")
                        .script(
                                Script.instead(
                                                Script.HELLO,
                                                moment -> Arrays.copyOf(moment.record(), 60))
                                        .then(Script.Ending.RESET))
                        .must(
                                Truncated.TRANSPORT_FAILED,
                                "Connection reset",
                                "waited for ClientHello")
                        .withoutAlert(),
                byServer("a server's reset", "Resets TCP after it read the ClientHello.")
                        .script(
                                Script.instead(
                                                Script.HELLO,
                                                moment -> Arrays.copyOf(moment.record(), 3))
                                        .then(Script.Ending.RESET))
                        .must(
                                Truncated.TRANSPORT_FAILED,
                                "Connection reset",
                                "waited for ServerHello")
                        .withoutAlert(),
                byClient("a client that says nothing", "Connects and waits.")
                        .raw(new byte[0])
                        .patience(Duration.ofMillis(200))
                        .alone()
                        .must(Cancelled.TIMED_OUT, "the limit is 0.2 s", "waited for ClientHello"),
                byClient("a client that drips", "Sends its ClientHello a byte at a time, slowly.")
                        .script(
                                Script.instead(Script.HELLO, moment -> moment.record())
                                        .then(Script.Ending.DRIP))
                        .patience(Duration.ofMillis(200))
                        .alone()
                        .must(Cancelled.TIMED_OUT, "the limit is 0.2 s"),
                byServer("a server that says nothing", "Reads the ClientHello and waits.")
                        .script(Script.instead(Script.HELLO, moment -> new byte[0]))
                        .patience(Duration.ofMillis(200))
                        .alone()
                        .must(Cancelled.TIMED_OUT, "the limit is 0.2 s", "waited for ServerHello"));
    }

    private static Fault end(Fault fault) {
        return fault.script(Script.honest().then(Script.Ending.CLOSE));
    }
}
