package handclasp.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The entry point of {@code bin/handclasp}: picks the subcommand and returns its exit code. */
@Command(
        name = "handclasp",
        description = "TLS you can watch: serve, connect, and see every handshake.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class Main implements Runnable {

    @Spec private CommandSpec spec;

    /**
     * Runs the command and ends the JVM with its exit code: 0 fine, 2 wrong usage.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? See handclasp --help.");
    }
}
