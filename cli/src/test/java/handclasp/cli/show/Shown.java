package handclasp.cli.show;

import handclasp.cli.text.Terminal;
import handclasp.cli.text.TextStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/**
 * One run of {@code show} in the fixed laboratory.
 *
 * @param out standard output
 * @param err standard error
 */
record Shown(int exitCode, String out, String err) {

    static Shown of(String... args) {
        return of(false, args);
    }

    static Shown of(boolean colour, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal =
                new Terminal(
                        InputStream.nullInputStream(),
                        false,
                        stream(out, colour),
                        stream(err, colour));
        int exitCode =
                new CommandLine(new ShowCommand(terminal, Fixed::laboratory))
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .setErr(new java.io.PrintWriter(terminal.err().stream(), true))
                        .execute(args);
        return new Shown(
                exitCode,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }

    private static TextStream stream(ByteArrayOutputStream bytes, boolean colour) {
        return new TextStream(new PrintStream(bytes, true, StandardCharsets.UTF_8), colour);
    }
}
