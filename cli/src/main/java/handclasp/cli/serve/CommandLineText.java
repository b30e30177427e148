package handclasp.cli.serve;

import java.nio.file.Path;

/** A command line for people to copy, quoted for a POSIX shell where it must be. */
final class CommandLineText {
    private static final String PLAIN = "-_./:=,@%+";

    private final StringBuilder text;

    CommandLineText(String program) {
        text = new StringBuilder(quoted(program));
    }

    CommandLineText add(String argument) {
        text.append(' ').append(quoted(argument));
        return this;
    }

    CommandLineText add(String option, String value) {
        return add(option).add(value);
    }

    CommandLineText add(String option, Path value) {
        return add(option).add(value.toString());
    }

    private static String quoted(String argument) {
        boolean plain =
                !argument.isEmpty()
                        && argument.chars()
                                .allMatch(
                                        c -> Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
        return plain ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
