package handclasp.inspector.page;

import handclasp.inspector.Event;
import handclasp.inspector.explain.Language;
import handclasp.inspector.explain.Purposes;
import handclasp.tls.Field;
import java.util.List;
import java.util.stream.Collectors;

/** A message's fields as nested lists. Not thread-safe. */
final class FieldsHtml {
    private static final int DEEPEST = 12;
    private static final int LONGEST = 1000;

    private final Language language;
    private final PageWords words;
    private final List<Event.Extension> extensions;
    private final StringBuilder html = new StringBuilder();

    FieldsHtml(Event.Message message, Language language) {
        this.language = language;
        this.words = new PageWords(language);
        this.extensions = message.extensions();
    }

    String write(List<Field> fields) {
        list(fields, 0);
        return html.toString();
    }

    private void list(List<Field> fields, int depth) {
        html.append("<ul class=\"fields\">\n");
        fields.forEach(field -> item(field, depth));
        html.append("</ul>\n");
    }

    private void item(Field field, int depth) {
        if (Event.Extension.isOne(field)) {
            extension(field, depth);
        } else {
            item(field.name(), field, field, depth);
        }
    }

    /** @param content where value and children are */
    private void item(String name, Field field, Field content, int depth) {
        html.append("<li><div class=\"field\"><span class=\"name\">").append(Html.text(name));
        html.append("</span> ");
        value(content);
        range(field);
        html.append("</div>");
        children(content, depth);
        html.append("</li>\n");
    }

    private void extension(Field field, int depth) {
        Field data = field.children().get(1);
        html.append("<li class=\"extension\"><div class=\"field\"><span class=\"name\">")
                .append(Html.text(field.children().getFirst().value()))
                .append("</span> ");
        if (text(inner(data)).isEmpty() && !isDeeper(inner(data))) {
            html.append("<span class=\"quiet\">").append(words.empty()).append("</span>");
        } else {
            value(inner(data));
        }
        range(field);
        html.append("</div>");
        extensions.stream()
                .filter(extension -> extension.data() == data)
                .findFirst()
                .flatMap(Purposes::extension)
                .ifPresent(
                        text ->
                                html.append("<p class=\"note\">")
                                        .append(Html.text(text.in(language)))
                                        .append("</p>"));
        children(inner(data), depth);
        html.append("</li>\n");
    }

    /** An extension's only list says no more than the extension's name does. */
    private static Field inner(Field data) {
        boolean wraps =
                data.children().size() == 1 && isPlainList(data.children().getFirst().children());
        return wraps ? data.children().getFirst() : data;
    }

    private static String text(Field field) {
        return isPlainList(field.children())
                ? field.children().stream().map(Field::value).collect(Collectors.joining(", "))
                : field.value();
    }

    private void value(Field field) {
        String text = text(field);
        if (!text.isEmpty()) {
            html.append("<code class=\"value\">").append(Html.text(shortened(text)));
            html.append("</code>");
        }
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    private void range(Field field) {
        if (field.length() > 0) {
            html.append("<span class=\"range\">").append(field.offset());
            if (field.length() > 1) {
                html.append('–').append(field.offset() + field.length() - 1);
            }
            html.append("</span>");
        }
    }

    private void children(Field field, int depth) {
        if (isDeeper(field) && depth < DEEPEST) {
            list(field.children(), depth + 1);
        }
    }

    private static boolean isDeeper(Field field) {
        return !field.children().isEmpty() && !isPlainList(field.children());
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
}
