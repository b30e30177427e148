package handclasp.cli.show;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Breaks text into lines by the width it takes on a terminal, where Chinese characters take two columns. */
final class Wrap {
    /** Two or three words that stay on one line. */
    private static final Pattern CITATION =
            Pattern.compile("(?<=RFC) (?=\\d{4})|(?<=RFC \\d{4}) (?=§)");

    private static final String NEVER_FIRST = "，。；：、？！）》”’,.;:)";

    private Wrap() {}

    /**
     * Lines of at most so many columns where words allow.
     *
     * @param indent set before each line
     */
    static List<String> lines(String text, String indent, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String piece : pieces(CITATION.matcher(text).replaceAll("\u00a0"))) {
            int width = indent.length() + width(line) + width(piece.stripTrailing());
            if (!line.isEmpty() && width > columns) {
                lines.add(indent + finished(line));
                line.setLength(0);
            }
            line.append(piece);
        }
        lines.add(indent + finished(line));
        return lines;
    }

    private static String finished(StringBuilder line) {
        return line.toString().stripTrailing().replace('\u00a0', ' ');
    }

    /** In columns. */
    static int width(CharSequence text) {
        return text.codePoints().map(c -> isWide(c) ? 2 : 1).sum();
    }

    /** Words with the space behind them, and wide characters one by one with the punctuation behind them. */
    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char previous = i == 0 ? ' ' : text.charAt(i - 1);
            boolean breakable =
                    previous == ' ' || isWide(previous) && !opens(previous) || isWide(c);
            if (!piece.isEmpty()
                    && breakable
                    && c != ' '
                    && !opens(previous)
                    && NEVER_FIRST.indexOf(c) < 0) {
                pieces.add(piece.toString());
                piece.setLength(0);
            }
            piece.append(c);
        }
        pieces.add(piece.toString());
        return pieces;
    }

    private static boolean opens(char c) {
        return c == '（' || c == '“' || c == '《' || c == '(';
    }

    private static boolean isWide(int c) {
        return c >= 0x2e80 && c <= 0xa4cf
                || c >= 0xac00 && c <= 0xd7a3
                || c >= 0xf900 && c <= 0xfaff
                || c >= 0xfe30 && c <= 0xfe4f
                || c >= 0xff00 && c <= 0xff60
                || c >= 0xffe0 && c <= 0xffe6;
    }
}
