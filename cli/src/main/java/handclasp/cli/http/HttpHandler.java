package handclasp.cli.http;

import handclasp.tls.Facts;
import java.io.IOException;

/** Answers GET and HEAD. Must be thread-safe. */
@FunctionalInterface
public interface HttpHandler {
    /**
     * The response; for HEAD the same one as for GET.
     *
     * @param facts of the connection
     * @throws IOException if the answer cannot be had; the client is told no more than that
     */
    HttpResponse handle(HttpRequest request, Facts facts) throws IOException;
}
