package handclasp.cli.http;

import handclasp.inspector.Recording;
import java.io.IOException;
import java.util.function.Supplier;

/** Answers GET and HEAD. Must be thread-safe. */
@FunctionalInterface
public interface HttpHandler {
    /**
     * The response; for HEAD the same one as for GET.
     *
     * @param handshake of the connection
     * @throws IOException if the answer cannot be had; the client is told no more than that
     */
    HttpResponse handle(HttpRequest request, Supplier<Recording> handshake) throws IOException;
}
