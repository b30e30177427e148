package handclasp.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The build's last words: what it did not run, and how to run it. */
public final class SkippedTests {

    private static final int FORMATTER_JAVA = 25;

    private final TreeMap<String, List<String>> testsByReason = new TreeMap<>();

    private SkippedTests() {}

    /**
     * Prints the reasons found in the test reports of every module.
     *
     * @param args the project's root, when the build started (ISO 8601; older reports are left
     *     out), and the version of the Java that runs Maven
     */
    public static void main(String[] args) {
        report(Path.of(args[0]), Instant.parse(args[1]), Integer.parseInt(args[2]))
                .forEach(System.out::println);
    }

    static List<String> report(Path root, Instant start, int mavensJava) {
        SkippedTests skipped = new SkippedTests();
        skipped.readReports(root, start);
        return skipped.lines(mavensJava);
    }

    private List<String> lines(int mavensJava) {
        List<String> lines = new ArrayList<>();
        testsByReason.forEach((reason, tests) -> lines.add("  " + reason + named(tests)));
        if (mavensJava < FORMATTER_JAVA) {
            lines.add(
                    "  formatting was not checked (Maven runs on Java %d): JAVA_HOME=<a JDK %d> mvn verify"
                            .formatted(mavensJava, FORMATTER_JAVA));
        }
        if (lines.isEmpty()) {
            return List.of("Nothing was skipped.");
        }
        lines.addFirst("Skipped, and how to run it:");
        return lines;
    }

    private static String named(List<String> tests) {
        String count = tests.size() == 1 ? "1 test" : tests.size() + " tests";
        return " (%s in %s)".formatted(count, String.join(", ", new TreeSet<>(tests)));
    }

    private void readReports(Path root, Instant start) {
        try (Stream<Path> modules = Files.list(root)) {
            modules.map(module -> module.resolve("target/surefire-reports"))
                    .filter(Files::isDirectory)
                    .forEach(reports -> readFolder(reports, start));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readFolder(Path reports, Instant start) {
        try (Stream<Path> files = Files.list(reports)) {
            files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                    .filter(file -> !modified(file).isBefore(start))
                    .forEach(this::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(Path file) {
        NodeList skipped = parse(file).getElementsByTagName("skipped");
        for (int i = 0; i < skipped.getLength(); i++) {
            Element element = (Element) skipped.item(i);
            testsByReason
                    .computeIfAbsent(reason(element), reason -> new ArrayList<>())
                    .add(simpleName(element.getParentNode()));
        }
    }

    /** A disabled test's reason is an attribute; an aborted one's is in its exception's first line. */
    private static String reason(Element skipped) {
        String message = skipped.getAttribute("message").strip();
        if (!message.isEmpty()) {
            return message;
        }
        String exception = skipped.getTextContent().strip().lines().findFirst().orElse("");
        int colon = exception.indexOf(": ");
        return colon < 0 ? "skipped without a reason" : exception.substring(colon + 2);
    }

    private static String simpleName(Node testcase) {
        String name = ((Element) testcase).getAttribute("classname");
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static Document parse(Path file) {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile());
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("not a test report: " + file, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
