package handclasp.conformance;

import handclasp.conformance.peer.Everyone;
import handclasp.conformance.peer.Feature;
import handclasp.conformance.peer.Gaps;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The text of {@code docs/interop.md}: the same for the same evidence, whatever the order of the tests. */
final class InteropDocument {
    private static final String YES = "yes";
    private static final String NO = "no";
    private static final List<ProtocolVersion> VERSIONS =
            List.of(ProtocolVersion.TLS_1_3, ProtocolVersion.TLS_1_2);

    private InteropDocument() {}

    static String text(Map<String, Set<Feature>> proved, Map<String, String> versions) {
        StringBuilder text =
                new StringBuilder(
                        """
                        # Interoperability

                        Made by `mvn verify` from what its tests in `conformance` proved on real sockets, with Handclasp
                        at the other end. A test fails if these tables and a run disagree, and another if
                        a peer neither proves a feature nor has a reason below.

                        **yes**: proved. **no**: the peer cannot, for the reason given below. Empty: the peer has no
                        switch that would bring it about.

                        """);
        text.append("Recorded with ")
                .append(
                        versions.entrySet().stream()
                                .map(entry -> entry.getKey() + " " + entry.getValue())
                                .collect(Collectors.joining(", ")))
                .append(".\n");
        for (ProtocolVersion version : VERSIONS) {
            for (Role role : Role.values()) {
                text.append("\n## %s, peers as %ss\n\n".formatted(version, word(role)));
                table(text, proved, version, role);
            }
        }
        text.append("\n## What a peer cannot do\n");
        Everyone.gaps(Role.CLIENT)
                .forEach((peer, gaps) -> reasons(text, Evidence.column(peer, Role.CLIENT), gaps));
        Everyone.gaps(Role.SERVER)
                .forEach((peer, gaps) -> reasons(text, Evidence.column(peer, Role.SERVER), gaps));
        text.append("\n## What no peer here can prove\n\n");
        unproved(proved).forEach(line -> text.append("* ").append(line).append('\n'));
        return text.toString();
    }

    private static String word(Role role) {
        return role == Role.CLIENT ? "client" : "server";
    }

    private static void table(
            StringBuilder text,
            Map<String, Set<Feature>> proved,
            ProtocolVersion version,
            Role role) {
        List<Feature> features = Feature.of(version);
        List<String> peers =
                Everyone.gaps(role).keySet().stream()
                        .filter(
                                peer ->
                                        !Collections.disjoint(
                                                proved.getOrDefault(
                                                        Evidence.column(peer, role), Set.of()),
                                                features))
                        .toList();
        line(text, version + " " + word(role), peers);
        line(text, "---", peers.stream().map(peer -> ":-:").toList());
        for (Feature feature : features) {
            List<String> cells = new ArrayList<>();
            for (String peer : peers) {
                boolean yes = proved.get(Evidence.column(peer, role)).contains(feature);
                boolean no = Everyone.gaps(role).get(peer).has(feature);
                cells.add(yes ? YES : no ? NO : "");
            }
            if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
                line(text, feature.toString(), cells);
            }
        }
    }

    private static void line(StringBuilder text, String first, List<String> cells) {
        text.append("| ").append(first);
        cells.forEach(cell -> text.append(" | ").append(cell));
        text.append(" |\n");
    }

    private static void reasons(StringBuilder text, String column, Gaps gaps) {
        Map<String, List<Feature>> byReason = new LinkedHashMap<>();
        gaps.reasons()
                .forEach(
                        (feature, reason) ->
                                byReason.computeIfAbsent(reason, k -> new ArrayList<>())
                                        .add(feature));
        if (byReason.isEmpty()) {
            return;
        }
        text.append("\n**").append(column).append("**\n\n");
        byReason.forEach(
                (reason, features) -> text.append("* %s: %s\n".formatted(names(features), reason)));
    }

    private static String names(List<Feature> features) {
        return features.equals(Feature.of(ProtocolVersion.TLS_1_2))
                ? ProtocolVersion.TLS_1_2.toString()
                : features.stream().map(Feature::inFull).collect(Collectors.joining("; "));
    }

    /** Features that have no yes in a role, and what is not a feature of any table. */
    private static List<String> unproved(Map<String, Set<Feature>> proved) {
        List<String> lines = new ArrayList<>();
        for (Role role : Role.values()) {
            for (Feature feature : Feature.values()) {
                boolean yes =
                        Everyone.gaps(role).keySet().stream()
                                .map(peer -> proved.get(Evidence.column(peer, role)))
                                .anyMatch(
                                        features -> features != null && features.contains(feature));
                if (!yes && feature.askedOf().contains(role)) {
                    lines.add("%s, by any %s".formatted(feature.inFull(), word(role)));
                }
            }
        }
        return Stream.concat(
                        lines.stream(),
                        Stream.of(
                                "a cookie (`s_server -stateless`) for a client in compatibility mode, whose"
                                        + " ChangeCipherSpec that server cannot read",
                                "padding by others than OpenSSL, and records that are small on purpose: no"
                                        + " other tool has the switch",
                                "TLS_AES_128_CCM_SHA256 and TLS_AES_128_CCM_8_SHA256, finite-field groups and"
                                        + " brainpool curves, which Handclasp does not have",
                                "Firefox and Safari: NSS's tools stand for the one, none for the other"))
                .toList();
    }

    /** The tables' yeses, such as {@code OpenSSL client: group x25519}. */
    static Set<String> marks(String document) {
        Set<String> marks = new TreeSet<>();
        List<String> columns = List.of();
        for (String line : document.lines().toList()) {
            if (!line.startsWith("|")) {
                columns = List.of();
                continue;
            }
            List<String> cells =
                    Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList();
            if (columns.isEmpty()) {
                columns = cells;
            }
            for (int i = 1; i < cells.size(); i++) {
                if (cells.get(i).equals(YES)) {
                    marks.add(mark(columns.get(i), columns.getFirst(), cells.getFirst()));
                }
            }
        }
        return marks;
    }

    /** The version comes last, so that a mark begins with the column that {@link Evidence} has for the peer. */
    private static String mark(String peer, String versionAndRole, String feature) {
        int space = versionAndRole.lastIndexOf(' ');
        return "%s %s: %s in %s"
                .formatted(
                        peer,
                        versionAndRole.substring(space + 1),
                        feature,
                        versionAndRole.substring(0, space));
    }
}
