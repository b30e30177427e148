package handclasp.cli.show;

import handclasp.cli.text.Printable;
import handclasp.inspector.Event;
import handclasp.inspector.explain.Language;
import handclasp.tls.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A message's own fields in a few words: short values as they are, long ones by their length. */
final class FieldSummary {
    private static final Pattern LONG_HEX = Pattern.compile("(?:[0-9a-f]{2}){9,}.*");
    private static final Pattern CUT = Pattern.compile("\\((\\d+) bytes\\)$");
    private static final int MOST = 4;
    private static final int LONGEST = 60;

    private FieldSummary() {}

    /** One text for each field. */
    static List<String> of(Event.Message message, Language language) {
        List<String> texts = new ArrayList<>();
        message.fields().forEach(field -> add(field, language, texts));
        return texts;
    }

    private static void add(Field field, Language language, List<String> texts) {
        if (Event.Extension.isOne(field)) {
            return;
        }
        if (isExtensions(field)) {
            texts.add(
                    field.name()
                            + ": "
                            + field.children().stream()
                                    .map(extension -> extension.children().getFirst().value())
                                    .map(Printable::text)
                                    .collect(Collectors.joining(", ")));
        } else if (field.children().isEmpty()) {
            texts.add(named(field, value(field, language)));
        } else if (isPlainList(field)) {
            texts.add(named(field, list(field.children(), language)));
        } else {
            field.children().forEach(child -> add(child, language, texts));
        }
    }

    private static boolean isExtensions(Field field) {
        return !field.children().isEmpty()
                && field.children().stream().allMatch(Event.Extension::isOne);
    }

    private static boolean isPlainList(Field field) {
        String first = field.children().getFirst().name();
        return field.children().stream()
                .allMatch(child -> child.children().isEmpty() && child.name().equals(first));
    }

    private static String named(Field field, String value) {
        return value.isEmpty() ? field.name() : field.name() + " " + value;
    }

    private static String list(List<Field> entries, Language language) {
        String some =
                entries.stream()
                        .limit(MOST)
                        .map(entry -> value(entry, language))
                        .collect(Collectors.joining(", "));
        return entries.size() <= MOST ? some : some + ", … (" + entries.size() + ")";
    }

    private static String value(Field field, Language language) {
        if (field.value().isEmpty()) {
            return language == Language.CHINESE ? "空" : "empty";
        }
        if (!LONG_HEX.matcher(field.value()).matches()) {
            return Printable.text(field.value(), LONGEST);
        }
        int length = length(field.value());
        return length + (language == Language.CHINESE ? " 字节" : " bytes");
    }

    /** Behind a long value's beginning the decoder writes how long it is. */
    private static int length(String value) {
        Matcher cut = CUT.matcher(value);
        return cut.find() ? Integer.parseInt(cut.group(1)) : value.length() / 2;
    }
}
