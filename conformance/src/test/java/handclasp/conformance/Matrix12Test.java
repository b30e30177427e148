package handclasp.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import handclasp.conformance.peer.Agreed;
import handclasp.conformance.peer.Authority;
import handclasp.conformance.peer.CertificateKind;
import handclasp.conformance.peer.Child;
import handclasp.conformance.peer.Everyone;
import handclasp.conformance.peer.Feature;
import handclasp.conformance.peer.FiledIdentity;
import handclasp.conformance.peer.GnuTls;
import handclasp.conformance.peer.Http;
import handclasp.conformance.peer.OpenSsl;
import handclasp.conformance.peer.Peer;
import handclasp.conformance.peer.Setup;
import handclasp.testkit.LongRunning;
import handclasp.tls.CipherSuite;
import handclasp.tls.Facts;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.Role;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.crypto.SuiteAlgorithms;
import handclasp.tls.crypto.SuiteAlgorithms.Authentication;
import handclasp.tls.crypto.SuiteAlgorithms.Exchange;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every suite of TLS 1.2 and every kind of certificate it can use, with every peer in every role, but for its {@link
 * handclasp.conformance.peer.Gaps}. Both ends must have settled the same, and data goes both ways.
 */
final class Matrix12Test {
    static Stream<Arguments> rows() {
        List<Arguments> rows = new ArrayList<>();
        for (Role role : Role.values()) {
            for (Peer peer : Everyone.as(role).toList()) {
                for (CertificateKind kind : CertificateKind.values()) {
                    if (peer.can(role, Feature.of12(kind))) {
                        rows.add(arguments(peer.name(), role, kind, peer));
                    }
                }
            }
        }
        return rows.stream();
    }

    /** With seven kinds of certificates, each suite comes up, with each exchange and kind of record with each kind. */
    @ParameterizedTest(name = "{0} as {1}, certificate {2}")
    @MethodSource("rows")
    void everySuite(String name, Role role, CertificateKind kind, Peer peer) throws Exception {
        List<SuiteAlgorithms> all = suites(peer, role, kind);
        Map<List<Feature>, List<SuiteAlgorithms>> families = new LinkedHashMap<>();
        for (SuiteAlgorithms suite : all) {
            families.computeIfAbsent(Feature.of12(suite), k -> new ArrayList<>()).add(suite);
        }
        // An RSA key is one of two kinds that these suites can have, another one of five.
        int each = kind == CertificateKind.RSA ? all.size() : 1;
        check(
                peer,
                role,
                kind,
                families.values().stream()
                        .flatMap(
                                family ->
                                        IntStream.range(0, Math.min(each, family.size()))
                                                .mapToObj(
                                                        i ->
                                                                family.get(
                                                                        (i + kind.ordinal())
                                                                                % family.size())))
                        .toList());
    }

    @LongRunning("about a minute")
    @ParameterizedTest(name = "{0} as {1}, certificate {2}")
    @MethodSource("rows")
    void everyCombination(String name, Role role, CertificateKind kind, Peer peer)
            throws Exception {
        check(peer, role, kind, suites(peer, role, kind));
    }

    private static void check(
            Peer peer, Role role, CertificateKind kind, List<SuiteAlgorithms> suites)
            throws Exception {
        peer.require();
        assertThat(suites).isNotEmpty();
        if (role == Role.CLIENT) {
            checkClient(peer, kind, suites);
        } else {
            checkServer(peer, kind, suites);
        }
    }

    private static List<SuiteAlgorithms> suites(Peer peer, Role role, CertificateKind kind) {
        return SuiteAlgorithms.all().stream()
                .filter(suite -> suite.version().equals(ProtocolVersion.TLS_1_2))
                .filter(suite -> fits(suite, kind))
                .filter(suite -> peer.can(role, Feature.of12(suite).toArray(Feature[]::new)))
                .toList();
    }

    private static boolean fits(SuiteAlgorithms suite, CertificateKind kind) {
        boolean rsa = kind == CertificateKind.RSA || kind == CertificateKind.RSA_PSS;
        // A key for RSASSA-PSS does not decrypt.
        return (suite.authentication() == Authentication.RSA) == rsa
                && (suite.exchange() != Exchange.RSA || kind == CertificateKind.RSA);
    }

