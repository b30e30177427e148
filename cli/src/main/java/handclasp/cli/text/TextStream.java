package handclasp.cli.text;

import java.io.PrintStream;
import java.util.List;

/**
 * Standard output or standard error, for text. Safe for use by any number of threads: what one call
 * prints stays together.
 */
public final class TextStream {
    private final PrintStream stream;
    private final boolean colour;

    /** @param colour whether what it prints may be coloured */
    public TextStream(PrintStream stream, boolean colour) {
        this.stream = stream;
        this.colour = colour;
    }

    /** The stream itself, for raw data. */
    public PrintStream stream() {
        return stream;
    }

    public boolean colour() {
        return colour;
    }

    public void line(String line) {
        stream.print(line + System.lineSeparator());
        stream.flush();
    }

    /** All of them, with nothing between. */
    public void lines(List<String> lines) {
        if (!lines.isEmpty()) {
            line(String.join(System.lineSeparator(), lines));
        }
    }

    public String bold(String text) {
        return styled("1", text);
    }

    public String dim(String text) {
        return styled("2", text);
    }

    public String red(String text) {
        return styled("31", text);
    }

    public String green(String text) {
        return styled("32", text);
    }

    public String yellow(String text) {
        return styled("33", text);
    }

    private String styled(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
