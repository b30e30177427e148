package handclasp.inspector;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import handclasp.inspector.Event.Certificates.Whose;
import handclasp.inspector.Recording.Omitted;
import handclasp.tls.Diagnosis;
import handclasp.tls.Direction;
import handclasp.tls.Epoch;
import handclasp.tls.Field;
import handclasp.tls.Role;
import handclasp.tls.WorkKind;
import java.io.Reader;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes a recording from JSON. */
final class RecordingReader {
    private static final HexFormat HEX = HexFormat.of();

    Recording read(Reader json) throws InvalidRecording {
        try {
            JsonReader reader = new JsonReader(json);
            reader.setStrictness(Strictness.STRICT);
            JsonElement document = JsonParser.parseReader(reader);
            if (!document.isJsonObject()) {
                throw new InvalidRecording("it is no JSON object");
            }
            return recording(document.getAsJsonObject());
        } catch (JsonParseException e) {
            throw new InvalidRecording("it is not JSON: " + e.getMessage(), e);
        } catch (IllegalStateException
                | UnsupportedOperationException
                | IllegalArgumentException
                | ArithmeticException
                | DateTimeParseException e) {
            // How Gson's accessors and Java's parsers say that a value is of another kind.
            throw new InvalidRecording("a value in it is of the wrong kind: " + e.getMessage(), e);
        }
    }

    private Recording recording(JsonObject document) throws InvalidRecording {
        int format = number(document, "format");
        if (format != Recording.FORMAT) {
            throw new InvalidRecording(
                    "its format is " + format + ", and this reads " + Recording.FORMAT);
        }
        JsonObject omitted = require(document, "omitted").getAsJsonObject();
        List<Event> events = new ArrayList<>();
        for (JsonElement event : array(document, "events")) {
            events.add(event(event.getAsJsonObject()));
        }
        return new Recording(
                constant(document, "role", Role.class),
                Instant.parse(text(document, "began")),
                events,
                new Omitted(number(omitted, "events"), big(omitted, "bytes")));
    }

    private Event event(JsonObject from) throws InvalidRecording {
        long at = big(from, "at");
        String kind = text(from, "event");
        return switch (kind) {
            case "message" -> message(at, from);
            case "changeCipherSpec" ->
                    new Event.ChangeCipherSpec(at, direction(from), number(from, "flight"));
            case "keyChange" ->
                    new Event.KeyChange(
                            at,
                            direction(from),
                            number(from, "flight"),
                            constant(from, "epoch", Epoch.class),
                            text(from, "label"));
            case "alert" ->
                    new Event.Alerted(
                            at,
                            direction(from),
                            number(from, "flight"),
                            number(from, "code"),
                            text(from, "name"));
            case "derived" -> new Event.Derived(at, text(from, "label"), text(from, "keyLogLabel"));
            case "fact" -> new Event.Settled(at, text(from, "name"), text(from, "value"));
            case "certificates" -> certificates(at, from);
            case "suspended" -> new Event.Suspended(at, constant(from, "work", WorkKind.class));
            case "resumed" ->
                    new Event.Resumed(
                            at, constant(from, "work", WorkKind.class), big(from, "took"));
            case "failed" -> failure(at, from);
            default -> throw new InvalidRecording("there is no event " + kind);
        };
    }

    private static Event message(long at, JsonObject from) throws InvalidRecording {
        String hex = text(from, "bytes");
        int length = number(from, "length");
        if (hex.length() > 2L * length) {
            throw new InvalidRecording("a message has more bytes than its length");
        }
        HEX.parseHex(hex);
        List<Field> fields = fields(array(from, "fields"), hex.length() / 2);
        return new Event.Message(
                at,
                direction(from),
                number(from, "flight"),
                text(from, "name"),
                number(from, "type"),
                length,
                hex,
                fields);
    }

    /** @param length of the message: no field reaches beyond it */
    private static List<Field> fields(JsonArray from, int length) throws InvalidRecording {
        List<Field> fields = new ArrayList<>();
        for (JsonElement element : from) {
            JsonObject field = element.getAsJsonObject();
            int offset = number(field, "offset");
            int size = number(field, "length");
            if (offset < 0 || size < 0 || (long) offset + size > length) {
                throw new InvalidRecording("a field lies outside its message");
            }
            JsonArray children = field.has("fields") ? array(field, "fields") : new JsonArray();
            fields.add(
                    new Field(
                            text(field, "name"),
                            text(field, "value"),
                            offset,
                            size,
                            fields(children, length)));
        }
        return fields;
    }

    private static Event certificates(long at, JsonObject from) throws InvalidRecording {
        List<CertificateSummary> chain = new ArrayList<>();
        for (JsonElement element : array(from, "chain")) {
            chain.add(certificate(element.getAsJsonObject()));
        }
        return new Event.Certificates(at, constant(from, "whose", Whose.class), chain);
    }

    private static CertificateSummary certificate(JsonObject from) throws InvalidRecording {
        List<String> names = new ArrayList<>();
        array(from, "names").forEach(name -> names.add(name.getAsString()));
        return new CertificateSummary(
                text(from, "subject"),
                text(from, "issuer"),
                names,
                text(from, "keyType"),
                number(from, "keyBits"),
                text(from, "signatureAlgorithm"),
                text(from, "serialNumber"),
                Instant.parse(text(from, "notBefore")),
                Instant.parse(text(from, "notAfter")),
                text(from, "sha256"),
                text(from, "pem"));
    }

    private static Event failure(long at, JsonObject from) throws InvalidRecording {
        return new Event.Failed(
                at,
                text(from, "error"),
                optional(from, "alert"),
                new Diagnosis(
                        text(from, "happened"),
                        optional(from, "ours"),
                        optional(from, "theirs"),
                        text(from, "rule"),
                        text(from, "remedy")));
    }

    private static Direction direction(JsonObject from) throws InvalidRecording {
        return constant(from, "direction", Direction.class);
    }

    private static <E extends Enum<E>> E constant(JsonObject from, String name, Class<E> type)
            throws InvalidRecording {
        return Enum.valueOf(type, text(from, name).toUpperCase(Locale.ROOT).replace(' ', '_'));
    }

    private static String text(JsonObject from, String name) throws InvalidRecording {
        return require(from, name).getAsString();
    }

    private static Optional<String> optional(JsonObject from, String name) {
        return Optional.ofNullable(from.get(name)).map(JsonElement::getAsString);
    }

    private static int number(JsonObject from, String name) throws InvalidRecording {
        return require(from, name).getAsBigDecimal().intValueExact();
    }

    private static long big(JsonObject from, String name) throws InvalidRecording {
        return require(from, name).getAsBigDecimal().longValueExact();
    }

    private static JsonArray array(JsonObject from, String name) throws InvalidRecording {
        return require(from, name).getAsJsonArray();
    }

    private static JsonElement require(JsonObject from, String name) throws InvalidRecording {
        JsonElement value = from.get(name);
        if (value == null) {
            throw new InvalidRecording("it lacks the member " + name);
        }
        return value;
    }
}