    private static void checkClient(Peer peer, CertificateKind kind, List<SuiteAlgorithms> suites)
            throws Exception {
        Authority authority = Authority.of(kind);
        FiledIdentity identity = authority.server(kind);
        for (SuiteAlgorithms suite : suites) {
            // Peers that cannot be told what to offer are told by what we take.
            ServerConfiguration serving =
                    Handclasp.server(identity).cipherSuites(List.of(suite.suite())).build();
            try (Handclasp.Server<Integer> server = Handclasp.serve(serving, Handclasp::echo)) {
                Agreed theirs =
                        peer.connect(Setup.client(authority).suites(suite.suite()), server.port());
                Facts ours = server.next().facts();
                compare(suite, ours, theirs);
                prove(peer, Role.CLIENT, suite, kind, ours);
            }
        }
    }

    private static void checkServer(Peer peer, CertificateKind kind, List<SuiteAlgorithms> suites)
            throws Exception {
        Authority authority = Authority.of(kind);
        FiledIdentity identity = authority.server(kind);
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
                Facts ours = session.facts();
                compare(suite, ours, session.result());
                // NSS sends its root, too.
                assertThat(ours.peerCertificates())
                        .startsWith(identity.chain().toArray(X509Certificate[]::new));
                assertThat(ours.verifiedChain()).endsWith(authority.root());
                prove(peer, Role.SERVER, suite, kind, ours);
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

    private static void prove(
            Peer peer, Role role, SuiteAlgorithms suite, CertificateKind kind, Facts ours) {
        Evidence.proved(peer, role, Feature.of12(suite).toArray(Feature[]::new));
        Evidence.proved(peer, role, Feature.of12(kind), Feature.EXTENDED_MASTER_SECRET_12);
        if (suite.suite().toString().contains("_CBC_")) {
            Evidence.proved(
                    peer,
                    role,
                    ours.encryptThenMac()
                            ? Feature.ENCRYPT_THEN_MAC_12
                            : Feature.MAC_THEN_ENCRYPT_12);
        }
    }

    // ---- encrypt-then-MAC left out by those who have it

    @Test
    void gnuTlsWithoutEncryptThenMac() throws Exception {
        GnuTls peer = GnuTls.withoutEncryptThenMac();
        peer.require();
        List<SuiteAlgorithms> suites =
                suites(peer, Role.CLIENT, CertificateKind.P256).stream()
                        .filter(suite -> suite.suite().toString().contains("_CBC_"))
                        .toList();
        assertThat(suites).hasSize(4);
        checkClient(peer, CertificateKind.P256, suites);
        checkServer(peer, CertificateKind.P256, suites);
        assertThat(Evidence.all().get(Evidence.column(peer.name(), Role.CLIENT)))
                .contains(Feature.MAC_THEN_ENCRYPT_12);
    }

    @Test
    void openSslWithoutEncryptThenMac() throws Exception {
        OpenSsl peer = new OpenSsl();
        Authority authority = Authority.of(CertificateKind.P256);
        CipherSuite suite = CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256;
        FiledIdentity identity = authority.server(CertificateKind.P256);
        List<String> options =
                new ArrayList<>(OpenSsl.options(Setup.client(authority).suites(suite)));
        options.add("-no_etm");
        ServerConfiguration serving =
                Handclasp.server(identity).cipherSuites(List.of(suite)).build();
        try (Handclasp.Server<Integer> server = Handclasp.serve(serving, Handclasp::echo);
                Child client = OpenSsl.client(server.port(), options)) {
            client.input().write(Http.post("/echo", "from OpenSSL\n"));
            client.input().flush();
            client.awaitOutput("from OpenSSL\n");
            client.input().close();
            client.exitCode();
            assertThat(server.next().facts().encryptThenMac()).isFalse();
            Evidence.proved(peer, Role.CLIENT, Feature.MAC_THEN_ENCRYPT_12);
        }
        options = new ArrayList<>(OpenSsl.options(Setup.server(authority, identity).suites(suite)));
        options.add("-no_etm");
        try (OpenSsl.Server server = OpenSsl.server(options)) {
            Session<Integer> session =
                    Handclasp.connect(
                            Handclasp.client(authority).cipherSuites(List.of(suite)).build(),
                            server.port(),
                            socket -> {
                                server.say(socket, "ping");
                                return 0;
                            });
            assertThat(session.facts().encryptThenMac()).isFalse();
            Evidence.proved(peer, Role.SERVER, Feature.MAC_THEN_ENCRYPT_12);
        }
    }
}
