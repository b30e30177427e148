package handclasp.cli.text;

import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Bytes from elsewhere on their way to a terminal: what is text in UTF-8 is shown, with its line ends and tabs; what
 * could move the cursor or change the terminal is shown as {@link Printable} shows it. Not thread-safe.
 */
public final class TerminalBytes {
    private final PrintStream out;
    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);

    /** The beginning of a character whose rest has not come. */
    private byte[] rest = {};

    private boolean carriageReturn;

    public TerminalBytes(PrintStream out) {
        this.out = out;
    }

    public void write(byte[] bytes, int offset, int length) {
        ByteBuffer in = ByteBuffer.allocate(rest.length + length);
        in.put(rest).put(bytes, offset, length).flip();
        CharBuffer text = CharBuffer.allocate(in.remaining() + 1);
        decoder.decode(in, text, false);
        rest = new byte[in.remaining()];
        in.get(rest);
        show(text.flip().toString());
    }

    private void show(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> append(shown, c));
        out.print(shown);
        out.flush();
    }

    private void append(StringBuilder shown, int codePoint) {
        if (carriageReturn && codePoint != '\n') {
            // Alone it would let the rest of a line cover its beginning.
            shown.append(Printable.text("\r"));
        }
        carriageReturn = codePoint == '\r';
        if (carriageReturn) {
            return;
        }
        boolean layout = codePoint == '\n' || codePoint == '\t';
        shown.append(
                layout
                        ? Character.toString(codePoint)
                        : Printable.text(Character.toString(codePoint)));
    }
}
