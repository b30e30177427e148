package handclasp.cli.text;

/**
 * Text from elsewhere, made safe for a terminal: what could move the cursor, change colours, hide
 * or reorder text is shown as its code point in braces, after a backslash and u.
 */
public final class Printable {
    private Printable() {}

    /** On one line, whatever it holds. */
    public static String text(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return escaped(text);
            }
        }
        return text;
    }

    /**
     * On one line of at most {@code limit} characters before escaping, with an ellipsis where
     * something was cut.
     */
    public static String text(String text, int limit) {
        if (text.length() <= limit) {
            return text(text);
        }
        int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
        return text(text.substring(0, end)) + "...";
    }

    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> append(safe, c));
        return safe.toString();
    }

    private static void append(StringBuilder safe, int codePoint) {
        if (isHarmless(codePoint)) {
            safe.appendCodePoint(codePoint);
            return;
        }
        safe.append("\\u{").append(Integer.toHexString(codePoint)).append('}');
    }

    private static boolean isHarmless(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
