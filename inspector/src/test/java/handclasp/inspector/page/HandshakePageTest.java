package handclasp.inspector.page;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.inspector.Event;
import handclasp.inspector.Recording;
import handclasp.inspector.Shaken;
import handclasp.inspector.explain.Language;
import handclasp.tls.Diagnosis;
import handclasp.tls.Direction;
import handclasp.tls.Field;
import handclasp.tls.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HandshakePageTest {
    private static final String HOSTILE = "<script>alert('1')</script>&\"\u202e\u0007";

    @Test
    void showsEveryMessage() throws Exception {
        Recording recording = Shaken.hands(Shaken.MUTUAL).server();

        String html = HandshakePage.of(recording, Language.ENGLISH).html();

        assertThat(html).startsWith("<!DOCTYPE html>\n<html lang=\"en\">");
        assertThat(count(html, "<details class=\"message\">"))
                .isEqualTo(recording.messages().size());
        assertThat(html)
                .contains("CertificateRequest", "CertificateVerify", "RFC 9846 §4.5.1")
                .contains("signature_algorithms", "c hs traffic", "CN=Zo")
                .contains("Flight 3", "prefers-color-scheme: dark");
        assertThat(count(html, "<h1")).isEqualTo(1);
        assertThat(count(html, "<main>")).isEqualTo(1);
    }

    @Test
    void speaksChinese() throws Exception {
        String html =
                HandshakePage.of(Shaken.hands(Shaken.PLAIN).server(), Language.CHINESE).html();

        assertThat(html).contains("<html lang=\"zh-Hans\">", "密钥交换", "证书", "第 1 批");
        assertThat(html).doesNotContain("Flight", "The client", "bytes<");
    }

    /** Its one field has no bytes in a first handshake. */
    @Test
    void saysThatAnExtensionIsEmpty() throws Exception {
        Recording recording = Shaken.hands(Shaken.TLS12).server();

        assertThat(HandshakePage.of(recording, Language.ENGLISH).html())
                .contains(">renegotiation_info</span> <span class=\"quiet\">empty</span>");
    }

    @Test
    void explainsAFailure() throws Exception {
        Recording failed = Shaken.hands(Shaken.NOTHING_IN_COMMON).server();

        assertThat(HandshakePage.of(failed, Language.ENGLISH).html())
                .contains("Why it failed", "no group for the key exchange in common")
                .contains("secp384r1", "What to change", "did not come to its end");
    }

    @Test
    void letsNoPeerWriteIntoThePage() {
        Field field =
                new Field(
                        HOSTILE, HOSTILE, 0, 4, List.of(new Field("x", HOSTILE, 0, 4, List.of())));
        Recording recording =
                new Recording(
                        Role.SERVER,
                        Instant.EPOCH,
                        List.of(
                                new Event.Message(
                                        0,
                                        Direction.INBOUND,
                                        1,
                                        HOSTILE,
                                        99,
                                        8,
                                        "3c7363726970743e",
                                        List.of(field)),
                                new Event.Settled(0, Event.Settled.SERVER_NAME, HOSTILE),
                                new Event.Settled(0, Event.Settled.APPLICATION_PROTOCOL, HOSTILE),
                                new Event.Alerted(0, Direction.INBOUND, 1, 99, HOSTILE),
                                new Event.Failed(
                                        0,
                                        HOSTILE,
                                        Optional.of(HOSTILE),
                                        new Diagnosis(
                                                HOSTILE,
                                                Optional.of(HOSTILE),
                                                Optional.of(HOSTILE),
                                                HOSTILE,
                                                HOSTILE))),
                        Recording.Omitted.NOTHING);

        for (Language language : Language.values()) {
            String html = HandshakePage.of(recording, language).html();
            assertThat(html)
                    .contains("&lt;script&gt;")
                    .doesNotContain("<script", "\u202e", "\u0007", "alert('1')");
        }
    }

    @Test
    void allowsItsOwnStyleAlone() throws Exception {
        Page page = HandshakePage.of(Shaken.hands(Shaken.PLAIN).client(), Language.ENGLISH);

        Matcher style = Pattern.compile("(?s)<style>(.*)</style>").matcher(page.html());
        assertThat(style.find()).isTrue();
        byte[] hash =
                MessageDigest.getInstance("SHA-256")
                        .digest(style.group(1).getBytes(StandardCharsets.UTF_8));
        assertThat(page.contentSecurityPolicy())
                .startsWith("default-src 'none';")
                .contains("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'")
                .doesNotContain("unsafe");
        assertThat(page.html()).doesNotContain("style=", "<script", "onclick", "src=");
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
