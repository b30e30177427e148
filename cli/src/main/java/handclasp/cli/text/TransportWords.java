package handclasp.cli.text;

import java.io.IOException;

/** The operating system's words about a connection that broke, as the end of a sentence for a person. */
public final class TransportWords {
    private TransportWords() {}

    /** What happened, without a full stop. */
    public static String of(IOException problem) {
        String words = String.valueOf(problem.getMessage());
        return switch (words) {
            case "Connection reset", "Connection reset by peer" ->
                    "the other side reset the connection";
            case "Broken pipe" -> "the other side had closed the connection already";
            case "Socket closed" -> "this side closed the connection";
            case "Read timed out" -> "the other side was silent for too long";
            default -> Printable.text(words, 300);
        };
    }
}
