package handclasp.cli.http;

import handclasp.inspector.Recording;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What {@code handclasp serve} shows: files if there are any to serve, and the page about the
 * connection, at {@code /} or, beside files, at {@code /.handclasp}.
 */
public final class Site implements HttpHandler {
    /** The path of the page about the connection, beside files. */
    public static final String PAGE = ".handclasp";

    private final Optional<FileTree> files;

    public Site(Optional<FileTree> files) {
        this.files = files;
    }

    @Override
    public HttpResponse handle(HttpRequest request, Supplier<Recording> handshake)
            throws IOException {
        boolean front = request.segments().isEmpty() && files.isEmpty();
        if (front || request.segments().equals(List.of(PAGE))) {
            return ConnectionPage.respond(request, handshake.get());
        }
        return files.isPresent()
                ? files.get().handle(request, handshake)
                : HttpResponse.text(404, "Only / is here. Serve files with: handclasp serve DIR");
    }
}
