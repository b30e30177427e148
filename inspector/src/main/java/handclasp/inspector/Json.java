package handclasp.inspector;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON (RFC 8259): maps, collections, strings, numbers, booleans and null; indented by two
 * spaces, in ASCII, so that it survives every terminal and pipe.
 */
public final class Json {
    private final StringBuilder out = new StringBuilder();

    private Json() {}

    /**
     * The document, without a final line break.
     *
     * @throws IllegalArgumentException for a value of another kind
     */
    public static String write(@Nullable Object value) {
        Json json = new Json();
        json.value(value, 0);
        return json.out.toString();
    }

    private void value(@Nullable Object value, int depth) {
        switch (value) {
            case null -> out.append("null");
            case Boolean flag -> out.append(flag);
            case Integer number -> out.append(number);
            case Long number -> out.append(number);
            case String text -> string(text);
            case Map<?, ?> members -> object(members, depth);
            case Collection<?> items -> array(items, depth);
            default -> throw new IllegalArgumentException("not a JSON value: " + value.getClass());
        }
    }

    private void object(Map<?, ?> members, int depth) {
        Iterator<? extends Map.Entry<?, ?>> entries = members.entrySet().iterator();
        out.append('{');
        while (entries.hasNext()) {
            Map.Entry<?, ?> member = entries.next();
            line(depth + 1);
            string(String.valueOf(member.getKey()));
            out.append(": ");
            value(member.getValue(), depth + 1);
            out.append(entries.hasNext() ? "," : "");
        }
        end(members.isEmpty(), depth, '}');
    }

    private void array(Collection<?> items, int depth) {
        Iterator<?> each = items.iterator();
        out.append('[');
        while (each.hasNext()) {
            line(depth + 1);
            value(each.next(), depth + 1);
            out.append(each.hasNext() ? "," : "");
        }
        end(items.isEmpty(), depth, ']');
    }

    private void end(boolean empty, int depth, char bracket) {
        if (!empty) {
            line(depth);
        }
        out.append(bracket);
    }

    private void line(int depth) {
        out.append('\n').repeat("  ", depth);
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            character(text.charAt(i));
        }
        out.append('"');
    }

    private void character(char c) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (c >= ' ' && c <= '~') {
                    out.append(c);
                } else {
                    out.append(String.format("\\u%04x", (int) c));
                }
            }
        }
    }
}
