package handclasp.cli.http;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A response. Whoever has it closes it.
 *
 * @param length of the content, in bytes; -1 for a response without any
 */
public record HttpResponse(
        int status, Map<String, String> headers, InputStream content, long length)
        implements Closeable {
    private static final String PAGE_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'";

    static HttpResponse text(int status, String sentence) {
        return of(status, "text/plain; charset=utf-8", status + ": " + sentence + "\n");
    }

    /** A page of this program, which may load nothing and run nothing. */
    static HttpResponse page(String html) {
        return of(200, "text/html; charset=utf-8", html)
                .with("Content-Security-Policy", PAGE_POLICY)
                .with("Cache-Control", "no-store");
    }

    static HttpResponse redirect(String location) {
        return text(301, "See " + location).with("Location", location);
    }

    /** Only a head, as for 304. */
    static HttpResponse withoutContent(int status) {
        return new HttpResponse(status, Map.of(), InputStream.nullInputStream(), -1);
    }

    private static HttpResponse of(int status, String type, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return new HttpResponse(status, Map.of(), new ByteArrayInputStream(bytes), bytes.length)
                .with("Content-Type", type);
    }

    HttpResponse with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpResponse(status, more, content, length);
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    /** The phrase of RFC 9110 §15. */
    static String phrase(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 301 -> "Moved Permanently";
            case 304 -> "Not Modified";
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 414 -> "URI Too Long";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 505 -> "HTTP Version Not Supported";
            default -> "";
        };
    }
}
