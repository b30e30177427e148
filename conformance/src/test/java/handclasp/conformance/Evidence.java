package handclasp.conformance;

import handclasp.conformance.peer.Feature;
import handclasp.conformance.peer.Program;
import handclasp.tls.Role;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** What the tests of this run proved, for the table in {@code docs/interop.md}. */
final class Evidence {
    private static final Map<String, Set<Feature>> PROVED = new ConcurrentHashMap<>();
    private static final Map<String, String> VERSIONS = new ConcurrentHashMap<>();

    private Evidence() {}

    /**
     * A peer did its part of a feature.
     *
     * @param role the peer's
     */
    static void proved(Program peer, Role role, Feature... features) {
        VERSIONS.put(peer.name(), peer.version());
        Set<Feature> all =
                PROVED.computeIfAbsent(
                        column(peer.name(), role), k -> ConcurrentHashMap.newKeySet());
        all.addAll(Set.of(features));
    }

    static String column(String peer, Role role) {
        return peer + " " + (role == Role.CLIENT ? "client" : "server");
    }

    /** Features by column, such as {@code OpenSSL client}. */
    static Map<String, Set<Feature>> all() {
        Map<String, Set<Feature>> all = new TreeMap<>();
        PROVED.forEach((column, features) -> all.put(column, new TreeSet<>(features)));
        return all;
    }

    /** The versions of the peers that proved something. */
    static Map<String, String> versions() {
        return new TreeMap<>(VERSIONS);
    }
}
