package handclasp.cli.connect;

import handclasp.cli.show.Totals;
import handclasp.cli.text.TextStream;
import handclasp.inspector.Recording;
import handclasp.tls.EarlyData;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Two connections to the same server, the second of which was to resume the first's session. */
final class SideBySide {
    private static final int LABEL = 18;
    private static final int CELL = 16;

    private SideBySide() {}

    static List<String> lines(Attempt first, Attempt second, TextStream style) {
        List<String> lines = new ArrayList<>();
        lines.add(style.bold(row("", "first", "second")));
        lines.add(row("resumed", resumed(first), resumed(second)));
        Totals one = Totals.of(first.recording());
        Totals other = Totals.of(second.recording());
        number(lines, "messages", one, other, Totals::messages);
        number(lines, "flights", one, other, Totals::flights);
        number(lines, "round trips", one, other, Totals::roundTrips);
        number(lines, "bytes sent", one, other, Totals::clientBytes);
        number(lines, "bytes received", one, other, Totals::serverBytes);
        lines.add(row("handshake", time(first.recording()), time(second.recording())));
        second.facts()
                .earlyData()
                .ifPresent(
                        fate ->
                                lines.add(
                                        row(
                                                "early data",
                                                "none",
                                                fate == EarlyData.ACCEPTED
                                                        ? "accepted"
                                                        : "refused")));
        if (second.facts().resumption().isEmpty()) {
            lines.add("The server did not resume the session: both handshakes were full ones.");
        }
        return lines;
    }

    private static String resumed(Attempt attempt) {
        return attempt.facts()
                .resumption()
                .map(
                        by ->
                                switch (by) {
                                    case SESSION_ID -> "by session ID";
                                    case TICKET -> "by ticket";
                                })
                .orElse("no");
    }

    private static void number(
            List<String> lines,
            String label,
            Totals one,
            Totals other,
            Function<Totals, Integer> what) {
        lines.add(row(label, what.apply(one).toString(), what.apply(other).toString()));
    }

    private static String time(Recording recording) {
        return String.format(Locale.ROOT, "%.1f ms", recording.took() / 1000.0);
    }

    private static String row(String label, String one, String other) {
        return "  "
                + label
                + " ".repeat(LABEL - label.length())
                + one
                + " ".repeat(Math.max(1, CELL - one.length()))
                + other;
    }
}
