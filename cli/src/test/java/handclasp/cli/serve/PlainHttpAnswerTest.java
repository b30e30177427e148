package handclasp.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.cli.option.Endpoint;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whom a request in plain HTTP is sent to. */
@Timeout(60)
class PlainHttpAnswerTest {
    private static String answer(String host, String request) throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket listener = new ServerSocket(0, 1, loopback);
                Socket client = new Socket(loopback, listener.getLocalPort());
                Socket accepted = listener.accept()) {
            client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            client.shutdownOutput();
            new PlainHttp(accepted, new Endpoint(host, 8443)).read(new byte[8192], 0, 8192);
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void putsAnIpv6AddressIntoBrackets() throws Exception {
        assertThat(answer("::1", "GET /a HTTP/1.0\r\n\r\n")).endsWith("Use https://[::1]:8443/a\n");
        assertThat(answer("localhost", "GET /a HTTP/1.1\r\nHost: [2001:db8::1]:99\r\n\r\n"))
                .endsWith("Use https://[2001:db8::1]:99/a\n");
    }

    /** A body may hold what looks like a header, such as of another form's host. */
    @Test
    void looksForTheHostInTheHeadAlone() throws Exception {
        for (String end : new String[] {"\r\n", "\n"}) {
            String request =
                    "POST / HTTP/1.0"
                            + end
                            + "Content-Length: 20"
                            + end
                            + end
                            + "\nHost: evil.test"
                            + end
                            + end;
            assertThat(answer("localhost", request)).endsWith("Use https://localhost:8443/\n");
        }
        assertThat(answer("localhost", "GET / HTTP/1.1\nhost: a.test\n\n"))
                .endsWith("Use https://a.test/\n");
    }
}
