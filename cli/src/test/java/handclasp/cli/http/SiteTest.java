package handclasp.cli.http;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.inspector.Recorder;
import handclasp.inspector.Recording;
import handclasp.tls.CipherSuite;
import handclasp.tls.Fact;
import handclasp.tls.NamedGroup;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.Role;
import handclasp.tls.ServerName;
import handclasp.tls.SignatureScheme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteTest {
    private static final Recording HANDSHAKE =
            recording(
                    new Fact.Version(ProtocolVersion.TLS_1_3),
                    new Fact.Suite(CipherSuite.TLS_CHACHA20_POLY1305_SHA256),
                    new Fact.Group(NamedGroup.X448),
                    new Fact.OwnSignature(SignatureScheme.RSA_PSS_RSAE_SHA384),
                    new Fact.ApplicationProtocol("<script>"),
                    new Fact.AskedFor(ServerName.of("shop.test")),
                    new Fact.Retried(),
                    new Fact.Completed());

    private final Exchange exchange = new Exchange(new Site(Optional.empty()), HANDSHAKE);

    private static Recording recording(Fact... facts) {
        Recorder recorder = new Recorder(Role.SERVER);
        for (Fact fact : facts) {
            recorder.fact(fact);
        }
        return recorder.recording();
    }

    @Test
    void saysWhatWasNegotiated() throws IOException {
        assertThat(exchange.get("/"))
                .contains("TLS 1.3", "TLS_CHACHA20_POLY1305_SHA256", "x448")
                .contains("rsa_pss_rsae_sha384", "shop.test", "yes, it took another round trip")
                .contains("not asked for")
                .contains("&lt;script&gt;")
                .contains("<html lang=\"en\">", "color-scheme: light dark")
                .contains("Content-Security-Policy: default-src 'none'; style-src 'sha256-")
                .doesNotContain("<script", "unsafe-inline");
    }

    @ParameterizedTest
    @CsvSource({
        "/?lang=zh, en, zh-Hans",
        "/?lang=en, zh, en",
        "/?x=1&lang=zh, en, zh-Hans",
        "/?lang=fr, zh, zh-Hans",
        "/?lang=<script>, en, en",
        "/?, zh, zh-Hans",
    })
    void theLinkCountsMoreThanTheBrowser(String path, String header, String language)
            throws IOException {
        assertThat(exchange.get(path, "Accept-Language: " + header))
                .contains("<html lang=\"" + language + "\">");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zh-CN,zh;q=0.9,en;q=0.8 | zh-Hans",
                "ZH | zh-Hans",
                "fr,zh;q=0.3 | zh-Hans",
                "en-GB,zh;q=0.9 | en",
                "en,zh | en",
                "zh,en | zh-Hans",
                "zh;q=0 | en",
                "zh;q=x | en",
                "* | en",
                "fr | en",
            })
    void speaksEnglishAndChinese(String header, String language) throws IOException {
        String answer =
                new String(
                        exchange.get("/", "Accept-Language: " + header)
                                .getBytes(StandardCharsets.ISO_8859_1),
                        StandardCharsets.UTF_8);

        assertThat(answer)
                .contains("<html lang=\"" + language + "\">")
                .contains("Content-Language: " + language)
                .contains("Vary: Accept-Language");
        assertThat(answer.contains("密码套件")).isEqualTo(language.equals("zh-Hans"));
    }

    @Test
    void showsNothingElseWithoutFiles() throws IOException {
        assertThat(exchange.get("/x")).startsWith("HTTP/1.1 404 ");
        assertThat(exchange.get("/.handclasp")).contains("Your handshake");
    }

    @Test
    void putsFilesFirstWhereThereAreSome(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("file.txt"), "content");
        Exchange files = new Exchange(new Site(Optional.of(FileTree.of(folder))), HANDSHAKE);

        assertThat(files.get("/")).contains("file.txt").doesNotContain("Your handshake");
        assertThat(files.get("/file.txt")).endsWith("content");
        assertThat(files.get("/.handclasp")).contains("Your handshake");
    }
}
