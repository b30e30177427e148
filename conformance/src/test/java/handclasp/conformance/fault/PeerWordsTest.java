package handclasp.conformance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Other programs are given the same mistakes, and what they say is what {@code faults/peers.tsv} says they do. With
 * {@code -Dhandclasp.update=true} that file is written anew with the programs of this machine.
 */
@Timeout(300)
final class PeerWordsTest {
    @ParameterizedTest
    @EnumSource(PeerStage.class)
    void sayWhatWasRecorded(PeerStage peer) throws Exception {
        PeerWords recorded = PeerWords.recorded();
        if (Boolean.getBoolean("handclasp.update")) {
            recorded.with(peer.label(), ask(peer, faults())).write();
            return;
        }
        assumeTrue(
                recorded.version(peer.label()).equals(peer.version()),
                "recorded with %s %s, which is not here: -Dhandclasp.update=true records anew"
                        .formatted(peer.label(), recorded.version(peer.label())));
        Map<String, String> expected = new TreeMap<>();
        Map<String, String> said = new TreeMap<>();
        for (Fault fault : some(faults())) {
            if (PeerStage.NOTHING.equals(recorded.of(fault).get(peer.label()))) {
                // That nothing comes takes long to find out.
                continue;
            }
            expected.put(fault.title(), recorded.of(fault).getOrDefault(peer.label(), ""));
            said.put(fault.title(), peer.say(fault));
        }
        assertThat(said).isEqualTo(expected);
    }

    /** All of them where there is time, else a fourth. */
    private static List<Fault> some(List<Fault> all) {
        int step = Boolean.getBoolean("handclasp.long") ? 1 : 4;
        return IntStream.range(0, all.size())
                .filter(i -> i % step == 0)
                .mapToObj(all::get)
                .toList();
    }

    private static List<Fault> faults() {
        return Faults.all().stream().filter(fault -> !fault.alone).toList();
    }

    private static PeerWords ask(PeerStage peer, List<Fault> faults)
            throws IOException, InterruptedException {
        PeerWords words = PeerWords.none();
        words.version(peer.label(), peer.version());
        for (Fault fault : faults) {
            words.put(peer.label(), fault.title(), peer.say(fault));
        }
        return words;
    }
}
