package handclasp.inspector;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON text (RFC 8259), whoever wrote it: strictly, without duplicate names, and within bounds. Not thread-safe.
 */
final class JsonDocument {
    /** In characters. A recorder with the default limits makes at most about 40 Mi of them, and usually 50,000. */
    static final int MAX_LENGTH = 64 << 20;

    /** Numbers, strings, arrays, objects and constants together. */
    static final int MAX_VALUES = 2 << 20;

    private final JsonReader reader;
    private int values;

    private JsonDocument(Reader text) {
        reader = new JsonReader(new Bounded(text));
        reader.setStrictness(Strictness.STRICT);
    }

    /** A number as it was written. */
    record Digits(String text) {}

    /** What stands for {@code null}. */
    enum Nothing {
        NULL
    }

    /**
     * The document, which must be an object. In it, an object is a {@code Map}, an array a {@code List}, a string a {@code
     * String}, a number {@link Digits}, a constant a {@code Boolean} or {@link Nothing}.
     */
    static JsonMembers read(Reader text) throws InvalidRecording {
        JsonDocument document = new JsonDocument(text);
        try {
            Object value = document.value();
            document.end();
            return JsonMembers.of(value, "it");
        } catch (TooLong e) {
            throw new InvalidRecording("it is longer than " + MAX_LENGTH + " characters");
        } catch (MalformedJsonException | EOFException | NumberFormatException e) {
            throw notJson(e);
        } catch (IllegalStateException e) {
            // How Gson says that another token stands there than is asked for.
            throw notJson(e);
        } catch (IOException e) {
            throw new InvalidRecording(e);
        }
    }

    private static InvalidRecording notJson(Exception e) {
        return new InvalidRecording("it is not JSON: " + e.getMessage());
    }

    private void end() throws IOException, InvalidRecording {
        try {
            if (reader.peek() == JsonToken.END_DOCUMENT) {
                return;
            }
        } catch (MalformedJsonException e) {
            // Said below.
        }
        throw new InvalidRecording("it is not JSON: there is text after its end");
    }

    private Object value() throws IOException, InvalidRecording {
        if (++values > MAX_VALUES) {
            throw new InvalidRecording("it holds more than " + MAX_VALUES + " values");
        }
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> object();
            case BEGIN_ARRAY -> array();
            case STRING -> reader.nextString();
            case NUMBER -> new Digits(reader.nextString());
            case BOOLEAN -> reader.nextBoolean();
            default -> {
                reader.nextNull();
                yield Nothing.NULL;
            }
        };
    }

    private Map<String, Object> object() throws IOException, InvalidRecording {
        Map<String, Object> members = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (members.put(name, value()) != null) {
                throw new InvalidRecording(
                        "the name " + InvalidRecording.quoted(name) + " stands twice in an object");
            }
        }
        reader.endObject();
        return members;
    }

    private List<Object> array() throws IOException, InvalidRecording {
        List<Object> items = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            items.add(value());
        }
        reader.endArray();
        return items;
    }

    private static final class TooLong extends IOException {
        private static final long serialVersionUID = 1;
    }

    private static final class Bounded extends FilterReader {
        private int left = MAX_LENGTH;

        Bounded(Reader text) {
            super(text);
        }

        @Override
        public int read(char[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            left -= Math.max(count, 0);
            if (left < 0) {
                throw new TooLong();
            }
            return count;
        }
    }
}
