package handclasp.inspector.page;

import handclasp.inspector.CertificateSummary;
import handclasp.inspector.Event;
import handclasp.inspector.Recording;
import handclasp.tls.Role;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the two ends agreed on, as a list of terms. Not thread-safe. */
final class SummaryHtml {
    /** What takes less is not told, in microseconds. */
    private static final int SHORTEST = 50;

    private final Recording recording;
    private final PageWords words;
    private final StringBuilder html = new StringBuilder("<dl class=\"facts\">\n");

    SummaryHtml(Recording recording, PageWords words) {
        this.recording = recording;
        this.words = words;
    }

    String write() {
        row(words.version(), recording.version(), words.versionNote());
        row(words.cipherSuite(), recording.cipherSuite(), words.cipherSuiteNote());
        row(words.group(), recording.group(), words.groupNote());
        row(words.signature(), recording.signatureScheme(Role.SERVER), words.signatureNote());
        row(words.serverName(), recording.serverName(), words.serverNameNote());
        row(
                words.applicationProtocol(),
                recording.applicationProtocol(),
                words.applicationProtocolNote());
        serverCertificate();
        row(words.clientCertificate(), clientCertificate(), words.clientCertificateNote());
        boolean tls13 = recording.version().filter("TLS 1.3"::equals).isPresent();
        if (tls13) {
            retry();
        }
        if (!tls13 || recording.resumed().isPresent()) {
            session();
        }
        work();
        return html.append("</dl>\n").toString();
    }

    /** There is none before TLS 1.3. */
    private void retry() {
        row(
                words.retry(),
                recording.retried() ? words.retried() : words.notRetried(),
                words.retryNote());
    }

    private void session() {
        String session = recording.resumed().map(words::resumed).orElse(words.newSession());
        row(words.session(), session, words.sessionNote());
    }

    private void serverCertificate() {
        List<CertificateSummary> chain = recording.certificates(Role.SERVER);
        if (!chain.isEmpty()) {
            CertificateSummary first = chain.getFirst();
            String note = words.certificateNote(date(first.notBefore()), date(first.notAfter()));
            row(words.certificate(), first.subject(), note);
        }
    }

    private String clientCertificate() {
        List<CertificateSummary> chain = recording.certificates(Role.CLIENT);
        if (!chain.isEmpty()) {
            return chain.getFirst().subject();
        }
        return recording.clientCertificateRequested() ? words.notShown() : words.notAsked();
    }

    private void work() {
        String work =
                recording.events().stream()
                        .filter(Event.Resumed.class::isInstance)
                        .map(Event.Resumed.class::cast)
                        .filter(done -> done.took() >= SHORTEST)
                        .map(done -> words.work(done.work()) + " " + Milliseconds.text(done.took()))
                        .collect(Collectors.joining(" · "));
        if (!work.isEmpty()) {
            row(words.work(), work, words.workNote());
        }
    }

    private void row(String term, Optional<String> value, String note) {
        row(term, value.orElse(words.none()), note);
    }

    private void row(String term, String value, String note) {
        html.append(
                "<div><dt>%s</dt><dd><bdi>%s</bdi><small>%s</small></dd></div>\n"
                        .formatted(term, Html.text(value), Html.text(note)));
    }

    private static String date(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC).toString();
    }
}
