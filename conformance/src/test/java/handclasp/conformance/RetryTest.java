package handclasp.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import handclasp.conformance.peer.Agreed;
import handclasp.conformance.peer.Authority;
import handclasp.conformance.peer.CertificateKind;
import handclasp.conformance.peer.Everyone;
import handclasp.conformance.peer.Feature;
import handclasp.conformance.peer.FiledIdentity;
import handclasp.conformance.peer.OpenSsl;
import handclasp.conformance.peer.OpenSslTrace;
import handclasp.conformance.peer.Peer;
import handclasp.conformance.peer.Setup;
import handclasp.tls.CipherSuite;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.NamedGroup;
import handclasp.tls.Role;
import handclasp.tls.ServerConfiguration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** HelloRetryRequest, forced from both sides (RFC 9846 §4.2.4), with both hashes of the transcript. */
final class RetryTest {
    private static final List<CipherSuite> SHA_256_AND_384 =
            List.of(CipherSuite.TLS_AES_128_GCM_SHA256, CipherSuite.TLS_AES_256_GCM_SHA384);

    private final Authority authority = Authority.any();
    private final FiledIdentity identity = authority.server(CertificateKind.P256);

    static Stream<Arguments> clients() {
        return Everyone.clients(Feature.RETRY)
                .flatMap(
                        peer -> SHA_256_AND_384.stream().map(s -> arguments(peer.name(), s, peer)));
    }

    static Stream<Arguments> servers() {
        return servers(Feature.RETRY);
    }

    static Stream<Arguments> serversThatTakeNoShares() {
        return servers(Feature.RETRY_WITHOUT_SHARES);
    }

    private static Stream<Arguments> servers(Feature feature) {
        return Everyone.servers(feature)
                .flatMap(
                        peer -> SHA_256_AND_384.stream().map(s -> arguments(peer.name(), s, peer)));
    }

    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource("clients")
    void weAskForTheGroupThatTheClientBroughtNoShareOf(String name, CipherSuite suite, Peer peer)
            throws Exception {
        peer.require();
        ServerConfiguration configuration =
                Handclasp.server(identity).namedGroups(List.of(NamedGroup.SECP384R1)).build();
        try (Handclasp.Server<Integer> server = Handclasp.serve(configuration, Handclasp::echo)) {
            Setup setup =
                    Setup.client(authority)
                            .suites(suite)
                            .groups(NamedGroup.SECP256R1, NamedGroup.SECP384R1);
            Agreed theirs = peer.connect(setup, server.port());
            Session<Integer> ours = server.next();
            assertThat(ours.facts().retried()).isTrue();
            assertThat(ours.facts().namedGroup()).contains(NamedGroup.SECP384R1);
            assertThat(ours.watch().messages())
                    .startsWith(
                            "< ClientHello",
                            "> HelloRetryRequest",
                            "< ClientHello",
                            "> ServerHello");
            theirs.group().ifPresent(group -> assertThat(group).isEqualTo(NamedGroup.SECP384R1));
            Evidence.proved(peer, Role.CLIENT, Feature.RETRY);
        }
    }

    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource("servers")
    void theServerAsksForTheGroupThatWeBroughtNoShareOf(String name, CipherSuite suite, Peer peer)
            throws Exception {
        retryFromServer(peer, suite, List.of(NamedGroup.X25519));
        Evidence.proved(peer, Role.SERVER, Feature.RETRY);
    }

    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource("serversThatTakeNoShares")
    void theServerAsksForAShareWhereWeBroughtNone(String name, CipherSuite suite, Peer peer)
            throws Exception {
        retryFromServer(peer, suite, List.of());
        Evidence.proved(peer, Role.SERVER, Feature.RETRY_WITHOUT_SHARES);
    }

    private void retryFromServer(Peer peer, CipherSuite suite, List<NamedGroup> shares)
            throws Exception {
        peer.require();
        Setup setup = Setup.server(authority, identity).groups(NamedGroup.SECP384R1);
        ClientConfiguration configuration =
                Handclasp.client(authority)
                        .cipherSuites(List.of(suite))
                        .namedGroups(List.of(NamedGroup.X25519, NamedGroup.SECP384R1))
                        .keyShareGroups(shares)
                        .build();
        try (Peer.Listener listener = peer.listen(setup)) {
            Session<Agreed> ours =
                    Handclasp.connect(configuration, listener.port(), listener::converse);
            assertThat(ours.facts().retried()).isTrue();
            assertThat(ours.facts().namedGroup()).contains(NamedGroup.SECP384R1);
            assertThat(ours.watch().messages())
                    .startsWith(
                            "> ClientHello",
                            "< HelloRetryRequest",
                            "> ClientHello",
                            "< ServerHello");
            assertThat(ours.result().suite()).isEqualTo(suite);
        }
    }

    /**
     * {@code s_server -stateless} puts all it knows into the cookie and forgets. It cannot read the
     * ChangeCipherSpec that compatibility mode sends before the second ClientHello (nor can it serve
     * its own {@code s_client} so), hence without that mode.
     */
    @Test
    void theCookieIsEchoed() throws Exception {
        List<String> options =
                Stream.concat(
                                OpenSsl.options(Setup.server(authority, identity)).stream(),
                                Stream.of("-stateless"))
                        .toList();
        ClientConfiguration configuration =
                Handclasp.client(authority).compatibilityMode(false).build();
        try (OpenSsl.Server server = OpenSsl.server(options)) {
            Session<OpenSslTrace> ours =
                    Handclasp.connect(
                            configuration,
                            server.port(),
                            socket -> {
                                server.say(socket, "with a cookie");
                                socket.closeOutput();
                                return server.end();
                            });
            assertThat(ours.facts().retried()).isTrue();
            assertThat(ours.result().has("HelloRetryRequest", "cookie_ext")).isTrue();
            assertThat(ours.result().has("ClientHello", "cookie_ext")).isTrue();
            Evidence.proved(new OpenSsl(), Role.SERVER, Feature.COOKIE);
        }
    }
}
