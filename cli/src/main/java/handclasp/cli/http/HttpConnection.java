package handclasp.cli.http;

import handclasp.inspector.Recording;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;

/** Speaks HTTP/1.1 over one connection until either side has enough. Not thread-safe. */
public final class HttpConnection {
    /** Known, but not for this server (RFC 9110 §9.1, RFC 5789). */
    private static final Set<String> OTHER_METHODS =
            Set.of("POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

    /** One TLS record. */
    private static final int CHUNK = 16_384;

    private final OutputStream out;
    private final RequestReader reader;
    private final HttpHandler handler;
    private final HttpLimits limits;
    private final Pace pace;
    private final byte[] chunk = new byte[CHUNK];

    public HttpConnection(
            InputStream in, OutputStream out, HttpHandler handler, HttpLimits limits, Pace pace) {
        this.out = out;
        this.reader = new RequestReader(in, limits);
        this.handler = handler;
        this.limits = limits;
        this.pace = pace;
    }

    /**
     * Answers requests until there is nothing more to say; the client may say more.
     *
     * @param handshake of the connection, asked for only where it is shown
     * @throws IOException if the connection breaks, or content ends before its length
     */
    public void serve(Supplier<Recording> handshake) throws IOException {
        while (true) {
            pace.idle(limits.idleTime());
            if (!reader.awaitRequest()) {
                return;
            }
            pace.busy(limits.headTime());
            HttpRequest request;
            try {
                request = reader.read();
            } catch (Refusal refusal) {
                send(refusal.response(), false, false);
                return;
            }
            boolean goesOn = request.keepsAlive() && !request.hasContent() && !pace.stopping();
            send(answer(request, handshake), request.isHead(), goesOn);
            if (!goesOn) {
                return;
            }
        }
    }

    private HttpResponse answer(HttpRequest request, Supplier<Recording> handshake) {
        if (OTHER_METHODS.contains(request.method())) {
            return HttpResponse.text(405, "Only GET and HEAD are possible here.")
                    .with("Allow", "GET, HEAD");
        }
        if (!request.method().equals("GET") && !request.isHead()) {
            return HttpResponse.text(501, "This server knows GET and HEAD only.");
        }
        try {
            return handler.handle(request, handshake);
        } catch (IOException e) {
            return HttpResponse.text(500, "The server could not read what was asked for.");
        }
    }

    private void send(HttpResponse response, boolean headOnly, boolean goesOn) throws IOException {
        try (response) {
            byte[] head = head(response, goesOn).getBytes(StandardCharsets.ISO_8859_1);
            long began = System.nanoTime();
            long sent = 0;
            pace.busy(limits.stallTime());
            int filled = 0;
            if (head.length <= CHUNK) {
                // Head and the beginning of the content share a record.
                System.arraycopy(head, 0, chunk, 0, head.length);
                filled = head.length;
            } else {
                out.write(head);
            }
            long left = headOnly ? 0 : Math.max(response.length(), 0);
            do {
                int room = (int) Math.min(CHUNK - filled, left);
                int count = response.content().readNBytes(chunk, filled, room);
                if (count < room) {
                    throw new EOFException("the file became shorter while it was sent");
                }
                pace.busy(timeForMore(sent, System.nanoTime() - began));
                out.write(chunk, 0, filled + count);
                sent += filled + count;
                left -= count;
                filled = 0;
            } while (left > 0);
        }
    }

    /**
     * Who takes a response a little at a time would never stall, and hold its place for as long as it likes.
     *
     * @param sent of the response so far, in bytes
     * @param took nanoseconds since it began
     */
    private Duration timeForMore(long sent, long took) {
        Duration earned = Duration.ofMillis(sent * 1000 / limits.leastRate());
        Duration left = limits.stallTime().plus(earned).minusNanos(took);
        Duration time = left.compareTo(limits.stallTime()) < 0 ? left : limits.stallTime();
        return time.isNegative() ? Duration.ZERO : time;
    }

    private static String head(HttpResponse response, boolean goesOn) {
        StringBuilder head = new StringBuilder(256);
        String phrase = HttpResponse.phrase(response.status());
        head.append("HTTP/1.1 ").append(response.status()).append(' ').append(phrase);
        header(head, "Date", HttpDate.write(Instant.now()));
        header(head, "Server", "handclasp");
        response.headers().forEach((name, value) -> header(head, name, value));
        header(head, "X-Content-Type-Options", "nosniff");
        if (response.length() >= 0) {
            header(head, "Content-Length", Long.toString(response.length()));
        }
        if (!goesOn) {
            header(head, "Connection", "close");
        }
        return head.append("\r\n\r\n").toString();
    }

    private static void header(StringBuilder head, String name, String value) {
        head.append("\r\n").append(name).append(": ").append(value);
    }
}
