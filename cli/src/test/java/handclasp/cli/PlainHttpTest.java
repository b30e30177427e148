package handclasp.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A request in plain HTTP to the TLS port is answered in plain HTTP. */
@Timeout(60)
class PlainHttpTest {
    @TempDir private static Path state;
    private static RunningServe server;

    @BeforeAll
    static void start() throws InterruptedException {
        server = RunningServe.start(state);
    }

    @AfterAll
    static void end() throws InterruptedException {
        server.close();
    }

    private static String answer(String... parts) throws Exception {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), server.port())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            for (String part : parts) {
                out.write(part.getBytes(US_ASCII));
                Thread.sleep(20);
            }
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    @Test
    void namesTheUrlThatWasMeant() throws Exception {
        String answer =
                answer("GET /a/b?c=1 HTTP/1.1\r\nUser-Agent: x\r\nHost: shop.test:8443\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 400 Bad Request\r\n")
                .contains("\r\nConnection: close\r\n")
                .endsWith(
                        "This port speaks HTTPS, and the request came in plain HTTP. Use"
                                + " https://shop.test:8443/a/b?c=1\n");
        server.awaitLog(
                "refused: the first bytes are not a TLS record: the peer speaks HTTP without TLS");
        assertThat(server.connect().exitCode()).isZero();
    }

    @Test
    void namesItsOwnAddressWhereTheRequestNamesNone() throws Exception {
        assertThat(answer("GET / HTTP/1.0\r\n\r\n"))
                .endsWith("Use https://localhost:" + server.port() + "/\n");
        assertThat(answer("GET / HTTP/1.1\r\nHost: a b<c>\r\n\r\n"))
                .endsWith("Use https://localhost:" + server.port() + "/\n");
    }

    @Test
    void readsAHeadInPiecesAndABody() throws Exception {
        String body = "x".repeat(100_000);
        assertThat(
                        answer(
                                "P",
                                "OST /form HTTP/1.1\r\nHost: localho",
                                "st\r\nContent-Length: 100000\r\n\r\n",
                                body))
                .endsWith("Use https://localhost/form\n");
    }

    @Test
    void answersHeadWithoutContent() throws Exception {
        assertThat(answer("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .endsWith("\r\n\r\n");
    }

    /** What is not HTTP gets TLS's own answer: an alert. */
    @Test
    void answersOtherProtocolsInTls() throws Exception {
        assertThat(answer("SSH-2.0-OpenSSH_9.2\r\n")).isEqualTo("\25\3\3\0\2\2\n");
        assertThat(answer("HELLO\r\n")).isEqualTo("\25\3\3\0\2\2\n");
    }

    @Test
    void doesNotWaitLongForTheRest() throws Exception {
        long began = System.nanoTime();
        assertThat(answer("GET / HTT")).isEqualTo("\25\3\3\0\2\2\n");
        assertThat(System.nanoTime() - began).isLessThan(9_000_000_000L);
    }
}
