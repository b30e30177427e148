package handclasp.conformance.fault;

import handclasp.testkit.GeneratedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What other programs said of the faults when somebody last asked them: {@code faults/peers.tsv}. Their words change from
 * version to version, so they are compared only where the very version is present that was recorded.
 */
final class PeerWords {
    private static final String FILE = "conformance/src/test/resources/faults/peers.tsv";

    private final Map<String, String> versions = new TreeMap<>();
    private final Map<String, Map<String, String>> words = new TreeMap<>();

    private PeerWords() {}

    static PeerWords none() {
        return new PeerWords();
    }

    static PeerWords recorded() {
        PeerWords peers = new PeerWords();
        Path file = GeneratedFile.root().resolve(FILE);
        try {
            if (Files.exists(file)) {
                Files.readAllLines(file).forEach(peers::line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return peers;
    }

    private void line(String line) {
        String[] cells = line.split("\t");
        if (cells[0].equals("version")) {
            versions.put(cells[1], cells[2]);
        } else {
            put(cells[0], cells[1], cells[2]);
        }
    }

    void version(String peer, String version) {
        versions.put(peer, version);
    }

    void put(String peer, String title, String said) {
        words.computeIfAbsent(title, any -> new TreeMap<>()).put(peer, said);
    }

    /** The version that was asked, or an empty text. */
    String version(String peer) {
        return versions.getOrDefault(peer, "");
    }

    /** Such as {@code OpenSSL 3.0.19}. */
    List<String> versions() {
        List<String> all = new ArrayList<>();
        versions.forEach((peer, version) -> all.add(peer + " " + version));
        return all;
    }

    /** By the peer's name. */
    Map<String, String> of(Fault fault) {
        return words.getOrDefault(fault.title(), Map.of());
    }

    /** Keeps what others said, and takes this peer's words and version from here. */
    PeerWords with(String peer, PeerWords fresh) {
        PeerWords all = new PeerWords();
        all.versions.putAll(versions);
        all.versions.put(peer, fresh.version(peer));
        words.forEach(
                (title, said) ->
                        said.forEach(
                                (who, what) -> {
                                    if (!who.equals(peer)) {
                                        all.put(who, title, what);
                                    }
                                }));
        fresh.words.forEach((title, said) -> all.put(peer, title, said.getOrDefault(peer, "")));
        return all;
    }

    void write() throws IOException {
        Path file = GeneratedFile.root().resolve(FILE);
        Files.createDirectories(file.getParent());
        List<String> lines = new ArrayList<>();
        versions.forEach((peer, version) -> lines.add("version\t" + peer + "\t" + version));
        Map<String, List<String>> byPeer = new LinkedHashMap<>();
        words.forEach(
                (title, said) ->
                        said.forEach(
                                (peer, what) ->
                                        byPeer.computeIfAbsent(peer, any -> new ArrayList<>())
                                                .add(peer + "\t" + title + "\t" + what)));
        byPeer.values().forEach(lines::addAll);
        Files.write(file, lines);
    }
}
