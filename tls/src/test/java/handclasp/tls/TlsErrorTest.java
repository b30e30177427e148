package handclasp.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TlsErrorTest {
    static List<TlsError> errors() {
        List<TlsError> all = new ArrayList<>();
        for (Class<?> kind : TlsError.class.getPermittedSubclasses()) {
            if (kind.isEnum()) {
                Arrays.stream(kind.getEnumConstants()).map(TlsError.class::cast).forEach(all::add);
            }
        }
        all.add(new Unexpected("Finished", List.of("Certificate")));
        all.add(new PeerAlert(Alert.HANDSHAKE_FAILURE));
        all.add(new PeerAlert(new Alert(200)));
        return all;
    }

    @Test
    void thereIsOneOfEachKind() {
        assertThat(errors().stream().map(TlsErrorTest::kind).distinct())
                .containsExactlyInAnyOrder(TlsError.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("errors")
    void saysWhatHappenedByWhatRuleAndWhatToDo(TlsError error) {
        TlsError.Description description = error.description();

        assertThat(error.name()).matches("[A-Z0-9_]+");
        assertThat(description.summary()).isNotBlank().doesNotEndWith(".");
        assertThat(description.rule()).isNotBlank();
        assertThat(description.remedy()).endsWith(".").matches("[A-Z].*");
        assertThat(TlsException.of(error, "some detail").getMessage())
                .startsWith(description.summary() + ": some detail")
                .contains("(" + description.rule() + ").")
                .endsWith(description.remedy());
    }

    @ParameterizedTest
    @MethodSource("errors")
    void whatAPeerDidHasNoStackTrace(TlsError error) {
        boolean ours = error instanceof WorkFailed || error instanceof Internal;

        assertThat(TlsException.of(error).getStackTrace().length > 0).isEqualTo(ours);
    }

    /** RFC 9846 §6.2: an error alert, except where the peer is told in good order or not at all. */
    @ParameterizedTest
    @MethodSource("errors")
    void tellsThePeerOfAnError(TlsError error) {
        boolean quiet = error instanceof Truncated || error instanceof Cancelled;

        assertThat(error.alert().isClosure()).isEqualTo(quiet);
    }

    @Test
    void aPeersWordsCannotControlATerminal() {
        TlsException exception =
                TlsException.builder(Incompatible.APPLICATION_PROTOCOL)
                        .ours(List.of("h2"))
                        .theirs("\u001b[2Jx\r\n\u202e\u0000")
                        .build();

        assertThat(exception.getMessage())
                .contains("this end: [h2]; the peer: ?[2Jx????")
                .doesNotContainPattern("\\p{Cntrl}");
    }

    @Test
    void aDiagnosisHasItsParts() {
        TlsException exception =
                TlsException.builder(Incompatible.GROUP)
                        .detail("why")
                        .ours("x25519")
                        .theirs("x448")
                        .remedy("Do this.")
                        .build();
        Diagnosis diagnosis = exception.diagnosis();

        assertThat(diagnosis.happened())
                .isEqualTo(Incompatible.GROUP.description().summary() + ": why");
        assertThat(diagnosis.ours()).contains("x25519");
        assertThat(diagnosis.theirs()).contains("x448");
        assertThat(diagnosis.remedy()).isEqualTo("Do this.");
        assertThat(exception.error()).isEqualTo(Incompatible.GROUP);
    }

    @Test
    void anUnexpectedMessageIsNamedWithWhatWasExpected() {
        TlsException exception =
                TlsException.of(new Unexpected("Finished", List.of("Certificate", "KeyUpdate")));
        assertThat(exception)
                .hasMessageContaining("got Finished, expected Certificate or KeyUpdate");
        assertThat(exception.error().alert()).isEqualTo(Alert.UNEXPECTED_MESSAGE);

        assertThat(TlsException.of(new Unexpected("Finished", List.of())))
                .hasMessageContaining("got Finished, expected nothing more");
    }

    @Test
    void thePeersAlertIsNamed() {
        assertThat(TlsException.of(new PeerAlert(Alert.UNKNOWN_CA)))
                .hasMessageContaining("the peer refused with alert unknown_ca")
                .hasMessageContaining("Make the peer trust the authority");
    }

    private static Class<?> kind(TlsError error) {
        return error instanceof Enum<?> constant ? constant.getDeclaringClass() : error.getClass();
    }
}
