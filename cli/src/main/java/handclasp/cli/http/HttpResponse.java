package handclasp.cli.http;

import handclasp.inspector.page.Page;
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
    static HttpResponse text(int status, String sentence) {
        return of(status, "text/plain; charset=utf-8", status + ": " + sentence + "\n");
    }

    /** A page of this program, which may load nothing and run nothing. */
    static HttpResponse page(Page page) {
        return of(200, "text/html; charset=utf-8", page.html())
                .with("Content-Security-Policy", page.contentSecurityPolicy())
                .with("Referrer-Policy", "no-referrer")
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
