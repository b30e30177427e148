package handclasp.cli.report;

import handclasp.cli.text.Printable;
import handclasp.cli.text.TextStream;
import handclasp.tls.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * A message's fields, indented, safe for a terminal. Lists of plain values take one line, extensions
 * stand under their own names, and long values are cut.
 */
public final class FieldText {
    private static final int LONGEST = 100;
    private static final int DEEPEST = 12;
    private static final int WIDTH = 90;
    private static final String INDENT = "    ";
    private static final String EMPTY = "empty";

    private final TextStream style;
    private final List<String> lines = new ArrayList<>();

    private FieldText(TextStream style) {
        this.style = style;
    }

    public static List<String> lines(List<Field> fields, TextStream style) {
        FieldText text = new FieldText(style);
        fields.forEach(field -> text.add(field, 1));
        return text.lines;
    }

    private void add(Field field, int depth) {
        if (isExtension(field)) {
            addExtension(field, depth);
        } else if (isPlainList(field.children())) {
            addList(safe(field.name()), field.children(), depth);
        } else {
            add(safe(field.name()), safe(field.value()), field.children(), depth);
        }
    }

    private void add(String name, String value, List<Field> children, int depth) {
        lines.add(
                INDENT.repeat(depth)
                        + style.dim(name + ":")
                        + (value.isEmpty() ? "" : " " + value));
        if (depth < DEEPEST) {
            children.forEach(child -> add(child, depth + 1));
        }
    }

    /** {@code extension_type} becomes the name, and the data stands right under it. */
    private void addExtension(Field extension, int depth) {
        Field data = extension.children().get(1);
        String name = safe(extension.children().getFirst().value());
        if (isPlainList(data.children())) {
            addList(name, data.children(), depth);
        } else if (data.children().size() == 1
                && isPlainList(data.children().getFirst().children())) {
            addList(name, data.children().getFirst().children(), depth);
        } else {
            String value =
                    data.value().isEmpty() && data.children().isEmpty() ? EMPTY : data.value();
            add(name, safe(value), data.children(), depth);
        }
    }

    private static boolean isExtension(Field field) {
        return field.name().equals("Extension") && field.children().size() == 2;
    }

    /** Whether each is a value of the same kind, such as a list's entries. */
    private static boolean isPlainList(List<Field> fields) {
        return !fields.isEmpty()
                && fields.stream()
                        .allMatch(
                                field ->
                                        field.children().isEmpty()
                                                && field.name().equals(fields.getFirst().name()));
    }

    private void addList(String name, List<Field> entries, int depth) {
        String head = INDENT.repeat(depth) + style.dim(name + ":") + " ";
        StringBuilder line = new StringBuilder();
        for (Field entry : entries) {
            String value = entry.value().isEmpty() ? EMPTY : safe(entry.value());
            if (!line.isEmpty() && line.length() + value.length() > WIDTH) {
                lines.add(head + line + ",");
                head = INDENT.repeat(depth + 1);
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : ", ").append(value);
        }
        lines.add(head + line);
    }

    private static String safe(String text) {
        return Printable.text(text, LONGEST);
    }
}
