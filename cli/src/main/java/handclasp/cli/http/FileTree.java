package handclasp.cli.http;

import handclasp.inspector.Recording;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Serves the files of a folder, and nothing outside it, whatever links point there. Names that
 * begin with a dot are kept back, for they tend to hold secrets; only {@code .well-known} (RFC 8615)
 * is served.
 */
public final class FileTree implements HttpHandler {
    private static final String INDEX = "index.html";

    private final Path root;

    private FileTree(Path root) {
        this.root = root;
    }

    /**
     * The files under a folder.
     *
     * @throws IOException if it is no folder that can be read
     */
    public static FileTree of(Path folder) throws IOException {
        Path root = folder.toRealPath();
        if (!Files.isDirectory(root)) {
            throw new NotDirectoryException(folder.toString());
        }
        return new FileTree(root);
    }

    @Override
    public HttpResponse handle(HttpRequest request, Supplier<Recording> handshake)
            throws IOException {
        try {
            Optional<Path> found = find(request.segments());
            return found.isEmpty() ? notFound() : respond(request, found.get());
        } catch (NoSuchFileException e) {
            return notFound();
        } catch (AccessDeniedException e) {
            return HttpResponse.text(403, "The server may not read this file.");
        }
    }

    private HttpResponse respond(HttpRequest request, Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            return folder(request, path);
        }
        boolean servable = attributes.isRegularFile() && !request.folder();
        return servable ? file(request, path, attributes) : notFound();
    }

    private HttpResponse folder(HttpRequest request, Path folder) throws IOException {
        if (!request.folder()) {
            // Relative links in the folder's page need the slash.
            return HttpResponse.redirect(url(request.segments()) + "/");
        }
        Optional<Path> index = contained(folder.resolve(INDEX));
        if (index.isPresent() && Files.isRegularFile(index.get())) {
            Path file = index.get();
            return file(request, file, Files.readAttributes(file, BasicFileAttributes.class));
        }
        return HttpResponse.page(FolderPage.write(request.segments(), entries(folder)));
    }

    private List<FolderPage.Entry> entries(Path folder) throws IOException {
        try (var paths = Files.list(folder)) {
            return paths.limit(FolderPage.LONGEST).flatMap(path -> entry(path).stream()).toList();
        }
    }

    private Optional<FolderPage.Entry> entry(Path path) {
        try {
            Optional<Path> real = contained(path);
            if (real.isEmpty() || isHidden(path.getFileName())) {
                return Optional.empty();
            }
            BasicFileAttributes attributes =
                    Files.readAttributes(real.get(), BasicFileAttributes.class);
            return Optional.of(
                    new FolderPage.Entry(
                            path.getFileName().toString(),
                            attributes.isDirectory(),
                            attributes.size(),
                            attributes.lastModifiedTime().toInstant()));
        } catch (IOException e) {
            // It went away meanwhile, or is a link to nowhere.
            return Optional.empty();
        }
    }

    private static HttpResponse file(HttpRequest request, Path file, BasicFileAttributes attributes)
            throws IOException {
        Instant modified =
                attributes.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.SECONDS);
        String date = HttpDate.write(modified);
        if (isKnown(request, modified)) {
            return HttpResponse.withoutContent(304).with("Last-Modified", date);
        }
        return new HttpResponse(
                        200,
                        Map.of("Content-Type", ContentType.of(file.toString())),
                        Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS),
                        attributes.size())
                .with("Last-Modified", date);
    }

    /** RFC 9110 §13.1.3. */
    private static boolean isKnown(HttpRequest request, Instant modified) {
        return request.header("if-none-match").isEmpty()
                && request.header("if-modified-since")
                        .flatMap(HttpDate::read)
                        .filter(since -> !modified.isAfter(since))
                        .isPresent();
    }

    private Optional<Path> find(List<String> segments) throws IOException {
        Path path = root;
        for (String segment : segments) {
            try {
                path = path.resolve(segment);
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        }
        for (Path name : root.relativize(path)) {
            if (isHidden(name)) {
                return Optional.empty();
            }
        }
        return contained(path);
    }

    /** The file that a path means, links followed, if it is in the tree and not hidden. */
    private Optional<Path> contained(Path path) throws IOException {
        Path real;
        try {
            real = path.toRealPath();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (!real.startsWith(root)) {
            return Optional.empty();
        }
        for (Path name : root.relativize(real)) {
            if (isHidden(name)) {
                return Optional.empty();
            }
        }
        return Optional.of(real);
    }

    private static boolean isHidden(Path name) {
        String text = name.toString();
        return text.startsWith(".") && !text.equals(".well-known");
    }

    private static String url(List<String> segments) {
        return segments.stream().map(Html::urlSegment).collect(Collectors.joining("/", "/", ""));
    }

    private static HttpResponse notFound() {
        return HttpResponse.text(404, "There is no such file here.");
    }
}
