package handclasp.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CertificateSummaryTest {
    /** An offset from UTC, which the JDK reads, leads an hour out of them; a recording could not be read again. */
    @Test
    void keepsToTheYearsOfX509() {
        Instant last = Instant.parse("9999-12-31T23:59:59Z");
        Instant first = Instant.parse("0000-01-01T00:00:00Z");

        assertThat(CertificateSummary.time(last)).isEqualTo(last);
        assertThat(CertificateSummary.time(first)).isEqualTo(first);
        assertThat(CertificateSummary.time(last.plus(Duration.ofHours(1))).toString())
                .startsWith("9999-12-31T23:59:59");
        assertThat(CertificateSummary.time(first.minus(Duration.ofHours(1)))).isEqualTo(first);
    }
}
