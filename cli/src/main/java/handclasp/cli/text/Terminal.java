package handclasp.cli.text;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a command talks to: the three standard streams.
 *
 * @param inputIsTerminal whether a person may be typing, as opposed to a pipe or a file
 * @param outputIsTerminal whether a person may be reading standard output
 */
public record Terminal(
        InputStream input,
        boolean inputIsTerminal,
        boolean outputIsTerminal,
        TextStream out,
        TextStream err) {

    /** With standard output in a pipe or a file. */
    public Terminal(InputStream input, boolean inputIsTerminal, TextStream out, TextStream err) {
        this(input, inputIsTerminal, false, out, err);
    }

    /** This process's own. */
    public static Terminal standard() {
        boolean colour = coloursWanted();
        return new Terminal(
                System.in,
                isTerminal(0),
                isTerminal(1),
                new TextStream(System.out, colour && isTerminal(1)),
                new TextStream(System.err, colour && isTerminal(2)));
    }

    /** See https://no-color.org. */
    private static boolean coloursWanted() {
        String refused = System.getenv("NO_COLOR");
        return (refused == null || refused.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
    }

    /**
     * Java can only say whether input and output both are terminals. The launcher knows better and
     * says it in {@code handclasp.terminals}, such as {@code 02} for a redirected output; where it
     * does not, Linux tells.
     */
    private static boolean isTerminal(int descriptor) {
        String told = System.getProperty("handclasp.terminals");
        if (told != null) {
            return told.indexOf('0' + descriptor) >= 0;
        }
        try {
            String target =
                    Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return target.startsWith("/dev/pts/")
                    || target.startsWith("/dev/tty")
                    || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            Console console = System.console();
            return console != null && console.isTerminal();
        }
    }
}
