package handclasp.cli.report;

import handclasp.tls.Alert;
import handclasp.tls.PeerAlert;
import handclasp.tls.TlsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why there is no connection.
 *
 * @param error a stable name for programs, such as {@code UNKNOWN_AUTHORITY} or {@code
 *     NO_CONNECTION}
 * @param alert what was sent or received, if TLS came so far
 * @param happened without a full stop
 * @param ours what this end offered or demanded, if that matters
 * @param theirs what the peer offered or sent, if that matters
 * @param rule where the rule stands, if there is one
 * @param remedy a sentence, if there is one
 * @param exitCode of the command
 */
public record Failure(
        String error,
        Optional<Alert> alert,
        String happened,
        Optional<String> ours,
        Optional<String> theirs,
        Optional<String> rule,
        Optional<String> remedy,
        int exitCode) {

    public static Failure of(TlsException failure, int exitCode) {
        Alert alert =
                failure.error() instanceof PeerAlert refused
                        ? refused.received()
                        : failure.error().alert();
        return new Failure(
                failure.error().name(),
                Optional.of(alert).filter(sent -> !sent.equals(Alert.CLOSE_NOTIFY)),
                failure.diagnosis().happened(),
                failure.diagnosis().ours(),
                failure.diagnosis().theirs(),
                Optional.of(failure.diagnosis().rule()),
                Optional.of(failure.diagnosis().remedy()),
                exitCode);
    }

    /** One that TLS has no part in. */
    public static Failure outsideTls(String error, String sentence, int exitCode) {
        return new Failure(
                error,
                Optional.empty(),
                sentence,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                exitCode);
    }

    /** Name and text of each part that is there, in the order of reading. */
    List<Labelled> parts() {
        List<Labelled> parts = new ArrayList<>();
        parts.add(new Labelled("what happened", happened));
        ours.ifPresent(text -> parts.add(new Labelled("this end", text)));
        theirs.ifPresent(text -> parts.add(new Labelled("the peer", text)));
        rule.ifPresent(text -> parts.add(new Labelled("rule", text)));
        remedy.ifPresent(text -> parts.add(new Labelled("remedy", text)));
        return parts;
    }
}
