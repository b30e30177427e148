package handclasp.cli.show;

import handclasp.cli.report.FieldText;
import handclasp.cli.text.Printable;
import handclasp.cli.text.TextStream;
import handclasp.inspector.Event;
import handclasp.inspector.Recording;
import handclasp.inspector.explain.Explanation;
import handclasp.inspector.explain.Language;
import handclasp.inspector.explain.Text;
import handclasp.tls.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A scenario told in lines for a terminal. Not thread-safe. */
final class ShowText {
    private static final int COLUMNS = 100;
    private static final String INDENT = "      ";
    private static final int NAME = 18;

    private final Language language;
    private final Style how;
    private final TextStream style;
    private final List<String> lines = new ArrayList<>();

    /**
     * What is told.
     *
     * @param parts which ones
     * @param brief a line for each message and no more
     * @param verbose every field of every message
     */
    record Style(Set<Part> parts, boolean brief, boolean verbose) {}

    private ShowText(Language language, Style how, TextStream style) {
        this.language = language;
        this.how = how;
        this.style = style;
    }

    static List<String> lines(
            Scenario scenario, List<Run> runs, Language language, Style how, TextStream style) {
        ShowText text = new ShowText(language, how, style);
        text.lines.add(style.bold(scenario.name() + ": " + text.in(scenario.title())));
        if (!how.brief()) {
            text.paragraph(text.in(scenario.story()), "");
        }
        runs.forEach(text::run);
        return text.lines;
    }

    private void run(Run run) {
        if (!in(run.title()).isEmpty()) {
            lines.add("");
            lines.add(style.bold("== " + in(run.title()) + " =="));
        }
        if (run.client().events().isEmpty() && !how.brief()) {
            paragraph(in(Words.SERVERS_ACCOUNT), "");
        }
        if (shows(Part.MESSAGES)) {
            messages(run.account());
            ending(run);
        }
        if (shows(Part.KEYS) && !how.brief()) {
            keys(run.account());
        }
        secrets(run);
        if (shows(Part.OMITTED) && !how.brief()) {
            leftOut(run.account());
        }
        if (shows(Part.TOTALS) && run.account().completed()) {
            totals(run.account());
        }
    }

    private boolean shows(Part part) {
        return how.parts().contains(part);
    }

    private void messages(Recording recording) {
        boolean old = Phase.isOld(recording);
        Phase phase = null;
        int number = 0;
        for (Event.Sent sent : inFlights(recording)) {
            Phase next = phase(sent, recording, old, phase);
            if (next != null && next != phase) {
                heading(in(next.title()));
                phase = next;
            }
            boolean counted =
                    sent instanceof Event.Message || old && sent instanceof Event.ChangeCipherSpec;
            number += counted ? 1 : 0;
            sent(sent, recording, counted ? String.valueOf(number) : "·");
        }
    }

    /** A client knows of its ChangeCipherSpec before the server's flight is over; it is told where it goes. */
    private static List<Event.Sent> inFlights(Recording recording) {
        return recording.flights().stream()
                .flatMap(flight -> flight.events().stream())
                .filter(event -> event instanceof Event.Sent)
                .map(Event.Sent.class::cast)
                .toList();
    }

    /** What is no message stays in the phase where it happens, but that ChangeCipherSpec begins the last one of TLS 1.2. */
    private static @org.jspecify.annotations.Nullable Phase phase(
            Event.Sent sent,
            Recording recording,
            boolean old,
            @org.jspecify.annotations.Nullable Phase now) {
        return switch (sent) {
            case Event.Message message ->
                    Phase.of(message, recording.sender(message.direction()), old);
            case Event.ChangeCipherSpec spec -> old ? Phase.FINISH : now;
            case Event.KeyChange change -> now;
            case Event.Alerted alert -> now;
        };
    }

    private void sent(Event.Sent sent, Recording recording, String number) {
        Explanation explanation = Explanation.of(recording, sent);
        if (sent instanceof Event.KeyChange && how.brief()) {
            return;
        }
        lines.add(head(sent, recording, number));
        if (how.brief()) {
            return;
        }
        String rule = explanation.rule().map(where -> " (" + where + ")").orElse("");
        paragraph(withRule(in(explanation.purpose()), rule), INDENT);
        if (!explanation.happened().isEmpty()) {
            paragraph(
                    String.join(
                            language == Language.CHINESE ? "" : " ",
                            explanation.happened().stream().map(this::in).toList()),
                    INDENT);
        }
        if (sent instanceof Event.Message message) {
            fields(message);
        }
    }

