package handclasp.conformance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.tls.PeerAlert;
import handclasp.tls.TlsException;
import handclasp.tls.Truncated;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake gets the alert of the RFC and a sentence that says why, and the server goes on serving others. */
@Timeout(60)
final class FaultTest {
    static List<Fault> faults() {
        return Faults.all();
    }

    @Test
    void everyFaultHasItsOwnTitle() {
        Set<String> titles = new HashSet<>();
        assertThat(Faults.all()).hasSizeGreaterThanOrEqualTo(90);
        assertThat(Faults.all()).allMatch(fault -> titles.add(fault.title()));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isRefusedWithItsReason(Fault fault) throws Exception {
        Stage.Result result = Results.of(fault);
        TlsException refusal = result.refusal();
        String sentence = refusal.getMessage();

        assertThat(fault.error.test(refusal.error()))
                .as("%s is %s, not %s", sentence, refusal.error().name(), fault.errorName)
                .isTrue();
        fault.words.forEach(words -> assertThat(sentence).contains(words));
        assertThat(result.heard().alert()).as("on the wire").isEqualTo(fault.alert);
        isOneGoodSentence(refusal);
        if (fault.offers) {
            assertThat(refusal.diagnosis().ours()).as("our offer").isPresent();
            assertThat(refusal.diagnosis().theirs()).as("their offer").isPresent();
        }
        result.heard().failure().ifPresent(told -> theOtherSideKnowsToo(fault, told));
    }

    private static void isOneGoodSentence(TlsException failure) {
        assertThat(failure.getStackTrace()).as("no stack trace").isEmpty();
        assertThat(failure.getMessage())
                .doesNotContainPattern("\\p{Cntrl}|Exception|null|@[0-9a-f]{5}")
                .contains("(" + failure.diagnosis().rule() + ")")
                .endsWith(failure.diagnosis().remedy());
        assertThat(failure.diagnosis().happened()).isNotBlank();
        assertThat(failure.diagnosis().rule()).isNotBlank();
        assertThat(failure.diagnosis().remedy()).matches("\\p{Lu}.*\\.");
    }

    /** Where the end that erred is one of TLS, it says what it was told, and what it had offered. */
    private static void theOtherSideKnowsToo(Fault fault, TlsException told) {
        isOneGoodSentence(told);
        fault.alert.ifPresent(
                alert -> {
                    assertThat(told.error())
                            .isEqualTo(
                                    alert.isClosure()
                                            ? Truncated.IN_HANDSHAKE
                                            : new PeerAlert(alert));
                    assertThat(told.getMessage()).contains(alert.toString());
                });
    }
}
