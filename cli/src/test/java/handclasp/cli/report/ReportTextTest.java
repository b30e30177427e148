package handclasp.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.cli.report.Trust.Verdict;
import handclasp.cli.text.TextStream;
import handclasp.inspector.CertificateSummary;
import handclasp.inspector.Recorder;
import handclasp.inspector.Recording;
import handclasp.tls.BadCertificate;
import handclasp.tls.Incompatible;
import handclasp.tls.Role;
import handclasp.tls.TlsException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportTextTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Recording NOTHING = new Recorder(Role.CLIENT).recording();
    private static final TextStream PLAIN =
            new TextStream(new PrintStream(new ByteArrayOutputStream()), false);

    @ParameterizedTest
    @CsvSource({
        "2026-11-01T00:00:00Z, 2026-12-24T13:00:00Z, 30 days left",
        "2026-11-01T00:00:00Z, 2026-11-25T12:00:00Z, 1 day left",
        "2026-11-01T00:00:00Z, 2026-11-24T12:00:01Z, 0 days left",
        "2026-11-01T00:00:00Z, 2026-11-24T11:59:59Z, expired today",
        "2026-11-01T00:00:00Z, 2026-11-22T12:00:00Z, expired 2 days ago",
        "2026-11-25T00:00:00Z, 2027-11-25T00:00:00Z, not valid yet",
    })
    void saysHowLongACertificateIsValid(Instant from, Instant to, String words) {
        String text = text(report(certificate("CN=a", from, to), Trust.Verdict.TRUSTED));

        assertThat(text).contains(words).contains("2026-11-");
    }

    @Test
    void letsNoCertificateFoolTheTerminal() {
        CertificateSummary hostile = certificate("CN=\u001b[2J\u202eevil", NOW, NOW.plusSeconds(1));

        assertThat(text(report(hostile, Verdict.NOT_TRUSTED)))
                .contains("CN=\\u{1b}[2J\\u{202e}evil")
                .doesNotContain("\u001b", "\u202e");
    }

    @Test
    void explainsAFailureInParts() {
        TlsException why =
                TlsException.builder(Incompatible.GROUP).ours("x25519").theirs("x448").build();

        List<String> lines = ReportText.failure(Failure.of(why, 1), PLAIN);

        assertThat(lines).hasSize(5);
        assertThat(lines.getFirst()).isEqualTo("Failed: no group for the key exchange in common");
        assertThat(lines.get(1)).contains("this end").endsWith("x25519");
        assertThat(lines.get(2)).contains("the peer").endsWith("x448");
        assertThat(lines.get(3)).contains("RFC 9846");
        assertThat(lines.get(4)).contains("remedy");
    }

    @Test
    void writesTheSameToJson() {
        HandshakeReport report =
                new HandshakeReport(
                        "localhost",
                        8443,
                        Optional.empty(),
                        "localhost",
                        Duration.ofMillis(5),
                        NOTHING,
                        List.of(certificate("CN=a", NOW, NOW.plus(Duration.ofDays(3)))),
                        Optional.empty(),
                        new Trust(Verdict.NOT_TRUSTED, "because"),
                        Optional.of(Failure.of(TlsException.of(BadCertificate.EXPIRED), 4)),
                        NOW);

        assertThat(ReportJson.write(report))
                .contains("\"address\": null", "\"completed\": false", "\"version\": null")
                .contains("\"trusted\": false", "\"checked\": true", "\"reason\": \"because\"")
                .contains("\"daysLeft\": 3", "\"notBefore\": \"2026-11-24T12:00:00Z\"")
                .contains("\"error\": \"EXPIRED\"", "\"alert\": \"certificate_expired\"")
                .contains("\"exitCode\": 4");
    }

    private static String text(HandshakeReport report) {
        return String.join("\n", ReportText.lines(report, PLAIN, false));
    }

    private static HandshakeReport report(CertificateSummary certificate, Verdict verdict) {
        return new HandshakeReport(
                "localhost",
                8443,
                Optional.of("127.0.0.1"),
                "localhost",
                Duration.ofMillis(5),
                NOTHING,
                List.of(certificate),
                Optional.empty(),
                new Trust(verdict, "because"),
                Optional.empty(),
                NOW);
    }

    private static CertificateSummary certificate(String subject, Instant from, Instant to) {
        return new CertificateSummary(
                subject,
                "CN=issuer",
                List.of("a.test"),
                "EC secp256r1",
                256,
                "SHA256withECDSA",
                "1",
                from,
                to,
                "00ff",
                "PEM\n");
    }
}
