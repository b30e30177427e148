package handclasp.conformance.fault;

import handclasp.testkit.GeneratedFile;
import handclasp.tls.Alert;
import handclasp.tls.Role;
import handclasp.tls.TlsException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Writes {@code docs/errors.md} from what the faults of this run gave, and checks it. */
@Isolated("needs what all others found")
@Order(Integer.MAX_VALUE - 1)
final class ErrorsDocTest {
    private static final String HEAD =
            """
            # What Handclasp says when a handshake fails

            Made by a test from %d mistakes, each made for real on a socket. For each: what was done, the alert on the
            wire, what Handclasp says at the end that found it (and at the end that made it, where that is Handclasp,
            too), and what other programs say of the very same bytes. After each mistake the same server has shaken
            hands with another client.

            Every sentence of Handclasp has the same parts: what happened, what this end offered, what the peer
            offered or sent, the rule, and the remedy. No error that a peer causes carries a stack trace. Programs read
            the parts from `TlsException.error()` and `TlsException.diagnosis()`.

            """;

    @Test
    void saysWhatIsSaid() throws Exception {
        PeerWords peers = PeerWords.recorded();
        StringBuilder text = new StringBuilder(HEAD.formatted(Faults.all().size()));
        text.append("Recorded with ").append(String.join(" and ", peers.versions())).append(".\n");
        for (Map.Entry<String, List<Fault>> chapter : Faults.byChapter().entrySet()) {
            text.append("\n## ").append(chapter.getKey()).append('\n');
            for (Fault fault : chapter.getValue()) {
                row(text, fault, peers);
            }
        }
        GeneratedFile.check("docs/errors.md", text.toString());
    }

    private static void row(StringBuilder text, Fault fault, PeerWords peers) throws Exception {
        Stage.Result result = Results.of(fault);
        boolean byClient = fault.mistaken() == Role.CLIENT;
        String finder = byClient ? "server" : "client";
        String other = byClient ? "client" : "server";
        text.append("\n### ").append(sentenceCase(fault.title())).append("\n\n");
        text.append("The ").append(other).append(": ").append(fault.done());
        text.append(" Error `").append(result.refusal().error().name()).append("`, ");
        text.append(alert(result.heard().alert())).append(".\n\n");
        says(text, "Handclasp's " + finder, result.refusal());
        result.heard()
                .failure()
                .filter(told -> fault.alert.isPresent())
                .ifPresent(told -> says(text, "Handclasp's " + other, told));
        peers.of(fault)
                .forEach(
                        (peer, words) ->
                                text.append("* ")
                                        .append(peer)
                                        .append("'s ")
                                        .append(finder)
                                        .append(": ")
                                        .append(words)
                                        .append('\n'));
    }

    private static String alert(Optional<Alert> alert) {
        return alert.map(sent -> "alert `" + sent + "`").orElse("no alert");
    }

    private static void says(StringBuilder text, String who, TlsException failure) {
        text.append("* ")
                .append(who)
                .append(": ")
                .append(escaped(failure.getMessage()))
                .append('\n');
    }

    /** Nothing in it is markup, and nothing depends on which provider of cryptography is there. */
    static String escaped(String words) {
        return words.replaceAll("(share is refused by) \\w+: [^;(]+", "$1 its provider ")
                .replaceAll("([<>*`|])", "\\\\$1");
    }

    private static String sentenceCase(String title) {
        return title.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + title.substring(1);
    }
}
