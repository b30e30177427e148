package handclasp.cli.show;

import handclasp.inspector.Recording;
import handclasp.inspector.explain.Text;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Something worth watching.
 *
 * @param name on the command line
 * @param title what it is, in a clause
 * @param story who they are and what they want, in a sentence or two
 * @param play makes it happen
 * @param expected whether it came to what it is there to show
 */
record Scenario(String name, Text title, Text story, Play play, Predicate<List<Run>> expected) {

    /** What happens. */
    interface Play {
        List<Run> run(Ends ends);
    }

    /** Of a handshake that succeeds, with so many messages, ChangeCipherSpec included where it has a meaning. */
    static Predicate<Run> completes(int messages) {
        return run -> run.completed() && Totals.of(run.account()).messages() == messages;
    }

    /** Of one whose server fails, with this error. */
    static Predicate<Run> serverFails(String error) {
        return run -> error(run.server()).equals(Optional.of(error));
    }

    /** Of one whose client fails, with this error. */
    static Predicate<Run> clientFails(String error) {
        return run -> error(run.client()).equals(Optional.of(error));
    }

    private static Optional<String> error(Recording recording) {
        return recording.failure().map(failure -> failure.error());
    }

    /** That the runs come to these, one after the other. */
    @SafeVarargs
    static Predicate<List<Run>> each(Predicate<Run>... expected) {
        return runs -> {
            if (runs.size() != expected.length) {
                return false;
            }
            for (int i = 0; i < expected.length; i++) {
                if (!expected[i].test(runs.get(i))) {
                    return false;
                }
            }
            return true;
        };
    }
}
