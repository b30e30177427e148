package handclasp.cli.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
    private static final String HOST = "Host: localhost\r\n\r\n";

    @Test
    void readsRequestsThatFollowEachOther() throws Exception {
        RequestReader reader =
                reader("GET /a/b%20c?x=1 HTTP/1.1\r\n" + HOST + "HEAD /d/ HTTP/1.0\r\n\r\n");

        assertThat(reader.awaitRequest()).isTrue();
        HttpRequest first = reader.read();
        HttpRequest second = reader.read();

        assertThat(first.segments()).containsExactly("a", "b c");
        assertThat(first.folder()).isFalse();
        assertThat(first.keepsAlive()).isTrue();
        assertThat(second.isHead()).isTrue();
        assertThat(second.folder()).isTrue();
        assertThat(second.keepsAlive()).isFalse();
        assertThat(reader.awaitRequest()).isFalse();
    }

    @Test
    void joinsRepeatedHeadersAndForgetsTheirCase() throws Exception {
        HttpRequest request =
                read("GET / HTTP/1.1\nhost:x\nACCEPT-language: zh\naccept-Language:  en \n\n");

        assertThat(request.header("accept-language")).contains("zh, en");
    }

    @Test
    void understandsTheAbsoluteForm() throws Exception {
        assertThat(read("GET https://localhost:8443/x/y HTTP/1.1\r\n" + HOST).segments())
                .containsExactly("x", "y");
        assertThat(read("GET https://localhost HTTP/1.1\r\n" + HOST).segments()).isEmpty();
    }

    @Test
    void seesContentThatFollows() throws Exception {
        assertThat(read("GET / HTTP/1.1\r\nContent-Length: 0\r\n" + HOST).hasContent()).isFalse();
        assertThat(read("GET / HTTP/1.1\r\nContent-Length: 5\r\n" + HOST).hasContent()).isTrue();
        assertThat(read("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n" + HOST).hasContent())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1 more",
                "GET  / HTTP/1.1",
                "GET /",
                " GET / HTTP/1.1",
                "G\u00e9T / HTTP/1.1",
                "GET /\u00e9 HTTP/1.1",
                "GET / http/1.1",
                "GET / HTTP/1.10",
                "GET x HTTP/1.1",
                "GET * HTTP/1.1",
                "GET ftp://x/ HTTP/1.1",
                "GET /a\u0000b HTTP/1.1",
                "GET /a\rb HTTP/1.1",
                "GET /.. HTTP/1.1",
                "GET /a/../b HTTP/1.1",
                "GET /a/./b HTTP/1.1",
                "GET /%2e%2e/x HTTP/1.1",
                "GET /.%2E/x HTTP/1.1",
                "GET /..%2fx HTTP/1.1",
                "GET /a%2Fb HTTP/1.1",
                "GET /a%00 HTTP/1.1",
                "GET /a%4 HTTP/1.1",
                "GET /a%zz HTTP/1.1",
                "GET /a%+1 HTTP/1.1",
                "GET /%ff HTTP/1.1",
                "GET /%c0%ae%c0%ae/ HTTP/1.1",
                "\u0016\u0003\u0001\u0002",
            })
    void refusesWhatIsNoRequestLine(String line) {
        assertThat(refusal(line + "\r\n" + HOST).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no colon\r\n" + HOST,
                ": no name\r\n" + HOST,
                "Name : blank\r\n" + HOST,
                "A: b\r\n folded\r\n" + HOST,
                "A: \u0000\r\n" + HOST,
                "A: \u007f\r\n" + HOST,
                "Host: again\r\n" + HOST,
                "Content-Length: 1\r\nContent-Length: 2\r\n" + HOST,
                "Content-Length: -1\r\n" + HOST,
                "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n" + HOST,
                "A: b\r\n\r\n",
            })
    void refusesBadHeaders(String headers) {
        assertThat(refusal("GET / HTTP/1.1\r\n" + headers).status()).isEqualTo(400);
    }

    @Test
    void knowsOtherVersionsByName() {
        assertThat(refusal("PRI * HTTP/2.0\r\n\r\n").status()).isEqualTo(505);
    }

    @ParameterizedTest
    @CsvSource({"8192, true", "8193, false"})
    void boundsTheRequestLine(int length, boolean fits) throws Exception {
        String line = "GET /" + "x".repeat(length - "GET / HTTP/1.1".length()) + " HTTP/1.1";
        String request = line + "\n" + HOST;

        if (fits) {
            assertThat(read(request).segments()).hasSize(1);
        } else {
            assertThat(refusal(request).status()).isEqualTo(414);
        }
    }

    @ParameterizedTest
    @CsvSource({"100, true", "101, false"})
    void boundsTheNumberOfHeaders(int count, boolean fits) throws Exception {
        String request = "GET / HTTP/1.1\r\n" + "A: b\r\n".repeat(count - 1) + HOST;

        if (fits) {
            assertThat(read(request).header("a")).isPresent();
        } else {
            assertThat(refusal(request).status()).isEqualTo(431);
        }
    }

    @Test
    void boundsHeaders() {
        String longHeader = "A: " + "x".repeat(8190) + "\r\n";
        String manyBytes = ("A: " + "x".repeat(8000) + "\r\n").repeat(9);

        assertThat(refusal("GET / HTTP/1.1\r\n" + longHeader + HOST).status()).isEqualTo(431);
        assertThat(refusal("GET / HTTP/1.1\r\n" + manyBytes + HOST).status()).isEqualTo(431);
    }

    @Test
    void tellsAnEndWithinARequest() {
        assertThat(catchThrowableOfType(EOFException.class, () -> read("GET / HTTP/1.1\r\nA")))
                .isNotNull();
    }

    @Test
    void readsByteByByteAsWell() throws Exception {
        byte[] bytes = ("GET /a HTTP/1.1\r\n" + HOST).getBytes(StandardCharsets.ISO_8859_1);
        var slow =
                new ByteArrayInputStream(bytes) {
                    @Override
                    public synchronized int read(byte[] target, int offset, int length) {
                        return super.read(target, offset, Math.min(1, length));
                    }
                };

        assertThat(new RequestReader(slow, HttpLimits.DEFAULT).read().segments())
                .isEqualTo(List.of("a"));
    }

    private static Refusal refusal(String text) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> read(text));
        assertThat(refusal).as(text).isNotNull();
        return refusal;
    }

    private static HttpRequest read(String text) throws IOException, Refusal {
        return reader(text).read();
    }

    private static RequestReader reader(String text) {
        return new RequestReader(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)),
                HttpLimits.DEFAULT);
    }
}
