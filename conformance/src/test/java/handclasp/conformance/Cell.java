package handclasp.conformance;

import handclasp.conformance.peer.CertificateKind;
import handclasp.conformance.peer.Feature;
import handclasp.conformance.peer.Peer;
import handclasp.conformance.peer.Setup;
import handclasp.tls.CipherSuite;
import handclasp.tls.NamedGroup;
import handclasp.tls.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One combination of what a handshake settles, beside the kind of certificate. */
record Cell(CipherSuite suite, NamedGroup group) {

    /** With seven kinds of certificates, each pair of suite, group and kind comes up. */
    static List<Cell> pairs(Peer peer, Role role, CertificateKind kind) {
        List<CipherSuite> suites = suites(peer, role);
        List<Cell> cells = new ArrayList<>();
        for (NamedGroup group : groups(peer, role)) {
            cells.add(new Cell(suites.get((cells.size() + kind.ordinal()) % suites.size()), group));
        }
        return cells;
    }

    static List<Cell> all(Peer peer, Role role) {
        return groups(peer, role).stream()
                .flatMap(group -> suites(peer, role).stream().map(suite -> new Cell(suite, group)))
                .toList();
    }

    static Stream<CertificateKind> kinds(Peer peer, Role role) {
        return Stream.of(CertificateKind.values()).filter(kind -> peer.can(role, Feature.of(kind)));
    }

    private static List<CipherSuite> suites(Peer peer, Role role) {
        return Setup.ALL_SUITES.stream()
                .filter(suite -> peer.can(role, Feature.of(suite)))
                .toList();
    }

    private static List<NamedGroup> groups(Peer peer, Role role) {
        return Setup.ALL_GROUPS.stream()
                .filter(group -> peer.can(role, Feature.of(group)))
                .toList();
    }
}
