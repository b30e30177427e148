package handclasp.cli.http;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.tls.CipherSuite;
import handclasp.tls.Fact;
import handclasp.tls.Facts;
import handclasp.tls.NamedGroup;
import handclasp.tls.ProtocolVersion;
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
    private static final Facts FACTS =
            Facts.NONE
                    .with(new Fact.Version(ProtocolVersion.TLS_1_3))
                    .with(new Fact.Suite(CipherSuite.TLS_CHACHA20_POLY1305_SHA256))
                    .with(new Fact.Group(NamedGroup.X448))
                    .with(new Fact.OwnSignature(SignatureScheme.RSA_PSS_RSAE_SHA384))
                    .with(new Fact.ApplicationProtocol("<script>"))
                    .with(new Fact.AskedFor(ServerName.of("shop.test")))
                    .with(new Fact.Retried());

    private final Exchange exchange = new Exchange(new Site(Optional.empty()), FACTS);

    @Test
    void saysWhatWasNegotiated() throws IOException {
        assertThat(exchange.get("/"))
                .contains("TLS 1.3", "TLS_CHACHA20_POLY1305_SHA256", "x448")
                .contains("rsa_pss_rsae_sha384", "shop.test", "yes, it took another round trip")
                .contains("not asked for")
                .contains("&lt;script&gt;")
                .contains("<html lang=\"en\">", "color-scheme: light dark")
                .doesNotContain("<script");
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
        assertThat(exchange.get("/.handclasp")).contains("This connection");
    }

    @Test
    void putsFilesFirstWhereThereAreSome(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("file.txt"), "content");
        Exchange files = new Exchange(new Site(Optional.of(FileTree.of(folder))), FACTS);

        assertThat(files.get("/")).contains("file.txt").doesNotContain("This connection");
        assertThat(files.get("/file.txt")).endsWith("content");
        assertThat(files.get("/.handclasp")).contains("This connection");
    }
}
