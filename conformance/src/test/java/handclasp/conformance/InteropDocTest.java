package handclasp.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/interop.md} is what this run proved. It comes after all other tests; with {@code
 * -Dhandclasp.update=true} it writes the file anew.
 */
@Order(Integer.MAX_VALUE)
final class InteropDocTest {
    private static final String YES = "yes";

    @Test
    void saysWhatWasProved() throws IOException {
        assumeTrue(
                System.getProperty("test") == null && !Evidence.all().isEmpty(),
                "only some tests ran: mvn verify");
        Path root = Path.of(System.getProperty("handclasp.root", ".."));
        Path file = root.resolve("docs/interop.md");
        String proved = document();
        Files.writeString(Path.of("target/interop.md"), proved);
        if (Boolean.getBoolean("handclasp.update")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, proved);
        }
        Set<String> recorded = rows(Files.readString(file));
        // Other machines have other versions, and perhaps fewer peers; what is there must be
        // proved.
        recorded.removeIf(row -> Evidence.all().keySet().stream().noneMatch(row::startsWith));
        assertThat(rows(proved))
                .as("mvn verify -Dhandclasp.update=true writes docs/interop.md anew")
                .isEqualTo(recorded);
    }

    private static String document() {
        Map<String, Set<Feature>> all = Evidence.all();
        List<String> columns = new ArrayList<>(all.keySet());
        StringBuilder text =
                new StringBuilder(
                        """
                        # Interoperability

                        Made by `mvn verify` from what its tests in `conformance` proved on real sockets; a test
                        fails if this table and a run disagree. Each column is a peer in its role, with Handclasp
                        at the other end.

                        """);
        text.append("Recorded with ")
                .append(
                        Evidence.versions().entrySet().stream()
                                .map(entry -> entry.getKey() + " " + entry.getValue())
                                .collect(Collectors.joining(", ")))
                .append(".\n\n");
        line(text, "", columns);
        line(text, "---", columns.stream().map(column -> ":-:").toList());
        for (Feature feature : Feature.values()) {
            line(
                    text,
                    feature.toString(),
                    columns.stream()
                            .map(column -> all.get(column).contains(feature) ? YES : "")
                            .toList());
        }
        text.append(
                """

                Not proved, since no program here does it:

                * half-close with OpenSSL's command line tools, curl and browsers, which end both directions at
                  the first `close_notify`;
                * a cookie (`s_server -stateless`) for a client in compatibility mode, whose ChangeCipherSpec
                  that server cannot read;
                * tickets from the JDK, which sends them only to clients that can resume, and key updates begun
                  by Chromium or curl;
                * Ed25519, Ed448 and RSA-PSS keys, secp521r1 and x448 with Chromium, which does not offer them.
                """);
        return text.toString();
    }

    private static void line(StringBuilder text, String first, List<String> cells) {
        text.append("| ").append(first);
        cells.forEach(cell -> text.append(" | ").append(cell));
        text.append(" |\n");
    }

    /** The table's marks, such as {@code OpenSSL client: group x25519}. */
    private static Set<String> rows(String document) {
        List<List<String>> table =
                document.lines()
                        .filter(line -> line.startsWith("|"))
                        .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toList())
                        .toList();
        Set<String> rows = new TreeSet<>();
        List<String> columns = table.getFirst();
        for (List<String> row : table.subList(2, table.size())) {
            for (int i = 2; i < row.size(); i++) {
                if (row.get(i).equals(YES)) {
                    rows.add(columns.get(i) + ": " + row.get(1));
                }
            }
        }
        return rows;
    }
}
