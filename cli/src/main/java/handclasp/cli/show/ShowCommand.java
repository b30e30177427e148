package handclasp.cli.show;

import handclasp.cli.option.ExitCode;
import handclasp.cli.text.Terminal;
import handclasp.inspector.explain.Language;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code handclasp show}. */
@Command(
        name = "show",
        header = "Show a handshake, message by message, with nobody else taking part.",
        description = {
            "",
            "A client and a server shake hands in memory, with real cryptography and without a port."
                    + " Told are the messages in their phases, who sends each and why, where the"
                    + " keys come from, what was left out, and how failures read at both ends.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  handclasp show tls13",
            "  handclasp show tls12-rsa --brief",
            "  handclasp show untrusted --lang zh",
            "  handclasp show --counts",
            "",
            "Exit codes: 0 the scenario came to what it is there to show, 1 it did not, 2 wrong"
                    + " usage."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class ShowCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "SCENARIO",
            arity = "0..1",
            completionCandidates = Names.class,
            description = "What to show: ${COMPLETION-CANDIDATES}. Without one, tls13.")
    private String scenario = "tls13";

    @Option(
            names = "--list",
            description = "Say in a line each what the scenarios are, and no more.")
    private boolean list;

    @Option(
            names = "--counts",
            description =
                    "Run every handshake that succeeds and print a table of messages, flights, round"
                            + " trips and bytes.")
    private boolean counts;

    @Option(
            names = "--records",
            description =
                    "Send application data under several suites and print how long the records are.")
    private boolean records;

    @Option(
            names = "--lang",
            paramLabel = "en|zh",
            converter = Languages.class,
            description = "The language: English, or Chinese.")
    private Language language = Language.ENGLISH;

    @Option(names = "--brief", description = "A line for each message, and the totals.")
    private boolean brief;

    @Option(
            names = {"-v", "--verbose"},
            description = "Show every field of every message.")
    private boolean verbose;

    @Option(
            names = "--part",
            paramLabel = "NAMES",
            split = ",",
            hideParamSyntax = true,
            description = "Show these parts only: messages, keys, omitted, totals.")
    private @Nullable List<Part> parts;

    @Option(
            names = "--show-secrets",
            description =
                    "Print the secrets, too. They are those of this one handshake, which protects"
                            + " nothing.")
    private boolean showSecrets;

    @Option(
            names = "--json",
            description =
                    "Print the recordings of both ends as JSON, as in docs/recording.md; without"
                            + " secrets.")
    private boolean json;

    private final Terminal terminal;
    private final Supplier<Laboratory> laboratory;

    public ShowCommand(Terminal terminal) {
        this(terminal, Laboratory::fresh);
    }

    /** @param laboratory what the scenarios are made of; asked once at most */
    public ShowCommand(Terminal terminal, Supplier<Laboratory> laboratory) {
        this.terminal = terminal;
        this.laboratory = laboratory;
    }

    @Override
    public Integer call() {
        if (list) {
            list();
            return ExitCode.FINE;
        }
        if (counts) {
            terminal.out().lines(CountsText.lines(ends(), language));
            return ExitCode.FINE;
        }
        if (records) {
            terminal.out().lines(RecordsText.lines(ends(), language));
            return ExitCode.FINE;
        }
        if (json && showSecrets) {
            throw new ParameterException(
                    spec.commandLine(), "--json holds no secrets: leave out --show-secrets.");
        }
        return show(
                Scenarios.named(scenario)
                        .orElseThrow(
                                () ->
                                        new ParameterException(
                                                spec.commandLine(),
                                                "There is no scenario '%s'. There are: %s."
                                                        .formatted(
                                                                scenario,
                                                                String.join(
                                                                        ", ",
                                                                        Scenarios.names())))));
    }

    private Ends ends() {
        return new Ends(laboratory.get(), showSecrets);
    }

    private int show(Scenario chosen) {
        List<Run> runs = chosen.play().run(ends());
        boolean expected = chosen.expected().test(runs);
        if (json) {
            terminal.out().line(ShowJson.write(chosen, runs));
        } else {
            ShowText.Style style = new ShowText.Style(parts(), brief, verbose);
            terminal.out().lines(ShowText.lines(chosen, runs, language, style, terminal.out()));
            if (!expected) {
                terminal.err().line(terminal.err().red(Words.NOT_AS_EXPECTED.in(language)));
            }
        }
        return expected ? ExitCode.FINE : ExitCode.HANDSHAKE_FAILED;
    }

    private Set<Part> parts() {
        return parts == null ? EnumSet.allOf(Part.class) : EnumSet.copyOf(parts);
    }

    private void list() {
        int width = Scenarios.names().stream().mapToInt(String::length).max().orElse(0) + 2;
        Scenarios.all()
                .forEach(
                        one ->
                                terminal.out()
                                        .line(
                                                one.name()
                                                        + " ".repeat(width - one.name().length())
                                                        + one.title().in(language)));
    }

    static final class Names extends java.util.ArrayList<String> {
        private static final long serialVersionUID = 1;

        Names() {
            super(Scenarios.names());
        }
    }

    static final class Languages implements ITypeConverter<Language> {
        @Override
        public Language convert(String name) {
            return Arrays.stream(Language.values())
                    .filter(
                            language ->
                                    language.tag().equals(name)
                                            || language.tag().startsWith(name + "-"))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new TypeConversionException(
                                            "'" + name + "' is no language here: en or zh"));
        }
    }
}
