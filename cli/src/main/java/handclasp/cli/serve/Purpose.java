package handclasp.cli.serve;

import handclasp.cli.option.Endpoint;
import java.nio.file.Path;

/** What a server is for. */
sealed interface Purpose {
    /** A page that says what the visitor's connection negotiated. */
    record ConnectionPage() implements Purpose {}

    /** A folder's files. */
    record Files(Path folder) implements Purpose {}

    /** Sending back what comes. */
    record Echo() implements Purpose {}

    /** TLS for a service that has none. */
    record Proxy(Endpoint backend) implements Purpose {}

    /** Whether the server speaks HTTP itself. */
    default boolean speaksHttp() {
        return switch (this) {
            case ConnectionPage page -> true;
            case Files files -> true;
            case Echo echo -> false;
            case Proxy proxy -> false;
        };
    }
}
