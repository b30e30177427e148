package handclasp.cli.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads requests off a connection, one after the other, within limits. Not thread-safe. */
final class RequestReader {
    private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

    private final InputStream in;
    private final HttpLimits limits;
    private final byte[] buffer = new byte[8192];
    private final byte[] line;
    private int next;
    private int end;
    private int headLeft;

    RequestReader(InputStream in, HttpLimits limits) {
        this.in = in;
        this.limits = limits;
        this.line = new byte[limits.line()];
    }

    /** Waits for a request to begin; false if the client says that none will. */
    boolean awaitRequest() throws IOException {
        return next < end || fill();
    }

    /**
     * Reads a request's head.
     *
     * @throws Refusal if it is not one, or breaks a limit; nothing more can be read then
     */
    HttpRequest read() throws IOException, Refusal {
        headLeft = limits.head();
        String[] start = startLine().split(" ", -1);
        if (start.length != 3 || !isToken(start[0])) {
            throw new Refusal(400, "The first line is not a request line of HTTP.");
        }
        int minorVersion = minorVersion(start[2]);
        Map<String, List<String>> headers = headers();
        checkFraming(headers, minorVersion);
        RequestTarget target = RequestTarget.parse(start[1]);
        return new HttpRequest(
                start[0],
                target.segments(),
                target.folder(),
                target.query(),
                minorVersion,
                headers);
    }

    private String startLine() throws IOException, Refusal {
        String line = line(414, "The request line is too long.");
        // RFC 9112 §2.2: a server should ignore an empty line before the request line.
        String start = line.isEmpty() ? line(414, "The request line is too long.") : line;
        for (int i = 0; i < start.length(); i++) {
            if (start.charAt(i) > '~') {
                throw new Refusal(400, "The request line holds characters that are not ASCII.");
            }
        }
        return start;
    }

    private static int minorVersion(String version) throws Refusal {
        boolean http =
                version.length() == 8
                        && version.startsWith("HTTP/")
                        && Character.isDigit(version.charAt(5))
                        && version.charAt(6) == '.'
                        && Character.isDigit(version.charAt(7));
        if (!http) {
            throw new Refusal(400, "The first line is not a request line of HTTP.");
        }
        if (version.charAt(5) != '1') {
            throw new Refusal(505, "This server speaks HTTP/1.1.");
        }
        return version.charAt(7) - '0';
    }

    private Map<String, List<String>> headers() throws IOException, Refusal {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        String text = line(431, "A header is too long.");
        for (int count = 1; !text.isEmpty(); count++) {
            if (count > limits.headers()) {
                throw new Refusal(431, "There are too many headers.");
            }
            int colon = text.indexOf(':');
            String name = text.substring(0, Math.max(colon, 0));
            // This also refuses folded lines and blanks before the colon (RFC 9112 §5.1, §5.2).
            if (!isToken(name)) {
                throw new Refusal(400, "A header line is not of the form name: value.");
            }
            headers.computeIfAbsent(HttpRequest.lowerCase(name), key -> new ArrayList<>())
                    .add(text.substring(colon + 1).strip());
            text = line(431, "A header is too long.");
        }
        return headers;
    }

    private static void checkFraming(Map<String, List<String>> headers, int minorVersion)
            throws Refusal {
        int hosts = headers.getOrDefault("host", List.of()).size();
        if (hosts > 1 || hosts == 0 && minorVersion >= 1) {
            throw new Refusal(400, "HTTP/1.1 needs one Host header.");
        }
        List<String> lengths = headers.getOrDefault("content-length", List.of());
        boolean bothWays = headers.containsKey("transfer-encoding") && !lengths.isEmpty();
        if (bothWays || lengths.size() > 1 || !lengths.stream().allMatch(RequestReader::isNumber)) {
            throw new Refusal(400, "The length of the content is not clear.");
        }
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty()
                && text.length() <= 18
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isToken(String text) {
        return !text.isEmpty()
                && text.chars()
                        .allMatch(
                                c ->
                                        c >= 'a' && c <= 'z'
                                                || c >= 'A' && c <= 'Z'
                                                || c >= '0' && c <= '9'
                                                || TOKEN_SIGNS.indexOf(c) >= 0);
    }

    /** Up to CRLF, or LF alone (RFC 9112 §2.2), which is left out. */
    private String line(int status, String tooLong) throws IOException, Refusal {
        int length = 0;
        while (true) {
            byte octet = octet();
            if (octet == '\n') {
                break;
            }
            if (length == line.length || headLeft-- == 0) {
                throw new Refusal(status, tooLong);
            }
            line[length++] = octet;
        }
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        }
        for (int i = 0; i < length; i++) {
            if (line[i] < ' ' && line[i] >= 0 && line[i] != '\t' || line[i] == 0x7f) {
                throw new Refusal(400, "The request holds control characters.");
            }
        }
        return new String(line, 0, length, StandardCharsets.ISO_8859_1);
    }

    private byte octet() throws IOException {
        if (next == end && !fill()) {
            throw new EOFException("the connection ended within a request");
        }
        return buffer[next++];
    }

    private boolean fill() throws IOException {
        int count = in.read(buffer, 0, buffer.length);
        next = 0;
        end = Math.max(count, 0);
        return count > 0;
    }
}
