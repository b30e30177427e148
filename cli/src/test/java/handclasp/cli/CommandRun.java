package handclasp.cli;

import handclasp.cli.text.Terminal;
import handclasp.cli.text.TextStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** One run of the command within this process. */
final class CommandRun {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Terminal terminal;
    private int exitCode = -1;

    private CommandRun(InputStream input, boolean inputIsTerminal) {
        terminal = new Terminal(input, inputIsTerminal, stream(out), stream(err));
    }

    private static TextStream stream(ByteArrayOutputStream bytes) {
        return new TextStream(new PrintStream(bytes, true, StandardCharsets.UTF_8), false);
    }

    /** With nobody at the other end of standard input but a person who types nothing. */
    static CommandRun of(String... args) {
        return new CommandRun(InputStream.nullInputStream(), true).run(args);
    }

    /** With this in a pipe on standard input. */
    static CommandRun withInput(byte[] input, String... args) {
        return withInput(new ByteArrayInputStream(input), args);
    }

    static CommandRun withInput(InputStream input, String... args) {
        return new CommandRun(input, false).run(args);
    }

    /** Not run yet. */
    static CommandRun prepared() {
        return new CommandRun(InputStream.nullInputStream(), true);
    }

    CommandRun run(String... args) {
        exitCode = Main.run(terminal, args);
        return this;
    }

    int exitCode() {
        return exitCode;
    }

    byte[] outBytes() {
        return out.toByteArray();
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
