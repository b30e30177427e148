package handclasp.inspector.explain;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.inspector.Event;
import handclasp.inspector.Recorder;
import handclasp.inspector.Recording;
import handclasp.inspector.Shaken;
import handclasp.tls.Direction;
import handclasp.tls.Fact;
import handclasp.tls.HandshakeType;
import handclasp.tls.MessageView;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.Role;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExplanationTest {
    private static final String CHINESE = ".*\\p{IsHan}.*";

    static List<Shaken.Kind> kinds() {
        return Shaken.kinds();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void speaksBothLanguages(Shaken.Kind kind) throws Exception {
        Shaken shaken = Shaken.hands(kind);

        for (Recording recording : List.of(shaken.client(), shaken.server())) {
            sent(recording)
                    .forEach(
                            event -> {
                                Explanation explained = Explanation.of(recording, event);
                                assertThat(explained.rule()).isPresent();
                                Stream.concat(
                                                Stream.of(explained.purpose()),
                                                explained.happened().stream())
                                        .forEach(ExplanationTest::requireBoth);
                            });
        }
    }

    private static void requireBoth(Text text) {
        assertThat(text.in(Language.ENGLISH)).endsWith(".").doesNotMatch(CHINESE);
        assertThat(text.in(Language.CHINESE)).endsWith("。").matches(CHINESE);
    }

    @Test
    void tellsWhatHappened() throws Exception {
        Recording plain = Shaken.hands(Shaken.PLAIN).server();
        Recording retried = Shaken.hands(Shaken.RETRIED).client();
        Recording mutual = Shaken.hands(Shaken.MUTUAL).server();

        assertThat(story(plain, 0))
                .matches("It offers TLS 1.3, TLS 1.2 and \\d+ cipher suites\\..*")
                .contains("Its key shares are for x25519.", "It asks for localhost.")
                .contains("Inside, it would speak h2, http/1.1.");
        assertThat(story(plain, 1))
                .isEqualTo("It chose TLS 1.3, TLS_AES_128_GCM_SHA256 and x25519.");
        assertThat(story(plain, 2)).isEqualTo("Inside, http/1.1 will be spoken.");
        assertThat(story(plain, 4)).isEqualTo("It was signed with ecdsa_secp256r1_sha256.");
        assertThat(story(plain, 6))
                .startsWith("The check value matched, and the handshake was complete.");
        assertThat(story(retried, 1)).isEqualTo("It asks for a share of secp521r1.");
        assertThat(story(retried, 2)).startsWith("This is the second try, as the server asked.");
        assertThat(mutual.messages().stream().map(Event.Message::name))
                .contains("CertificateRequest");
        assertThat(everything(mutual)).contains("kinds of signatures");
        assertThat(everything(Shaken.hands(Shaken.NO_CERTIFICATE).server()))
                .contains("It shows none.");
    }

    /** Of TLS 1.2 and TLS 1.3, by type byte. */
    @ParameterizedTest
    @CsvSource({
        "0, 5246, 7.4.1.1",
        "2, 5246, 7.4.1.3",
        "4, 5077, 3.3",
        "11, 5246, 7.4.2",
        "12, 5246, 7.4.3",
        "13, 5246, 7.4.4",
        "14, 5246, 7.4.5",
        "15, 5246, 7.4.8",
        "16, 5246, 7.4.7",
        "20, 5246, 7.4.9",
        "22, 6066, 8",
    })
    void knowsTheMessagesOfTls12(int type, int rfc, String section) {
        Recorder recorder = new Recorder(Role.CLIENT);
        recorder.fact(new Fact.Version(ProtocolVersion.TLS_1_2));
        byte[] bytes = {(byte) type, 0, 0, 0};
        recorder.message(
                Direction.INBOUND,
                new MessageView(new HandshakeType(type), "any", bytes, List::of));
        recorder.changeCipherSpec(Direction.INBOUND);
        Recording recording = recorder.recording();

        Explanation explained = Explanation.of(recording, recording.messages().getFirst());
        assertThat(explained.rule()).contains(new Rule(rfc, section));
        requireBoth(explained.purpose());
        Explanation spec = Explanation.of(recording, sent(recording).toList().getLast());
        assertThat(spec.rule()).contains(new Rule(5246, "7.1"));
        assertThat(spec.purpose().english()).contains("protected by the keys");
    }

    @Test
    void tellsOfTls12() throws Exception {
        Recording recording = Shaken.hands(Shaken.TLS12).server();

        assertThat(recording.flights()).hasSizeGreaterThanOrEqualTo(4);
        assertThat(story(recording, 1)).startsWith("It chose TLS 1.2 and TLS_ECDHE_ECDSA_");
        assertThat(everything(recording))
                .contains(
                        "The group is x25519.",
                        "The check value matched, and the handshake was complete.");
        assertThat(
                        sent(recording)
                                .filter(Event.KeyChange.class::isInstance)
                                .map(event -> Explanation.of(recording, event).purpose().english()))
                .containsExactlyInAnyOrder(
                        "From here on, what the client sends is encrypted.",
                        "From here on, what the server sends is encrypted.");
    }

    @Test
    void linksToTheRule() {
        assertThat(new Rule(9846, "4.2.2").link())
                .hasToString("https://www.rfc-editor.org/rfc/rfc9846.html#section-4.2.2");
        assertThat(new Rule(9846, "E.4").link())
                .hasToString("https://www.rfc-editor.org/rfc/rfc9846.html#appendix-E.4");
    }

    @Test
    void recognisesGrease() {
        assertThat(Stream.of(0x0a0a, 0xfafa, 0x1a1a).allMatch(Purposes::isGrease)).isTrue();
        assertThat(Stream.of(0, 10, 0x0a1a, 0x0b0b, 0xfe0d).anyMatch(Purposes::isGrease)).isFalse();
    }

    private static Stream<Event.Sent> sent(Recording recording) {
        return recording.events().stream()
                .filter(Event.Sent.class::isInstance)
                .map(Event.Sent.class::cast);
    }

    private static String story(Recording recording, int message) {
        Explanation explained = Explanation.of(recording, recording.messages().get(message));
        return explained.happened().stream().map(Text::english).collect(Collectors.joining(" "));
    }

    private static String everything(Recording recording) {
        return recording.messages().stream()
                .flatMap(message -> Explanation.of(recording, message).happened().stream())
                .map(Text::english)
                .collect(Collectors.joining(" "));
    }
}
