package handclasp.cli.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import handclasp.inspector.Recorder;
import handclasp.tls.Role;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpConnectionTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

    private final Exchange exchange =
            new Exchange((request, handshake) -> HttpResponse.text(200, "hello"));

    @Test
    void keepsTheConnectionForMore() throws IOException {
        String answers =
                exchange.send(
                        GET
                                + GET
                                + "GET / HTTP/1.1\r\nHost: x\r\n"
                                + "Connection: Close\r\n\r\n"
                                + GET);

        assertThat(answers.split("HTTP/1.1 200 OK", -1)).hasSize(4);
        assertThat(answers.split("Connection: close", -1)).hasSize(2);
        assertThat(answers).endsWith("\r\n\r\n200: hello\n");
    }

    @Test
    void sendsEverythingOfALongContent() throws IOException {
        byte[] content = "0123456789".repeat(10_000).getBytes();
        Exchange longOne =
                new Exchange(
                        (request, handshake) ->
                                new HttpResponse(
                                        200,
                                        Map.of("Content-Type", "text/plain"),
                                        new ByteArrayInputStream(content),
                                        content.length));

        String answer = longOne.get("/");

        assertThat(answer).contains("Content-Length: 100000\r\n");
        assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4)).isEqualTo(new String(content));
    }

    /** By taking a little now and then, a client could hold its place for ever. */
    @Test
    void hasNoTimeLeftForAClientThatTakesTooLittle() throws IOException {
        int length = 40 * 16_384;
        HttpLimits limits =
                new HttpLimits(
                        8192,
                        65_536,
                        100,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Duration.ofMillis(100),
                        Integer.MAX_VALUE);
        List<Duration> times = new ArrayList<>();
        Pace pace =
                new Pace() {
                    @Override
                    public void idle(Duration limit) {}

                    @Override
                    public void busy(Duration limit) {
                        times.add(limit);
                    }

                    @Override
                    public boolean stopping() {
                        return true;
                    }
                };
        OutputStream slow =
                new OutputStream() {
                    @Override
                    public void write(int octet) {}

                    @Override
                    public void write(byte[] source, int offset, int count) throws IOException {
                        try {
                            Thread.sleep(5);
                        } catch (InterruptedException e) {
                            throw new IOException(e);
                        }
                    }
                };
        new HttpConnection(
                        new ByteArrayInputStream(GET.getBytes()),
                        slow,
                        (request, handshake) ->
                                new HttpResponse(
                                        200,
                                        Map.of(),
                                        new ByteArrayInputStream(new byte[length]),
                                        length),
                        limits,
                        pace)
                .serve(() -> new Recorder(Role.SERVER).recording());

        // Of the head, and then of a chunk after the other.
        assertThat(times.get(1)).isEqualTo(limits.stallTime());
        assertThat(times.getLast()).isEqualTo(Duration.ZERO);
    }

    @Test
    void breaksOffWhereContentIsShorterThanAnnounced() {
        Exchange shortened =
                new Exchange(
                        (request, handshake) ->
                                new HttpResponse(
                                        200, Map.of(), new ByteArrayInputStream(new byte[10]), 11));

        assertThatThrownBy(() -> shortened.get("/")).isInstanceOf(EOFException.class);
    }

    @Test
    void answersHeadWithoutContent() throws IOException {
        String answer = exchange.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n");

        assertThat(answer).contains("Content-Length: 11\r\n").endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH"})
    void refusesOtherMethods(String method) throws IOException {
        assertThat(exchange.send(method + " / HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 405 Method Not Allowed\r\n")
                .contains("Allow: GET, HEAD\r\n");
    }

    @Test
    void doesNotKnowInventedMethods() throws IOException {
        assertThat(exchange.send("get / HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 501 Not Implemented\r\n");
    }

    @Test
    void takesNoContentForTheNextRequest() throws IOException {
        String smuggled = "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 37\r\n\r\n" + GET;

        assertThat(exchange.send(smuggled).split("HTTP/1.1 ", -1)).hasSize(2);
        assertThat(exchange.send(smuggled)).contains("Connection: close");
    }

    @Test
    void answersABadRequestAndEnds() throws IOException {
        assertThat(exchange.send("nonsense\r\n\r\n" + GET))
                .startsWith("HTTP/1.1 400 Bad Request\r\n")
                .contains("Connection: close")
                .doesNotContain("200 OK");
    }

    @Test
    void announcesTheEndWhereTheServerStops() throws IOException {
        exchange.stopping = true;

        assertThat(exchange.send(GET + GET).split("HTTP/1.1 200", -1)).hasSize(2);
    }

    @Test
    void keepsItsTroublesToItself() throws IOException {
        Exchange troubled =
                new Exchange(
                        (request, handshake) -> {
                            throw new IOException("/secret/path");
                        });

        assertThat(troubled.get("/")).startsWith("HTTP/1.1 500 ").doesNotContain("secret");
    }
}
