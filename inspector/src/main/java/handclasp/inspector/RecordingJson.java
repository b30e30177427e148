package handclasp.inspector;

import handclasp.inspector.Event.Extension;
import handclasp.tls.Diagnosis;
import handclasp.tls.Field;
import java.io.Reader;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A recording as JSON, {@code handshake.json}: in ASCII, so that it survives every terminal and pipe. Its schema is {@code
 * docs/handshake.schema.json}. Within a format, keys never change their meaning, and new ones may come.
 */
public final class RecordingJson {
    private RecordingJson() {}

    /** The document, without a final line break. */
    public static String write(Recording recording) {
        return Json.write(members(recording));
    }

    /**
     * Reads what {@link #write} wrote; members it does not know are passed over. Whoever made the text, nothing else than
     * this exception comes of it, and the recording keeps to the schema's bounds.
     *
     * @param json left open; at most 64 Mi characters with 2 Mi values and 10,000 events
     * @throws InvalidRecording if it is something else, or cannot be read to its end
     */
    public static Recording read(Reader json) throws InvalidRecording {
        return new RecordingReader().read(json);
    }

    /** The document for {@link Json}. */
    public static Map<String, Object> members(Recording recording) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("format", Recording.FORMAT);
        document.put("role", lower(recording.role()));
        document.put("began", recording.began().toString());
        document.put("end", lower(recording.end()));
        document.put("omitted", omitted(recording));
        document.put("events", recording.events().stream().map(RecordingJson::event).toList());
        return document;
    }

    private static Map<String, Object> omitted(Recording recording) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("events", recording.omitted().events());
        members.put("bytes", recording.omitted().bytes());
        return members;
    }

    private static Map<String, Object> event(Event event) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("event", kind(event));
        members.put("at", event.at());
        if (event instanceof Event.Sent sent) {
            members.put("direction", lower(sent.direction()));
            members.put("flight", sent.flight());
        }
        switch (event) {
            case Event.Message message -> message(members, message);
            case Event.ChangeCipherSpec spec -> {}
            case Event.KeyChange change -> {
                members.put("epoch", lower(change.epoch()));
                members.put("label", change.label());
            }
            case Event.Alerted alert -> {
                members.put("code", alert.code());
                members.put("name", alert.name());
            }
            case Event.Derived secret -> {
                members.put("label", secret.label());
                members.put("keyLogLabel", secret.keyLogLabel());
            }
            case Event.Settled fact -> {
                members.put("name", fact.name());
                members.put("value", fact.value());
            }
            case Event.Certificates shown -> {
                members.put("whose", lower(shown.whose()));
                members.put("chain", shown.chain().stream().map(CertificateJson::members).toList());
            }
            case Event.Suspended waiting -> members.put("work", lower(waiting.work()));
            case Event.Resumed done -> {
                members.put("work", lower(done.work()));
                members.put("took", done.took());
            }
            case Event.Failed failure -> failure(members, failure);
        }
        return members;
    }

    /** What the member {@code event} says. */
    static String kind(Event event) {
        return switch (event) {
            case Event.Message e -> "message";
            case Event.ChangeCipherSpec e -> "changeCipherSpec";
            case Event.KeyChange e -> "keyChange";
            case Event.Alerted e -> "alert";
            case Event.Derived e -> "derived";
            case Event.Settled e -> "fact";
            case Event.Certificates e -> "certificates";
            case Event.Suspended e -> "suspended";
            case Event.Resumed e -> "resumed";
            case Event.Failed e -> "failed";
        };
    }

    private static void message(Map<String, Object> members, Event.Message message) {
        members.put("name", message.name());
        members.put("type", message.type());
        members.put("length", message.length());
        members.put("bytes", message.hex());
        members.put("fields", message.fields().stream().map(RecordingJson::field).toList());
        members.put(
                "extensions", message.extensions().stream().map(RecordingJson::extension).toList());
    }

    private static Map<String, Object> field(Field field) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", field.name());
        members.put("value", field.value());
        members.put("offset", field.offset());
        members.put("length", field.length());
        if (!field.children().isEmpty()) {
            members.put("fields", field.children().stream().map(RecordingJson::field).toList());
        }
        return members;
    }

    private static Map<String, Object> extension(Extension extension) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("code", extension.code());
        members.put("name", extension.name());
        members.put("offset", extension.data().offset());
        members.put("length", extension.data().length());
        return members;
    }

    private static void failure(Map<String, Object> members, Event.Failed failure) {
        Diagnosis diagnosis = failure.diagnosis();
        members.put("error", failure.error());
        failure.alert().ifPresent(alert -> members.put("alert", alert));
        members.put("happened", diagnosis.happened());
        diagnosis.ours().ifPresent(text -> members.put("ours", text));
        diagnosis.theirs().ifPresent(text -> members.put("theirs", text));
        members.put("rule", diagnosis.rule());
        members.put("remedy", diagnosis.remedy());
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