    private String withRule(String sentence, String rule) {
        String stop = Words.stop(language);
        return rule.isEmpty() || !sentence.endsWith(stop)
                ? sentence + rule
                : sentence.substring(0, sentence.length() - 1)
                        + (language == Language.CHINESE
                                ? rule.replace(" (", "（").replace(")", "）")
                                : rule)
                        + stop;
    }

    private String head(Event.Sent sent, Recording recording, String number) {
        Role sender = recording.sender(sent.direction());
        String way = in(Words.CLIENT) + (sender == Role.CLIENT ? " → " : " ← ") + in(Words.SERVER);
        String what =
                switch (sent) {
                    case Event.Message message -> style.bold(message.name());
                    case Event.ChangeCipherSpec spec -> style.bold("ChangeCipherSpec");
                    case Event.KeyChange change ->
                            style.dim(in(Words.NEW_KEYS) + ": " + change.label());
                    case Event.Alerted alert ->
                            style.red(in(Words.ALERT) + " " + Printable.text(alert.name()));
                };
        String size =
                sent instanceof Event.Message message
                        ? style.dim(", " + in(Words.bytes(message.length())))
                        : "";
        return " ".repeat(3 - number.length()) + number + "  " + way + "  " + what + size;
    }

    private void fields(Event.Message message) {
        if (how.verbose()) {
            lines.addAll(FieldText.lines(message.fields(), style));
            return;
        }
        List<String> summary = FieldSummary.of(message, language);
        if (!summary.isEmpty()) {
            Wrap.lines(
                            in(Words.FIELDS)
                                    + String.join(
                                            language == Language.CHINESE ? "；" : "; ", summary),
                            INDENT,
                            COLUMNS)
                    .stream()
                    .map(style::dim)
                    .forEach(lines::add);
        }
    }

    private void ending(Run run) {
        boolean replayed = run.client().events().isEmpty();
        if (run.client().failure().isEmpty() && run.server().failure().isEmpty()) {
            if (replayed && run.server().completed()) {
                lines.add("");
                lines.add("  " + style.red(in(Words.SERVER_ACCEPTED)));
            }
            return;
        }
        heading(in(Words.FAILURE));
        if (run.client().completed() && run.client().failure().isPresent()) {
            paragraph(in(Words.CLIENT_ACCEPTED), "  ");
        }
        run.client().failure().ifPresent(why -> said(Words.CLIENT_SAYS, why));
        run.server().failure().ifPresent(why -> said(Words.SERVER_SAYS, why));
    }

    private void said(Text who, Event.Failed why) {
        paragraph(in(who) + Printable.text(why.diagnosis().sentence()), "  ");
    }

    private void keys(Recording recording) {
        List<Step> steps = KeySteps.of(recording);
        if (steps.isEmpty()) {
            return;
        }
        heading(in(Words.KEYS));
        for (Step step : steps) {
            String rule = step.name().isEmpty() ? "" : "  (" + step.rule() + ")";
            List<String> body = Wrap.lines(in(step.how()) + rule, " ".repeat(NAME + 2), COLUMNS);
            lines.add("  " + padded(step.name()) + body.getFirst().strip());
            lines.addAll(body.subList(1, body.size()));
        }
    }

    private static String padded(String name) {
        return name + " ".repeat(Math.max(1, NAME - Wrap.width(name)));
    }

    private void secrets(Run run) {
        if (run.secrets().isEmpty()) {
            return;
        }
        heading(style.red(in(Words.SECRETS)));
        lines.addAll(SecretsText.lines(run.secrets()));
    }

    private void leftOut(Recording recording) {
        List<LeftOut> all = LeftOut.of(recording);
        if (all.isEmpty()) {
            return;
        }
        heading(in(Words.OMITTED));
        String colon = language == Language.CHINESE ? "：" : ": ";
        all.forEach(one -> paragraph(one.messages() + colon + in(one.why()), "  "));
    }

    private void totals(Recording recording) {
        Totals totals = Totals.of(recording);
        heading(in(Words.TOTALS));
        paragraph(in(Words.totals(totals, Phase.isOld(recording))), "  ");
        paragraph(in(Words.roundTrips(totals)), "  ");
        paragraph(in(Words.size(totals)), "  ");
    }

    private void heading(String title) {
        lines.add("");
        lines.add(style.bold(title));
    }

    private void paragraph(String text, String indent) {
        lines.addAll(Wrap.lines(Printable.text(text), indent, COLUMNS));
    }

    private String in(Text text) {
        return text.in(language);
    }
}
