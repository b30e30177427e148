package handclasp.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import handclasp.conformance.peer.Agreed;
import handclasp.conformance.peer.Authority;
import handclasp.conformance.peer.CertificateKind;
import handclasp.conformance.peer.Curl;
import handclasp.conformance.peer.FiledIdentity;
import handclasp.conformance.peer.Jdk;
import handclasp.conformance.peer.OpenSsl;
import handclasp.conformance.peer.Peer;
import handclasp.conformance.peer.Setup;
import handclasp.testkit.LongRunning;
import handclasp.tls.CipherSuite;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.Facts;
import handclasp.tls.NamedGroup;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.Role;
import handclasp.tls.SignatureScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every suite, group and kind of certificate with every peer in every role. Both ends must have
 * settled the same, and data goes both ways. The authority's keys are of the same kind as the leaf's,
 * so the chain's signatures are covered too.
 */
final class MatrixTest {
    static final List<Peer> PEERS = List.of(new OpenSsl(), new Jdk(), new Curl());

    /** One combination. */
    record Cell(CipherSuite suite, NamedGroup group) {}

    static Stream<Arguments> rows() {
        List<Arguments> rows = new ArrayList<>();
        for (Peer peer : PEERS) {
            for (Role role : Role.values()) {
                for (CertificateKind kind : CertificateKind.values()) {
                    if (peer.roles().contains(role) && peer.knows(kind)) {
                        rows.add(arguments(peer.name(), role, kind, peer));
                    }
                }
            }
        }
        return rows.stream();
    }

    /** With seven kinds of certificates, each pair of suite, group and kind comes up. */
    @ParameterizedTest(name = "{0} as {1}, certificate {2}")
    @MethodSource("rows")
    void everyPair(String name, Role role, CertificateKind kind, Peer peer) throws Exception {
        List<Cell> cells = new ArrayList<>();
        List<NamedGroup> groups = groups(peer);
        int shift = List.of(CertificateKind.values()).indexOf(kind);
        for (int i = 0; i < groups.size(); i++) {
            int suite = (i + shift) % Setup.ALL_SUITES.size();
            cells.add(new Cell(Setup.ALL_SUITES.get(suite), groups.get(i)));
        }
        check(peer, role, kind, cells);
    }

    @LongRunning("about a minute")
    @ParameterizedTest(name = "{0} as {1}, certificate {2}")
    @MethodSource("rows")
    void everyCombination(String name, Role role, CertificateKind kind, Peer peer)
            throws Exception {
        List<Cell> cells = new ArrayList<>();
        for (NamedGroup group : groups(peer)) {
            for (CipherSuite suite : Setup.ALL_SUITES) {
                cells.add(new Cell(suite, group));
            }
        }
        check(peer, role, kind, cells);
    }

    private static List<NamedGroup> groups(Peer peer) {
        return Setup.ALL_GROUPS.stream().filter(peer::knows).toList();
    }

    private static void check(Peer peer, Role role, CertificateKind kind, List<Cell> cells)
            throws Exception {
        peer.require();
        if (role == Role.CLIENT) {
            checkClient(peer, kind, cells);
        } else {
            checkServer(peer, kind, cells);
        }
    }

    private static void checkClient(Peer peer, CertificateKind kind, List<Cell> cells)
            throws Exception {
        Authority authority = Authority.of(kind);
        FiledIdentity identity = authority.server(kind);
        try (Handclasp.Server<Integer> server =
                Handclasp.serve(Handclasp.server(identity).build(), Handclasp::echo)) {
            for (Cell cell : cells) {
                Setup setup = Setup.client(authority).suites(cell.suite()).groups(cell.group());
                Agreed theirs = peer.connect(setup, server.port());
                Facts ours = server.next().facts();
                compare(cell, kind, ours, ours.ownSignatureScheme().orElseThrow(), theirs);
                assertThat(ours.ownCertificates()).isEqualTo(identity.chain());
                prove(peer, Role.CLIENT, cell, kind);
            }
        }
    }

    private static void checkServer(Peer peer, CertificateKind kind, List<Cell> cells)
            throws Exception {
        Authority authority = Authority.of(kind);
        FiledIdentity identity = authority.server(kind);
        for (Cell cell : cells) {
            ClientConfiguration configuration =
                    Handclasp.client(authority)
                            .cipherSuites(List.of(cell.suite()))
                            .namedGroups(List.of(cell.group()))
                            .build();
            try (Peer.Listener listener = peer.listen(Setup.server(authority, identity))) {
                Session<Agreed> session =
                        Handclasp.connect(configuration, listener.port(), listener::converse);
                Facts ours = session.facts();
                SignatureScheme signature = ours.peerSignatureScheme().orElseThrow();
                compare(cell, kind, ours, signature, session.result());
                assertThat(ours.peerCertificates()).isEqualTo(identity.chain());
                assertThat(ours.verifiedChain()).endsWith(authority.root());
                prove(peer, Role.SERVER, cell, kind);
            }
        }
    }

    private static void compare(
            Cell cell, CertificateKind kind, Facts ours, SignatureScheme signature, Agreed theirs) {
        assertThat(ours.completed()).isTrue();
        assertThat(ours.retried()).isFalse();
        assertThat(ours.version()).contains(ProtocolVersion.TLS_1_3);
        assertThat(ours.cipherSuite()).contains(cell.suite());
        assertThat(ours.namedGroup()).contains(cell.group());
        assertThat(signature).isIn(kind.schemes());
        assertThat(theirs.suite()).isEqualTo(cell.suite());
        theirs.group().ifPresent(group -> assertThat(group).isEqualTo(cell.group()));
        theirs.signature().ifPresent(scheme -> assertThat(scheme).isEqualTo(signature));
    }

    private static void prove(Peer peer, Role role, Cell cell, CertificateKind kind) {
        Evidence.proved(
                peer, role, Feature.of(cell.suite()), Feature.of(cell.group()), Feature.of(kind));
    }
}
