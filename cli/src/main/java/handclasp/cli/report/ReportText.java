package handclasp.cli.report;

import handclasp.cli.text.Printable;
import handclasp.cli.text.TextStream;
import handclasp.inspector.CertificateSummary;
import handclasp.inspector.Recording;
import handclasp.tls.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The report for people. Not thread-safe. */
public final class ReportText {
    private static final int LABEL = 15;

    private final TextStream style;
    private final List<String> lines = new ArrayList<>();

    private ReportText(TextStream style) {
        this.style = style;
    }

    /**
     * The report in lines that are safe for a terminal.
     *
     * @param style where they will be printed
     * @param showCertificates whether each certificate's PEM follows
     */
    public static List<String> lines(
            HandshakeReport report, TextStream style, boolean showCertificates) {
        ReportText text = new ReportText(style);
        text.heading(report);
        text.negotiated(report);
        text.certificates(report, showCertificates);
        text.trust(report.trust());
        return text.lines;
    }

    /** Why it failed, in lines that are safe for a terminal. */
    public static List<String> failure(Failure failure, TextStream style) {
        ReportText text = new ReportText(style);
        text.lines.add(style.red(style.bold("Failed: ")) + Printable.text(failure.happened()));
        failure.parts().stream().skip(1).forEach(part -> text.line(part.label(), part.text()));
        return text.lines;
    }

    private void heading(HandshakeReport report) {
        String where = report.host() + ":" + report.port();
        String address = report.address().map(ip -> " (" + ip + ")").orElse("");
        String verb = report.recording().completed() ? "Connected to " : "No TLS connection to ";
        String time =
                report.recording().completed() ? " in " + report.took().toMillis() + " ms" : "";
        lines.add(style.bold(verb + Printable.text(where)) + address + time);
    }

    private void negotiated(HandshakeReport report) {
        Recording recording = report.recording();
        known("version", recording.version());
        known("cipher suite", recording.cipherSuite());
        known("group", recording.group());
        known("signature", recording.signatureScheme(Role.SERVER));
        if (recording.completed()) {
            line("ALPN", recording.applicationProtocol().orElse("none"));
            line("retried", recording.retried() ? "yes, by a HelloRetryRequest" : "no");
        }
        clientCertificate(report);
    }

    private void clientCertificate(HandshakeReport report) {
        if (report.clientCertificate().isPresent()) {
            line("we showed", report.clientCertificate().get());
        } else if (report.recording().clientCertificateRequested()) {
            line("we showed", "no certificate, though the server asked for one");
        }
    }

    private void certificates(HandshakeReport report, boolean showCertificates) {
        for (int i = 0; i < report.certificates().size(); i++) {
            CertificateSummary certificate = report.certificates().get(i);
            line("certificate " + (i + 1), certificate.subject());
            if (!certificate.names().isEmpty()) {
                line("  names", String.join(", ", certificate.names()));
            }
            line("  issued by", certificate.selfIssued() ? "itself" : certificate.issuer());
            line("  key", certificate.key());
            line("  signed with", certificate.signatureAlgorithm());
            lines.add(label("  valid") + validity(certificate, report.time()));
            line("  SHA-256", certificate.fingerprintWithColons());
            if (showCertificates) {
                certificate.pem().lines().forEach(lines::add);
            }
        }
    }

    private String validity(CertificateSummary certificate, Instant now) {
        String span = date(certificate.notBefore()) + " to " + date(certificate.notAfter());
        long days = certificate.daysLeft(now);
        if (now.isBefore(certificate.notBefore())) {
            return span + ", " + style.red("not valid yet");
        }
        if (days < 0) {
            long ago = Duration.between(certificate.notAfter(), now).toDays();
            return span
                    + ", "
                    + style.red(
                            ago == 0 ? "expired today" : "expired " + plural(ago, "day") + " ago");
        }
        String left = plural(days, "day") + " left";
        return span + ", " + (days < 14 ? style.yellow(left) : left);
    }

    private void trust(Trust trust) {
        String word =
                switch (trust.verdict()) {
                    case TRUSTED -> style.green(trust.verdict().word());
                    case NOT_TRUSTED, NOT_VERIFIED -> style.red(style.bold(trust.verdict().word()));
                    case UNKNOWN -> trust.verdict().word();
                };
        lines.add(label("trusted") + word + ": " + Printable.text(trust.reason()));
    }

    private void known(String label, Optional<String> value) {
        value.ifPresent(known -> line(label, known));
    }

    private void line(String label, String text) {
        lines.add(label(label) + Printable.text(text));
    }

    private String label(String label) {
        String padded = "  " + label + " ".repeat(Math.max(1, LABEL - label.length()));
        return style.dim(padded);
    }

    private static LocalDate date(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    private static String plural(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
