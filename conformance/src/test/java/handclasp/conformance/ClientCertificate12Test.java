package handclasp.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import handclasp.conformance.peer.Agreed;
import handclasp.conformance.peer.Authority;
import handclasp.conformance.peer.CertificateKind;
import handclasp.conformance.peer.Everyone;
import handclasp.conformance.peer.Feature;
import handclasp.conformance.peer.FiledIdentity;
import handclasp.conformance.peer.Peer;
import handclasp.conformance.peer.Setup;
import handclasp.tls.CipherSuite;
import handclasp.tls.ClientAuthentication;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.Facts;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.Role;
import handclasp.tls.ServerConfiguration;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Client certificates in TLS 1.2, where the server says whose it takes (RFC 5246 §7.4.4). */
final class ClientCertificate12Test {
    private static final Authority AUTHORITY = Authority.any();
    private static final FiledIdentity SERVER = AUTHORITY.server(CertificateKind.P256);
    private static final CipherSuite SUITE = CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256;
    private static final Map<CertificateKind, Feature> KINDS =
            Map.of(
                    CertificateKind.RSA, Feature.CLIENT_RSA_12,
                    CertificateKind.P256, Feature.CLIENT_ECDSA_12,
                    CertificateKind.ED25519, Feature.CLIENT_ED25519_12);

    private static Stream<Arguments> rows(Role role) {
        return KINDS.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(
                        kind ->
                                Everyone.as(role)
                                        .filter(peer -> peer.can(role, kind.getValue()))
                                        .map(peer -> arguments(peer.name(), kind.getKey(), peer)));
    }

    static Stream<Arguments> clients() {
        return rows(Role.CLIENT);
    }

    static Stream<Arguments> servers() {
        return rows(Role.SERVER);
    }

    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource("clients")
    void ofPeers(String name, CertificateKind kind, Peer peer) throws Exception {
        peer.require();
        FiledIdentity shown = AUTHORITY.client(kind);
        ServerConfiguration serving =
                Handclasp.server(SERVER)
                        .protocolVersion(ProtocolVersion.TLS_1_2)
                        .verifier(AUTHORITY.verifier())
                        .clientAuthentication(ClientAuthentication.NEED)
                        .build();
        try (Handclasp.Server<Integer> server = Handclasp.serve(serving, Handclasp::echo)) {
            peer.connect(Setup.client(AUTHORITY).suites(SUITE).identity(shown), server.port());
            Facts ours = server.next().facts();
            assertThat(ours.version()).contains(ProtocolVersion.TLS_1_2);
            assertThat(ours.peerCertificates())
                    .startsWith(shown.chain().toArray(X509Certificate[]::new));
            assertThat(ours.verifiedChain()).endsWith(AUTHORITY.root());
            Evidence.proved(peer, Role.CLIENT, KINDS.get(kind));
        }
    }

    /** Of two certificates that the server's signature algorithms allow, the one below an authority it named. */
    @ParameterizedTest(name = "{0} sees {1}")
    @MethodSource("servers")
    void ofOurs(String name, CertificateKind kind, Peer peer) throws Exception {
        peer.require();
        FiledIdentity right = AUTHORITY.client(kind);
        FiledIdentity wrong = Authority.stranger().client(kind);
        ClientConfiguration connecting =
                Handclasp.client(AUTHORITY)
                        .protocolVersion(ProtocolVersion.TLS_1_2)
                        .credentials(Handclasp.show(wrong, right))
                        .build();
        Setup setup =
                Setup.server(AUTHORITY, SERVER)
                        .suites(SUITE)
                        .clientAuthentication(ClientAuthentication.NEED);
        try (Peer.Listener listener = peer.listen(setup)) {
            Session<Agreed> session =
                    Handclasp.connect(connecting, listener.port(), listener::converse);
            assertThat(session.facts().version()).contains(ProtocolVersion.TLS_1_2);
            assertThat(session.facts().clientCertificateRequested()).isTrue();
            assertThat(session.facts().ownCertificates()).isEqualTo(right.chain());
            Evidence.proved(peer, Role.SERVER, KINDS.get(kind));
        }
    }
}
