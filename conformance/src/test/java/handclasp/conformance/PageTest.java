package handclasp.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import handclasp.conformance.peer.Authority;
import handclasp.conformance.peer.CertificateKind;
import handclasp.conformance.peer.Child;
import handclasp.conformance.peer.Chromium;
import handclasp.conformance.peer.FiledIdentity;
import handclasp.tls.NamedGroup;
import handclasp.tls.SignatureScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of {@code handclasp serve}, read back by a browser. */
final class PageTest {
    private static final Pattern URL = Pattern.compile("https://localhost:\\d+/");
    private static final int TAB = 9;
    private static final int ENTER = 13;

    /** What is agreed, by its label. */
    private static final String FACTS =
            """
            JSON.stringify(Object.fromEntries(Array.from(document.querySelectorAll('.facts div'),
                row => [row.querySelector('dt').innerText, row.querySelector('bdi').innerText])))
            """;

    private static final String OPEN_ALL =
            "document.querySelectorAll('details').forEach(d => d.open = true); 'opened'";

    @TempDir private static Path state;
    private static FiledIdentity identity;
    private static Chromium chromium;
    private static Child server;
    private static String url;

    @BeforeAll
    static void start() throws Exception {
        chromium = Chromium.trusting(List.of(Authority.of(CertificateKind.P256)));
        identity = Authority.of(CertificateKind.P256).server(CertificateKind.P256);
        server =
                Child.start(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "handclasp.cli.Main",
                                "serve",
                                "--listen",
                                ":0",
                                "--state",
                                state.toString(),
                                "--cert",
                                identity.chainFile().toString(),
                                "--key",
                                identity.keyFile().toString()));
        Matcher found = URL.matcher(server.awaitOutput("Ctrl-C"));
        assertThat(found.find()).isTrue();
        url = found.group();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void thePageAgreesWithTheBrowsersSecurityDetails() throws Exception {
        JsonObject response = chromium.visit(url + "?lang=en");

        JsonObject details = response.getAsJsonObject("securityDetails");
        JsonObject facts = JsonParser.parseString(chromium.evaluate(FACTS)).getAsJsonObject();
        assertThat(text(facts, "Version")).isEqualTo(text(details, "protocol"));
        assertThat(text(facts, "Cipher suite"))
                .startsWith("TLS_" + text(details, "cipher") + "_SHA");
        assertThat(NamedGroup.named(text(facts, "Key exchange")))
                .isEqualTo(NamedGroup.named(text(details, "keyExchangeGroup")));
        assertThat(text(facts, "Server certificate"))
                .isEqualTo("CN=" + text(details, "subjectName"))
                .isEqualTo(identity.certificate().getSubjectX500Principal().getName());
        assertThat(text(facts, "Signature"))
                .isEqualTo(
                        new SignatureScheme(details.get("serverSignatureAlgorithm").getAsInt())
                                .toString());
        assertThat(text(facts, "Protocol inside (ALPN)")).isEqualTo(text(response, "protocol"));
        assertThat(text(facts, "Server name (SNI)")).isEqualTo("localhost");
        String messages =
                chromium.evaluate(
                        "Array.from(document.querySelectorAll('.message .title'),"
                                + " title => title.innerText).join(' ')");
        assertThat(messages)
                .isEqualTo(
                        "ClientHello ServerHello ChangeCipherSpec EncryptedExtensions Certificate"
                                + " CertificateVerify Finished ChangeCipherSpec Finished"
                                + " NewSessionTicket NewSessionTicket");
    }

    private static String text(JsonObject object, String name) {
        return object.get(name).getAsString();
    }

    @Test
    void worksWithoutScriptsAndFromTheKeyboard() throws Exception {
        chromium.allowScripts(false);
        try {
            chromium.visit(url + "?lang=en");
            chromium.press("Tab", TAB);
            assertThat(focused("href")).isEqualTo("#messages");
            chromium.press("Tab", TAB);
            chromium.press("Tab", TAB);
            assertThat(focused("lang")).isEqualTo("zh-Hans");
            chromium.press("Tab", TAB);
            assertThat(chromium.evaluate("document.activeElement.innerText"))
                    .startsWith("ClientHello");
            assertThat(chromium.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
                    .isEqualTo("solid");
            chromium.press("Enter", ENTER);
            assertThat(chromium.evaluate("document.activeElement.parentElement.innerText"))
                    .contains("The client opens the handshake.", "RFC 9846 §4.2.2")
                    .contains("supported_versions", "TLS 1.3");
        } finally {
            chromium.allowScripts(true);
        }
    }

    private static String focused(String attribute) throws InterruptedException {
        return chromium.evaluate("document.activeElement.getAttribute('" + attribute + "')");
    }

    @Test
    void speaksTheBrowsersLanguageOrTheOneThatIsAskedFor() throws Exception {
        chromium.language("zh-CN,zh;q=0.9,en;q=0.8");
        try {
            chromium.visit(url);
            assertThat(chromium.evaluate("document.documentElement.lang")).isEqualTo("zh-Hans");
            assertThat(chromium.evaluate("document.body.innerText")).contains("密码套件", "逐条消息");
            chromium.visit(url + "?lang=en");
            assertThat(chromium.evaluate("document.documentElement.lang")).isEqualTo("en");
        } finally {
            chromium.language("en");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 320, 1280})
    void nothingIsWiderThanTheScreen(int width) throws Exception {
        chromium.width(width);
        for (String language : List.of("en", "zh")) {
            chromium.visit(url + "?lang=" + language);
            assertThat(chromium.evaluate(OPEN_ALL)).isEqualTo("opened");
            assertThat(chromium.evaluate("'' + document.documentElement.scrollWidth"))
                    .isEqualTo("" + width);
            assertThat(
                            chromium.evaluate(
                                    "Array.from(document.querySelectorAll('main *')).filter(e =>"
                                            + " e.getBoundingClientRect().right > innerWidth + 1)"
                                            + ".map(e => e.className || e.tagName).join(' ')"))
                    .isEmpty();
        }
    }

    /** The policy names the style by its hash: a wrong one would leave the page bare. */
    @Test
    void theStyleIsApplied() throws Exception {
        chromium.visit(url);

        assertThat(chromium.evaluate("getComputedStyle(document.querySelector('.facts')).display"))
                .isEqualTo("grid");
    }
}
