package handclasp.cli.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileTreeTest {
    @TempDir private Path folder;
    private Path root;
    private Exchange exchange;

    @BeforeEach
    void makeFiles() throws IOException {
        root = Files.createDirectory(folder.resolve("root"));
        Files.writeString(folder.resolve("outside.txt"), "outside");
        Files.createDirectory(folder.resolve("root-sibling"));
        Files.writeString(folder.resolve("root-sibling/x.txt"), "outside");
        Files.writeString(root.resolve("a b.txt"), "content");
        Files.createDirectories(root.resolve("sub/deep"));
        Files.writeString(root.resolve("sub/<b>&\"'.md"), "content");
        Files.createDirectory(root.resolve(".git"));
        Files.writeString(root.resolve(".git/config"), "hidden");
        Files.writeString(root.resolve(".env"), "hidden");
        Files.createDirectory(root.resolve(".well-known"));
        Files.writeString(root.resolve(".well-known/token"), "content");
        exchange = new Exchange(FileTree.of(root));
    }

    @Test
    void servesFiles() throws IOException {
        assertThat(exchange.get("/a%20b.txt"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("Content-Type: text/plain; charset=utf-8\r\n")
                .contains("Content-Length: 7\r\n")
                .contains("X-Content-Type-Options: nosniff\r\n")
                .endsWith("\r\n\r\ncontent");
        assertThat(exchange.get("/.well-known/token")).endsWith("content");
    }

    @Test
    void listsFolders() throws IOException {
        assertThat(exchange.get("/"))
                .contains("<a href=\"./a%20b.txt\">a b.txt</a>")
                .contains("<a href=\"./sub/\">sub/</a>")
                .doesNotContain(".git", ".env", "..</a>");
        assertThat(exchange.get("/sub/"))
                .contains("&lt;b&gt;&amp;&quot;&#39;.md</a>")
                .contains("<a href=\"../\">..</a>")
                .doesNotContain("<b>");
    }

    @Test
    void prefersAnIndex() throws IOException {
        Files.writeString(root.resolve("sub/index.html"), "<p>index");

        assertThat(exchange.get("/sub/")).contains("text/html").endsWith("<p>index");
    }

    @Test
    void addsTheSlashOfFolders() throws IOException {
        assertThat(exchange.get("/sub"))
                .startsWith("HTTP/1.1 301 ")
                .contains("Location: /sub/\r\n");
        // "//evil.example" would be another host.
        Files.createDirectory(root.resolve("evil.example"));
        assertThat(exchange.get("//evil.example")).contains("Location: /evil.example/\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/absent",
                "/a%20b.txt/",
                "/sub/absent",
                "/.git/config",
                "/.git/",
                "/.env",
                "/.handclasp",
            })
    void findsNothingElse(String path) throws IOException {
        assertThat(exchange.get(path)).startsWith("HTTP/1.1 404 ").doesNotContain("hidden");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../outside.txt",
                "/sub/../../outside.txt",
                "/%2e%2e/outside.txt",
                "/..%2foutside.txt",
                "/sub/..%5c..%5coutside.txt",
                "/%2fetc/passwd",
                "//etc/passwd",
                "/../root-sibling/x.txt",
            })
    void staysInsideItsFolder(String path) throws IOException {
        assertThat(exchange.get(path)).containsPattern("^HTTP/1.1 40[04] ").doesNotContain("root:");
    }

    @Test
    void followsLinksOnlyInside() throws IOException {
        Files.createSymbolicLink(root.resolve("out"), folder.resolve("outside.txt"));
        Files.createSymbolicLink(root.resolve("up"), folder);
        Files.createSymbolicLink(root.resolve("sibling"), folder.resolve("root-sibling"));
        Files.createSymbolicLink(root.resolve("config"), root.resolve(".git/config"));
        Files.createSymbolicLink(root.resolve("loop"), root.resolve("loop"));
        Files.createSymbolicLink(root.resolve("in"), Path.of("a b.txt"));

        for (String path : new String[] {"/out", "/up/outside.txt", "/sibling/x.txt", "/config"}) {
            assertThat(exchange.get(path)).as(path).startsWith("HTTP/1.1 404 ");
        }
        assertThat(exchange.get("/loop")).doesNotStartWith("HTTP/1.1 200");
        assertThat(exchange.get("/in")).endsWith("content");
        assertThat(exchange.get("/")).contains(">in<").doesNotContain(">out<", ">up/<", ">config<");
    }

    @Test
    void doesNotOpenWhatIsNoFile() throws Exception {
        Path pipe = root.resolve("pipe");
        Process mkfifo = new ProcessBuilder("mkfifo", pipe.toString()).start();

        assertThat(mkfifo.waitFor()).isZero();
        assertThat(exchange.get("/pipe")).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void saysWhenNothingChanged() throws IOException {
        Path file = root.resolve("a b.txt");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-06-03T04:05:06.7Z")));

        assertThat(exchange.get("/a%20b.txt"))
                .contains("Last-Modified: Wed, 03 Jun 2026 04:05:06 GMT\r\n");
        assertThat(exchange.get("/a%20b.txt", "If-Modified-Since: Wed, 03 Jun 2026 04:05:06 GMT"))
                .startsWith("HTTP/1.1 304 Not Modified\r\n")
                .endsWith("\r\n\r\n");
        assertThat(exchange.get("/a%20b.txt", "If-Modified-Since: Wed, 03 Jun 2026 04:05:05 GMT"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(exchange.get("/a%20b.txt", "If-Modified-Since: whenever"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void servesFoldersOnly() {
        assertThatThrownBy(() -> FileTree.of(folder.resolve("outside.txt")))
                .isInstanceOf(NotDirectoryException.class);
    }
}
