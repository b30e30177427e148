package handclasp.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import handclasp.conformance.peer.Everyone;
import handclasp.conformance.peer.Feature;
import handclasp.conformance.peer.Gaps;
import handclasp.tls.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * {@code docs/interop.md} is what this run proved. It comes after all other tests; with {@code
 * -Dhandclasp.update=true} it writes the file anew.
 */
@Isolated("needs what all others found")
@Order(Integer.MAX_VALUE)
final class InteropDocTest {

    private static void assumeWholeRun() {
        assumeTrue(
                System.getProperty("test") == null && !Evidence.all().isEmpty(),
                "only some tests ran: mvn verify");
    }

    @Test
    void saysWhatWasProved() throws IOException {
        assumeWholeRun();
        Path root = Path.of(System.getProperty("handclasp.root", ".."));
        Path file = root.resolve("docs/interop.md");
        String proved = InteropDocument.text(Evidence.all(), Evidence.versions());
        Files.writeString(Path.of("target/interop.md"), proved);
        if (Boolean.getBoolean("handclasp.update")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, proved);
        }
        Set<String> recorded = InteropDocument.marks(Files.readString(file));
        // Other machines have other versions, and perhaps fewer peers; what is there must be
        // proved.
        recorded.removeIf(mark -> Evidence.all().keySet().stream().noneMatch(mark::startsWith));
        assertThat(InteropDocument.marks(proved))
                .as("mvn verify -Dhandclasp.update=true writes docs/interop.md anew")
                .isEqualTo(recorded);
    }

    /** Nothing is left out in silence, and no reason outlives what it excuses. */
    @Test
    void eachPeerProvedEachFeatureOrSaysWhyNot() {
        assumeWholeRun();
        Map<String, Set<String>> wrong = new TreeMap<>();
        for (Role role : Role.values()) {
            for (Map.Entry<String, Gaps> peer : Everyone.gaps(role).entrySet()) {
                String column = Evidence.column(peer.getKey(), role);
                Set<Feature> proved = Evidence.all().getOrDefault(column, Set.of());
                Set<String> problems = problems(proved, peer.getValue(), role);
                // A peer that is not here proved nothing.
                if (!proved.isEmpty() && !problems.isEmpty()) {
                    wrong.put(column, problems);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static Set<String> problems(Set<Feature> proved, Gaps gaps, Role role) {
        Set<String> problems = new TreeSet<>();
        for (Feature feature : Feature.values()) {
            boolean yes = proved.contains(feature);
            if (yes && gaps.has(feature)) {
                problems.add("proved in spite of its reason: " + feature.inFull());
            }
            if (!yes && !gaps.has(feature) && feature.askedOf().contains(role)) {
                problems.add("neither proved nor excused: " + feature.inFull());
            }
        }
        return problems;
    }

    /** Every peer's evidence names its version. */
    @Test
    void everyPeerHasAVersion() {
        assumeWholeRun();
        assertThat(Evidence.versions().entrySet())
                .allSatisfy(peer -> assertThat(peer.getValue()).as(peer.getKey()).isNotBlank());
        assertThat(
                        Evidence.all().keySet().stream()
                                .map(column -> column.replaceFirst(" (client|server)$", ""))
                                .collect(Collectors.toSet()))
                .isEqualTo(Evidence.versions().keySet());
    }
}
