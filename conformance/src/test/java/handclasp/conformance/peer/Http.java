package handclasp.conformance.peer;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** As much of HTTP/1.1 as clients need to say something and hear it back. */
public final class Http {
    private static final int LONGEST_HEAD = 65_536;

    private Http() {}

    /** A request that posts a text. */
    public static byte[] post(String path, String body) {
        return request("POST", path, body, "keep-alive");
    }

    /** The last request of a connection: the server ends it after its answer. */
    public static byte[] last(String method, String path, String body) {
        return request(method, path, body, "close");
    }

    static byte[] request(String method, String path, String body, String connection) {
        return "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: %s\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(method, path, connection, body.length(), body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads a head up to its empty line; an empty string where the stream ends before one. */
    public static String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (head.size() < LONGEST_HEAD) {
            int next = in.read();
            if (next < 0) {
                if (head.size() == 0) {
                    return "";
                }
                throw new EOFException("the head ends after " + head);
            }
            head.write(next);
            if (next == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                return head.toString(StandardCharsets.ISO_8859_1);
            }
        }
        throw new IOException("the head is too long");
    }

    /** What a request's head asks for. */
    public static String path(String head) {
        return head.substring(head.indexOf(' ') + 1, head.indexOf(" HTTP/"));
    }

    /** The body's length as a head states it; 0 if it does not. */
    public static long contentLength(String head) {
        String value = header(head, "content-length");
        return value.isEmpty() ? 0 : Long.parseLong(value);
    }

    /** A header's value; empty if there is none. */
    public static String header(String head, String name) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    /** The head of an answer with a body of this length. */
    public static byte[] ok(String contentType, long length) {
        return "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                .formatted(contentType, length)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
