package handclasp.inspector.page;

import java.util.Locale;

/** Times for people. */
final class Milliseconds {
    private Milliseconds() {}

    /** Such as {@code 1.4 ms}, which no line break divides. */
    static String text(long microseconds) {
        return String.format(Locale.ROOT, "%.1f\u00a0ms", microseconds / 1000.0);
    }

    /** Such as {@code +1.4 ms}. */
    static String since(long microseconds) {
        return "+" + text(microseconds);
    }
}
