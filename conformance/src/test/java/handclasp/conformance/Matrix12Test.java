package handclasp.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import handclasp.conformance.peer.Agreed;
import handclasp.conformance.peer.Authority;
import handclasp.conformance.peer.CertificateKind;
import handclasp.conformance.peer.FiledIdentity;
import handclasp.conformance.peer.Jdk;
import handclasp.conformance.peer.OpenSsl;
import handclasp.conformance.peer.Peer;
import handclasp.conformance.peer.Setup;
import handclasp.pki.KeyUse;
import handclasp.tls.CipherSuite;
import handclasp.tls.Facts;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.Role;
import handclasp.tls.crypto.SuiteAlgorithms;
import handclasp.tls.crypto.SuiteAlgorithms.Authentication;
import handclasp.tls.crypto.SuiteAlgorithms.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every suite of TLS 1.2 with every kind of certificate it can use, with every peer in every role. Both
 * ends must have settled the same, and data goes both ways.
 */
final class Matrix12Test {
    private static final List<Peer> PEERS = List.of(new OpenSsl(), new Jdk());

    static Stream<Arguments> rows() {
        List<Arguments> rows = new ArrayList<>();
        for (Peer peer : PEERS) {
            for (Role role : peer.roles()) {
                for (CertificateKind kind : CertificateKind.values()) {
                    rows.add(arguments(peer.name(), role, kind, peer));
                }
            }
        }
        return rows.stream();
    }

    @ParameterizedTest(name = "{0} as {1}, certificate {2}")
    @MethodSource("rows")
    void everySuite(String name, Role role, CertificateKind kind, Peer peer) throws Exception {
        peer.require();
        List<SuiteAlgorithms> suites =
                SuiteAlgorithms.all().stream().filter(suite -> fits(suite, kind, peer)).toList();
        assertThat(suites).hasSizeGreaterThan(5);
        if (role == Role.CLIENT) {
            checkClient(peer, kind, suites);
        } else {
            checkServer(peer, kind, suites);
        }
    }

    private static boolean fits(SuiteAlgorithms suite, CertificateKind kind, Peer peer) {
        if (!suite.version().equals(ProtocolVersion.TLS_1_2)) {
            return false;
        }
        boolean rsa = kind == CertificateKind.RSA || kind == CertificateKind.RSA_PSS;
        if ((suite.authentication() == Authentication.RSA) != rsa) {
            return false;
        }
        // A key for RSASSA-PSS does not decrypt, and the JDK has the RSA key exchange switched off.
        return suite.exchange() != Exchange.RSA
                || kind == CertificateKind.RSA && !(peer instanceof Jdk);
    }

    private static FiledIdentity identity(Authority authority, CertificateKind kind) {
        return authority.file(
                authority
                        .issue()
                        .key(kind.keys())
                        .names("localhost", "127.0.0.1")
                        .keyUses(KeyUse.DIGITAL_SIGNATURE, KeyUse.KEY_ENCIPHERMENT));
    }

    private static void checkClient(Peer peer, CertificateKind kind, List<SuiteAlgorithms> suites)
            throws Exception {
        Authority authority = Authority.of(kind);
        FiledIdentity identity = identity(authority, kind);
        List<CipherSuite> all = suites.stream().map(SuiteAlgorithms::suite).toList();
        try (Handclasp.Server<Integer> server =
                Handclasp.serve(
                        Handclasp.server(identity).cipherSuites(all).build(), Handclasp::echo)) {
            for (SuiteAlgorithms suite : suites) {
                Agreed theirs =
                        peer.connect(Setup.client(authority).suites(suite.suite()), server.port());
                compare(suite, server.next().facts(), theirs);
            }
        }
    }

    private static void checkServer(Peer peer, CertificateKind kind, List<SuiteAlgorithms> suites)
            throws Exception {
        Authority authority = Authority.of(kind);
        FiledIdentity identity = identity(authority, kind);
        for (SuiteAlgorithms suite : suites) {
            Setup setup = Setup.server(authority, identity).suites(suite.suite());
            try (Peer.Listener listener = peer.listen(setup)) {
                Session<Agreed> session =
                        Handclasp.connect(
                                Handclasp.client(authority)
                                        .cipherSuites(List.of(suite.suite()))
                                        .build(),
                                listener.port(),
                                listener::converse);
                compare(suite, session.facts(), session.result());
                assertThat(session.facts().peerCertificates()).isEqualTo(identity.chain());
                assertThat(session.facts().verifiedChain()).endsWith(authority.root());
            }
        }
    }

    private static void compare(SuiteAlgorithms suite, Facts ours, Agreed theirs) {
        assertThat(ours.completed()).isTrue();
        assertThat(ours.version()).contains(ProtocolVersion.TLS_1_2);
        assertThat(ours.cipherSuite()).contains(suite.suite());
        assertThat(ours.extendedMasterSecret()).isTrue();
        // A finite field need not have a code point.
        if (suite.exchange() != Exchange.DHE) {
            assertThat(ours.namedGroup().isPresent()).isEqualTo(suite.exchange() == Exchange.ECDHE);
        }
        assertThat(theirs.suite()).isEqualTo(suite.suite());
        theirs.group().ifPresent(group -> assertThat(ours.namedGroup()).contains(group));
        theirs.signature()
                .ifPresent(
                        scheme ->
                                assertThat(ours.ownSignatureScheme().or(ours::peerSignatureScheme))
                                        .contains(scheme));
    }
}
