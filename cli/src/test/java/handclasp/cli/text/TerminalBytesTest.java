package handclasp.cli.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalBytesTest {
    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    private final TerminalBytes bytes = new TerminalBytes(new PrintStream(terminal, true, UTF_8));

    private void write(byte[] all, int size) {
        for (int at = 0; at < all.length; at += size) {
            bytes.write(all, at, Math.min(size, all.length - at));
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "1000"})
    void showsTextAsItIs(int size) {
        String text = "größe\t漢字 🙂\r\nsecond line\n";
        write(text.getBytes(UTF_8), size);

        assertThat(terminal.toString(UTF_8)).isEqualTo(text.replace("\r", ""));
    }

    @Test
    void showsWhatCouldHarmATerminal() {
        write("a\u001b]0;title\u0007\rb\u009bc\u202e\0\u007f".getBytes(UTF_8), 4);

        assertThat(terminal.toString(UTF_8))
                .isEqualTo("a\\u{1b}]0;title\\u{7}\\u{d}b\\u{9b}c\\u{202e}\\u{0}\\u{7f}");
    }

    @Test
    void showsThatBytesAreNoText() {
        write(new byte[] {'a', (byte) 0xff, 'b'}, 1);

        assertThat(terminal.toString(UTF_8)).isEqualTo("a\ufffdb");
    }
}
