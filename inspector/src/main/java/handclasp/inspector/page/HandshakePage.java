package handclasp.inspector.page;

import handclasp.inspector.Event;
import handclasp.inspector.Recording;
import handclasp.inspector.Recording.Flight;
import handclasp.inspector.explain.Explanation;
import handclasp.inspector.explain.Language;
import handclasp.inspector.explain.Rule;
import handclasp.inspector.explain.Text;
import handclasp.tls.Diagnosis;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A recording as a page for people: what was agreed, and every message with what it is for, its fields and its bytes.
 * Everything that a peer can choose is escaped.
 */
public final class HandshakePage {
    private static final String STYLE = style();

    private final Recording recording;
    private final Language language;
    private final PageWords words;
    private final StringBuilder html = new StringBuilder(1 << 16);

    private HandshakePage(Recording recording, Language language) {
        this.recording = recording;
        this.language = language;
        this.words = new PageWords(language);
    }

    /** The page; its language links ask for {@code ?lang=en} and {@code ?lang=zh}. */
    public static Page of(Recording recording, Language language) {
        HandshakePage page = new HandshakePage(recording, language);
        page.write();
        return Page.of(
                language.tag(), "Handclasp: " + page.words.title(), STYLE, page.html.toString());
    }

    private static String style() {
        try (InputStream in = HandshakePage.class.getResourceAsStream("handshake.css")) {
            if (in == null) {
                throw new IllegalStateException("handshake.css is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write() {
        html.append("<a class=\"skip\" href=\"#messages\">%s</a>\n".formatted(words.skip()));
        header();
        html.append("<main>\n<h1>%s</h1>\n".formatted(words.title()));
        html.append("<p class=\"lead\">%s</p>\n".formatted(lead()));
        recording.failure().ifPresent(failure -> failure(failure.diagnosis()));
        html.append(
                "<section aria-labelledby=\"settled\">\n<h2 id=\"settled\">%s</h2>\n"
                        .formatted(words.settled()));
        html.append(new SummaryHtml(recording, words).write()).append("</section>\n");
        messages();
        html.append("</main>\n<footer><p>%s</p></footer>".formatted(words.footer()));
    }

    private void header() {
        html.append(
                """
                <header>
                <p class="brand">Handclasp</p>
                <nav aria-label="%s">%s %s</nav>
                </header>
                """
                        .formatted(
                                words.languages(),
                                languageLink(Language.ENGLISH, "en", "English"),
                                languageLink(Language.CHINESE, "zh", "中文")));
    }

    private String languageLink(Language target, String code, String name) {
        String current = target == language ? " aria-current=\"true\"" : "";
        return "<a href=\"?lang=%s\" lang=\"%s\" hreflang=\"%s\"%s>%s</a>"
                .formatted(code, target.tag(), target.tag(), current, name);
    }

    private String lead() {
        return recording.completed()
                ? words.completed(
                        Milliseconds.text(recording.took()),
                        recording.messages().size(),
                        recording.flights().size())
                : words.notCompleted();
    }

    private void failure(Diagnosis diagnosis) {
        html.append(
                "<section class=\"failure\" aria-labelledby=\"failure\">\n<h2 id=\"failure\">%s</h2>\n<p>%s</p>\n<dl>\n"
                        .formatted(words.failed(), Html.text(diagnosis.happened())));
        diagnosis.ours().ifPresent(text -> row(words.thisEnd(), text));
        diagnosis.theirs().ifPresent(text -> row(words.peer(), text));
        row(words.rule(), diagnosis.rule());
        row(words.remedy(), diagnosis.remedy());
        html.append("</dl>\n</section>\n");
    }

    private void row(String term, String text) {
        html.append("<dt>%s</dt><dd>%s</dd>\n".formatted(term, Html.text(text)));
    }

    private void messages() {
        html.append(
                """
                <section aria-labelledby="messages">
                <h2 id="messages" tabindex="-1">%s</h2>
                <p class="hint">%s</p>
                <ol class="flights">
                """
                        .formatted(words.messages(), words.hint()));
        recording.flights().forEach(this::flight);
        html.append("</ol>\n");
        if (!recording.omitted().equals(Recording.Omitted.NOTHING)) {
            html.append(
                    "<p class=\"hint\">%s</p>\n"
                            .formatted(
                                    words.omitted(
                                            recording.omitted().events(),
                                            recording.omitted().bytes())));
        }
        html.append("</section>\n");
    }

    private void flight(Flight flight) {
        String side = flight.sender().name().toLowerCase(Locale.ROOT);
        html.append(
                """
                <li class="flight %s">
                <h3><span class="who">%s</span> <span class="way">%s</span></h3>
                <p class="meta">%s · %s</p>
                <ol class="events">
                """
                        .formatted(
                                side,
                                words.flight(flight.number()),
                                words.from(flight.sender()),
                                Milliseconds.since(flight.at()),
                                words.bytes(flight.bytes())));
        flight.events().forEach(this::event);
        html.append("</ol>\n</li>\n");
    }

    private void event(Event event) {
        switch (event) {
            case Event.Message message -> message(message);
            case Event.ChangeCipherSpec spec -> small("ChangeCipherSpec", spec);
            case Event.Alerted alert -> small(Html.text("Alert " + alert.name()), alert);
            case Event.KeyChange change -> keyChange(change);
            default -> {}
        }
    }

    private void message(Event.Message message) {
        Explanation explained = Explanation.of(recording, message);
        html.append(
                """
                <li>
                <details class="message">
                <summary><span class="title">%s</span> <span class="meta">%s · %s</span>%s</summary>
                <div class="body">
                <p>%s</p>
                """
                        .formatted(
                                Html.text(message.name()),
                                Milliseconds.since(message.at()),
                                words.bytes(message.length()),
                                gist(explained),
                                sentence(explained.purpose())));
        if (!explained.happened().isEmpty()) {
            html.append("<p class=\"happened\">")
                    .append(
                            explained.happened().stream()
                                    .map(this::sentence)
                                    .collect(
                                            Collectors.joining(
                                                    language == Language.ENGLISH ? " " : "")))
                    .append("</p>\n");
        }
        rule(explained.rule());
        content(message);
        html.append("</div>\n</details>\n</li>\n");
    }

    /** What shows while the message is closed. */
    private String gist(Explanation explained) {
        return explained.happened().stream()
                .findFirst()
                .map(text -> "<span class=\"gist\">" + sentence(text) + "</span>")
                .orElse("");
    }

    private void content(Event.Message message) {
        if (!message.fields().isEmpty()) {
            html.append("<h4>%s</h4>\n".formatted(words.fields()));
            html.append(new FieldsHtml(message, language).write(message.fields()));
            html.append("<p class=\"hint\">%s</p>\n".formatted(words.rangeNote()));
        }
        html.append("<details class=\"raw\">\n<summary>%s</summary>\n".formatted(words.rawBytes()));
        byte[] bytes = message.bytes();
        html.append(HexDump.write(bytes));
        if (bytes.length > HexDump.MOST) {
            html.append(
                    "<p class=\"hint\">%s</p>\n"
                            .formatted(words.notShown(bytes.length - HexDump.MOST)));
        }
        html.append("</details>\n");
    }

    private void small(String title, Event.Sent sent) {
        Explanation explained = Explanation.of(recording, sent);
        html.append(
                """
                <li>
                <details class="message small">
                <summary><span class="title">%s</span> <span class="meta">%s</span></summary>
                <div class="body">
                <p>%s</p>
                """
                        .formatted(
                                title,
                                Milliseconds.since(sent.at()),
                                sentence(explained.purpose())));
        rule(explained.rule());
        html.append("</div>\n</details>\n</li>\n");
    }

    private void keyChange(Event.KeyChange change) {
        Explanation explained = Explanation.of(recording, change);
        html.append(
                "<li class=\"keys\"><p>%s <code>%s</code></p></li>\n"
                        .formatted(sentence(explained.purpose()), Html.text(change.label())));
    }

    private void rule(Optional<Rule> rule) {
        rule.ifPresent(
                where ->
                        html.append(
                                "<p class=\"rule\">%s <a href=\"%s\">%s</a></p>\n"
                                        .formatted(words.rule(), where.link(), where)));
    }

    private String sentence(Text text) {
        return Html.text(text.in(language));
    }
}
