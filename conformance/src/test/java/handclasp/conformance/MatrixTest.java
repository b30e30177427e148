package handclasp.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import handclasp.conformance.peer.Agreed;
import handclasp.conformance.peer.Authority;
import handclasp.conformance.peer.BouncyCastle;
import handclasp.conformance.peer.CertificateKind;
import handclasp.conformance.peer.Everyone;
import handclasp.conformance.peer.Feature;
import handclasp.conformance.peer.FiledIdentity;
import handclasp.conformance.peer.Peer;
import handclasp.conformance.peer.Setup;
import handclasp.testkit.LongRunning;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.Facts;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.Role;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.SignatureScheme;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every suite, group and kind of certificate with every peer in every role, but for its {@link
 * handclasp.conformance.peer.Gaps}. Both ends must have settled the same, and data goes both ways. The
 * authority's keys are of the same kind as the leaf's, so the chain's signatures are covered too.
 */
final class MatrixTest {

    static Stream<Arguments> rows() {
        return Stream.of(Role.values())
                .flatMap(
                        role ->
                                Everyone.as(role)
                                        .flatMap(
                                                peer ->
                                                        Cell.kinds(peer, role)
                                                                .map(
                                                                        kind ->
                                                                                row(
                                                                                        peer, role,
                                                                                        kind))));
    }

    private static Arguments row(Peer peer, Role role, CertificateKind kind) {
        return arguments(peer.name(), role, kind, peer);
    }

    @ParameterizedTest(name = "{0} as {1}, certificate {2}")
    @MethodSource("rows")
    void everyPair(String name, Role role, CertificateKind kind, Peer peer) throws Exception {
        check(peer, role, kind, Cell.pairs(peer, role, kind));
    }

    @LongRunning("about three minutes")
    @ParameterizedTest(name = "{0} as {1}, certificate {2}")
    @MethodSource("rows")
    void everyCombination(String name, Role role, CertificateKind kind, Peer peer)
            throws Exception {
        check(peer, role, kind, Cell.all(peer, role));
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
        for (Cell cell : cells) {
            // Peers that cannot be told what to offer are told by what we take.
            ServerConfiguration serving =
                    Handclasp.server(identity)
                            .cipherSuites(List.of(cell.suite()))
                            .namedGroups(List.of(cell.group()))
                            .build();
            try (Handclasp.Server<Integer> server = Handclasp.serve(serving, Handclasp::echo)) {
                Setup setup = Setup.client(authority).suites(cell.suite()).groups(cell.group());
                Agreed theirs = peer.connect(setup, server.port());
                Facts ours = server.next().facts();
                compare(cell, kind, ours, ours.ownSignatureScheme().orElseThrow(), theirs);
                // Bouncy Castle sends shares of the groups that it likes, whatever comes first.
                assertThat(ours.retried() && !(peer instanceof BouncyCastle)).isFalse();
                assertThat(ours.ownCertificates()).isEqualTo(identity.chain());
                prove(peer, Role.CLIENT, cell, kind);
            }
        }
    }

    private static void checkServer(Peer peer, CertificateKind kind, List<Cell> cells)
            throws Exception {
        Setup setup = Setup.server(Authority.of(kind), Authority.of(kind).server(kind));
        Peer.Listener listener = peer.listen(setup);
        try {
            for (Cell cell : cells) {
                checkServer(listener, kind, cell);
                prove(peer, Role.SERVER, cell, kind);
                if (!listener.reusable()) {
                    listener.close();
                    listener = peer.listen(setup);
                }
            }
        } finally {
            listener.close();
        }
    }

    private static void checkServer(Peer.Listener listener, CertificateKind kind, Cell cell)
            throws Exception {
        Authority authority = Authority.of(kind);
        ClientConfiguration connecting =
                Handclasp.client(authority)
                        .cipherSuites(List.of(cell.suite()))
                        .namedGroups(List.of(cell.group()))
                        .build();
        Session<Agreed> session =
                Handclasp.connect(connecting, listener.port(), listener::converse);
        Facts ours = session.facts();
        SignatureScheme signature = ours.peerSignatureScheme().orElseThrow();
        assertThat(ours.retried()).isFalse();
        compare(cell, kind, ours, signature, session.result());
        // NSS sends its root, too.
        assertThat(ours.peerCertificates()).startsWith(chain(authority.server(kind)));
        assertThat(ours.verifiedChain()).endsWith(authority.root());
    }

    private static X509Certificate[] chain(FiledIdentity identity) {
        return identity.chain().toArray(X509Certificate[]::new);
    }

    private static void compare(
            Cell cell, CertificateKind kind, Facts ours, SignatureScheme signature, Agreed theirs) {
        assertThat(ours.completed()).isTrue();
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
