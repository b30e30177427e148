package handclasp.inspector;

import java.io.IOException;

/**
 * What was read is no recording. The message says what is wrong with it, in a clause without a full stop; what it quotes
 * is short and in printable ASCII, so that it may go to a terminal.
 */
public final class InvalidRecording extends Exception {
    private static final long serialVersionUID = 1;
    private static final int LONGEST_QUOTE = 40;
    private static final int LONGEST = 300;

    /** Of any text: what is not printable is escaped, and what is long is cut. */
    InvalidRecording(String message) {
        super(printable(message, LONGEST));
    }

    /** The text could not be read to its end. */
    InvalidRecording(IOException cause) {
        super(printable("it cannot be read: " + cause.getMessage(), LONGEST), cause);
    }

    /** A text out of a document, in quotes. */
    static String quoted(String text) {
        return "\"" + printable(text, LONGEST_QUOTE) + "\"";
    }

    private static String printable(String text, int longest) {
        StringBuilder safe = new StringBuilder();
        int end = Math.min(text.length(), longest);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            safe.append(c >= ' ' && c <= '~' ? String.valueOf(c) : "\\u%04x".formatted((int) c));
        }
        return safe.append(text.length() > longest ? "..." : "").toString();
    }
}
