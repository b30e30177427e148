package handclasp.inspector;

import handclasp.inspector.Event.Certificates.Whose;
import handclasp.inspector.Recording.Omitted;
import handclasp.tls.Diagnosis;
import handclasp.tls.Direction;
import handclasp.tls.Epoch;
import handclasp.tls.Field;
import handclasp.tls.Role;
import handclasp.tls.WorkKind;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes a recording from JSON. The file may be anybody's: what comes out of here can be shown and written again without a
 * further look at it.
 */
final class RecordingReader {
    /** A recorder keeps 500 by default. */
    static final int MAX_EVENTS = 10_000;

    /** A handshake message's length has 3 bytes, and its header 4. */
    private static final int LONGEST_MESSAGE = (1 << 24) + 3;

    private static final Pattern HEX = Pattern.compile("(?:[0-9a-f]{2})*+");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern SERIAL_NUMBER = Pattern.compile("-?[0-9a-f]++");

    Recording read(Reader json) throws InvalidRecording {
        JsonMembers document = JsonDocument.read(json);
        int format = (int) document.number("format", Integer.MIN_VALUE, Integer.MAX_VALUE);
        if (format != Recording.FORMAT) {
            throw new InvalidRecording(
                    "its format is " + format + ", and this reads " + Recording.FORMAT);
        }
        JsonMembers omitted = document.object("omitted");
        return new Recording(
                document.constant("role", Role.class),
                document.time("began"),
                events(document.objects("events")),
                new Omitted(
                        omitted.count("events", Integer.MAX_VALUE),
                        omitted.number("bytes", 0, Long.MAX_VALUE)));
    }

    private static List<Event> events(List<JsonMembers> from) throws InvalidRecording {
        if (from.size() > MAX_EVENTS) {
            throw new InvalidRecording("it holds more than " + MAX_EVENTS + " events");
        }
        List<Event> events = new ArrayList<>();
        for (JsonMembers event : from) {
            events.add(event(event));
        }
        return events;
    }

    private static Event event(JsonMembers from) throws InvalidRecording {
        long at = from.number("at", 0, Long.MAX_VALUE);
        String kind = from.text("event");
        return switch (kind) {
            case "message" -> message(at, from);
            case "changeCipherSpec" ->
                    new Event.ChangeCipherSpec(at, direction(from), flight(from));
            case "keyChange" ->
                    new Event.KeyChange(
                            at,
                            direction(from),
                            flight(from),
                            from.constant("epoch", Epoch.class),
                            from.text("label"));
            case "alert" ->
                    new Event.Alerted(
                            at,
                            direction(from),
                            flight(from),
                            from.count("code", 255),
                            from.text("name"));
            case "derived" -> new Event.Derived(at, from.text("label"), from.text("keyLogLabel"));
            case "fact" -> new Event.Settled(at, from.text("name"), from.text("value"));
            case "certificates" -> certificates(at, from);
            case "suspended" -> new Event.Suspended(at, from.constant("work", WorkKind.class));
            case "resumed" ->
                    new Event.Resumed(
                            at,
                            from.constant("work", WorkKind.class),
                            from.number("took", 0, Long.MAX_VALUE));
            case "failed" -> failure(at, from);
            default ->
                    throw new InvalidRecording(
                            "there is no event " + InvalidRecording.quoted(kind));
        };
    }

    private static Event message(long at, JsonMembers from) throws InvalidRecording {
        String hex = from.text("bytes", HEX);
        int length = from.count("length", LONGEST_MESSAGE);
        if (hex.length() > 2L * length) {
            throw new InvalidRecording("a message has more bytes than its length");
        }
        return new Event.Message(
                at,
                direction(from),
                flight(from),
                from.text("name"),
                from.count("type", 255),
                length,
                hex,
                fields(from.objects("fields"), hex.length() / 2));
    }

    /** @param length of the message: no field reaches beyond it */
    private static List<Field> fields(List<JsonMembers> from, int length) throws InvalidRecording {
        List<Field> fields = new ArrayList<>();
        for (JsonMembers field : from) {
            fields.add(field(field, length));
        }
        return fields;
    }

    private static Field field(JsonMembers from, int length) throws InvalidRecording {
        int offset = from.count("offset", Integer.MAX_VALUE);
        int size = from.count("length", Integer.MAX_VALUE);
        if ((long) offset + size > length) {
            throw new InvalidRecording("a field lies outside its message");
        }
        List<JsonMembers> children = from.has("fields") ? from.objects("fields") : List.of();
        Field field =
                new Field(
                        from.text("name"),
                        from.text("value"),
                        offset,
                        size,
                        fields(children, length));
        if (Event.Extension.isOne(field)
                && field.children().getFirst().length() != Event.Extension.TYPE_LENGTH) {
            throw new InvalidRecording("an extension's type has not two bytes");
        }
        return field;
    }

    private static Event certificates(long at, JsonMembers from) throws InvalidRecording {
        List<CertificateSummary> chain = new ArrayList<>();
        for (JsonMembers certificate : from.objects("chain")) {
            chain.add(certificate(certificate));
        }
        return new Event.Certificates(at, from.constant("whose", Whose.class), chain);
    }

    private static CertificateSummary certificate(JsonMembers from) throws InvalidRecording {
        return new CertificateSummary(
                from.text("subject"),
                from.text("issuer"),
                from.texts("names"),
                from.text("keyType"),
                from.count("keyBits", Integer.MAX_VALUE),
                from.text("signatureAlgorithm"),
                from.text("serialNumber", SERIAL_NUMBER),
                from.time("notBefore"),
                from.time("notAfter"),
                from.text("sha256", SHA256),
                from.text("pem"));
    }

    private static Event failure(long at, JsonMembers from) throws InvalidRecording {
        return new Event.Failed(
                at,
                from.text("error"),
                from.optionalText("alert"),
                new Diagnosis(
                        from.text("happened"),
                        from.optionalText("ours"),
                        from.optionalText("theirs"),
                        from.text("rule"),
                        from.text("remedy")));
    }

    private static Direction direction(JsonMembers from) throws InvalidRecording {
        return from.constant("direction", Direction.class);
    }

    private static int flight(JsonMembers from) throws InvalidRecording {
        return (int) from.number("flight", 1, Integer.MAX_VALUE);
    }
}
