package handclasp.cli;

import handclasp.cli.connect.ConnectCommand;
import handclasp.cli.option.CommandFailure;
import handclasp.cli.option.DefectReport;
import handclasp.cli.option.ExitCode;
import handclasp.cli.serve.ServeCommand;
import handclasp.cli.show.ShowCommand;
import handclasp.cli.text.Printable;
import handclasp.cli.text.Terminal;
import handclasp.cli.text.TextStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry point of {@code bin/handclasp}: runs the subcommand and returns its exit code. */
@Command(
        name = "handclasp",
        header = "TLS you can watch: serve, connect, and see every handshake.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Begin with: handclasp serve",
            "More about a command: handclasp serve --help",
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class Main implements Runnable {

    @Spec private CommandSpec spec;

    /**
     * Runs the command and ends the JVM with its exit code.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(run(Terminal.standard(), args));
    }

    /**
     * Runs the command.
     *
     * @return the exit code: 0 fine, 2 wrong usage, and what the subcommand's help says
     */
    static int run(Terminal terminal, String... args) {
        CommandLine commandLine =
                new CommandLine(new Main())
                        .addSubcommand(new ServeCommand(terminal))
                        .addSubcommand(new ConnectCommand(terminal))
                        .addSubcommand(new ShowCommand(terminal))
                        .addSubcommand(new RehearseCommand())
                        .addSubcommand(new CommandLine.HelpCommand())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .setOut(new PrintWriter(terminal.out().stream(), true))
                        .setErr(new PrintWriter(terminal.err().stream(), true))
                        .setColorScheme(
                                CommandLine.Help.defaultColorScheme(
                                        terminal.out().colour() ? Ansi.ON : Ansi.OFF))
                        .setParameterExceptionHandler(
                                (problem, all) -> wrongUsage(problem, terminal.err()))
                        .setExecutionExceptionHandler(
                                (problem, command, result) ->
                                        failed(problem, command, terminal.err()));
        return commandLine.execute(args);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Which command? There are serve, connect and show.");
    }

    private static int wrongUsage(ParameterException problem, TextStream err) {
        String command = problem.getCommandLine().getCommandSpec().qualifiedName();
        err.line(command + ": " + Printable.text(String.valueOf(problem.getMessage())));
        StringWriter suggestions = new StringWriter();
        if (UnmatchedArgumentException.printSuggestions(problem, new PrintWriter(suggestions))) {
            err.line(suggestions.toString().strip());
        }
        err.line("See: " + command + " --help");
        return ExitCode.USAGE;
    }

    private static int failed(Exception problem, CommandLine command, TextStream err) {
        if (!(problem instanceof CommandFailure failure)) {
            DefectReport.print(problem, err);
            return ExitCode.DEFECT;
        }
        String name = command.getCommandSpec().qualifiedName();
        err.line(name + ": " + Printable.text(String.valueOf(failure.getMessage())));
        if (DefectReport.isDebugging()) {
            failure.printStackTrace(err.stream());
        }
        return failure.exitCode();
    }
}
