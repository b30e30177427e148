package handclasp.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import handclasp.conformance.peer.Authority;
import handclasp.conformance.peer.CertificateKind;
import handclasp.conformance.peer.Child;
import handclasp.conformance.peer.Curl;
import handclasp.conformance.peer.Everyone;
import handclasp.conformance.peer.Feature;
import handclasp.conformance.peer.FiledIdentity;
import handclasp.conformance.peer.Jdk;
import handclasp.conformance.peer.OpenSsl;
import handclasp.conformance.peer.OpenSslTrace;
import handclasp.conformance.peer.Peer;
import handclasp.conformance.peer.Setup;
import handclasp.tls.Alert;
import handclasp.tls.BadCertificate;
import handclasp.tls.ClientAuthentication;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.Facts;
import handclasp.tls.PeerAlert;
import handclasp.tls.Role;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.TlsError;
import java.io.IOException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Client certificates: demanded, welcome, missing and wrong, and what both ends hear of it. */
final class ClientCertificateTest {
    private static final Authority AUTHORITY = Authority.any();
    private static final FiledIdentity SERVER = AUTHORITY.server(CertificateKind.P256);
    private static final FiledIdentity CLIENT = AUTHORITY.client(CertificateKind.P256);
    private static final FiledIdentity STRANGER = Authority.stranger().client(CertificateKind.P256);

    private static ServerConfiguration serving(ClientAuthentication mode) {
        return Handclasp.server(SERVER)
                .verifier(AUTHORITY.verifier())
                .clientAuthentication(mode)
                .build();
    }

    private static ClientConfiguration connecting(FiledIdentity... shown) {
        return Handclasp.client(AUTHORITY).credentials(Handclasp.show(shown)).build();
    }

    @Nested
    final class OfPeers {
        static Stream<Peer> clients() {
            return Everyone.clients(Feature.CLIENT_CERTIFICATE);
        }

        static Stream<Arguments> clientsWithKinds() {
            return clients()
                    .flatMap(
                            peer ->
                                    Stream.of(CertificateKind.values())
                                            .filter(kind -> peer.can(Role.CLIENT, Feature.of(kind)))
                                            .map(kind -> arguments(peer.name(), kind, peer)));
        }

        @ParameterizedTest(name = "{0} with {1}")
        @MethodSource("clientsWithKinds")
        void areDemandedAndGiven(String name, CertificateKind kind, Peer peer) throws Exception {
            peer.require();
            FiledIdentity shown = AUTHORITY.client(kind);
            try (Handclasp.Server<Integer> server =
                    Handclasp.serve(serving(ClientAuthentication.NEED), Handclasp::echo)) {
                peer.connect(Setup.client(AUTHORITY).identity(shown), server.port());
                Facts ours = server.next().facts();
                assertThat(ours.peerCertificates()).isEqualTo(shown.chain());
                assertThat(ours.verifiedChain()).endsWith(AUTHORITY.root());
                assertThat(ours.peerSignatureScheme().orElseThrow()).isIn(kind.schemes());
                Evidence.proved(peer, Role.CLIENT, Feature.CLIENT_CERTIFICATE);
            }
        }

        @ParameterizedTest
        @MethodSource("clients")
        void areWelcomeAndGiven(Peer peer) throws Exception {
            peer.require();
            try (Handclasp.Server<Integer> server =
                    Handclasp.serve(serving(ClientAuthentication.WANT), Handclasp::echo)) {
                peer.connect(Setup.client(AUTHORITY).identity(CLIENT), server.port());
                assertThat(server.next().facts().peerCertificates()).isEqualTo(CLIENT.chain());
            }
        }

        @ParameterizedTest
        @MethodSource("clients")
        void areWelcomeAndNotGiven(Peer peer) throws Exception {
            peer.require();
            try (Handclasp.Server<Integer> server =
                    Handclasp.serve(serving(ClientAuthentication.WANT), Handclasp::echo)) {
                peer.connect(Setup.client(AUTHORITY), server.port());
                Facts ours = server.next().facts();
                assertThat(ours.clientCertificateRequested()).isTrue();
                assertThat(ours.peerCertificates()).isEmpty();
                Evidence.proved(peer, Role.CLIENT, Feature.CLIENT_CERTIFICATE_OPTIONAL);
            }
        }

        @ParameterizedTest
        @MethodSource("clients")
        void areNotAskedForAndNotGiven(Peer peer) throws Exception {
            peer.require();
            try (Handclasp.Server<Integer> server =
                    Handclasp.serve(serving(ClientAuthentication.NONE), Handclasp::echo)) {
                peer.connect(Setup.client(AUTHORITY).identity(CLIENT), server.port());
                Facts ours = server.next().facts();
                assertThat(ours.clientCertificateRequested()).isFalse();
                assertThat(ours.peerCertificates()).isEmpty();
            }
        }

        static Stream<Arguments> refusals() {
            Setup without = Setup.client(AUTHORITY);
            Setup wrong = without.identity(STRANGER);
            BadCertificate missing = BadCertificate.REQUIRED;
            BadCertificate unknown = BadCertificate.UNKNOWN_AUTHORITY;
            return Stream.of(
                    arguments("missing", ClientAuthentication.NEED, without, missing),
                    arguments("wrong", ClientAuthentication.NEED, wrong, unknown),
                    arguments("wrong", ClientAuthentication.WANT, wrong, unknown));
        }

        private static Feature feature(TlsError error) {
            return error == BadCertificate.REQUIRED
                    ? Feature.CLIENT_CERTIFICATE_MISSING
                    : Feature.CLIENT_CERTIFICATE_WRONG;
        }

        @ParameterizedTest(name = "{0} and {1}")
        @MethodSource("refusals")
        void ofOpenSslAreRefused(
                String what, ClientAuthentication mode, Setup setup, BadCertificate error)
                throws Exception {
            try (Handclasp.Server<Integer> server =
                            Handclasp.serve(serving(mode), Handclasp::echo);
                    Child client = OpenSsl.client(server.port(), OpenSsl.options(setup))) {
                assertThat(client.exitCode()).as("%s", client).isNotZero();
                assertThat(OpenSslTrace.read(client.output()).alertsReceived())
                        .containsExactly(error.alert());
                assertThat(server.next().failure().error()).isEqualTo(error);
                Evidence.proved(new OpenSsl(), Role.CLIENT, feature(error));
            }
        }

        /** A client in TLS 1.3 has done its part before the server looks: it learns when it reads. */
        @ParameterizedTest(name = "{0} and {1}")
        @MethodSource("refusals")
        void ofTheJdkAreRefused(
                String what, ClientAuthentication mode, Setup setup, BadCertificate error)
                throws Exception {
            try (Handclasp.Server<Integer> server =
                            Handclasp.serve(serving(mode), Handclasp::echo);
                    SSLSocket client = Jdk.client(setup, server.port())) {
                assertThatThrownBy(
                                () -> {
                                    client.startHandshake();
                                    client.getInputStream().read();
                                })
                        .isInstanceOf(SSLException.class)
                        .hasMessageContaining(error.alert().toString());
                assertThat(server.next().failure().error()).isEqualTo(error);
                Evidence.proved(new Jdk(), Role.CLIENT, feature(error));
            }
        }

        @ParameterizedTest(name = "{0} and {1}")
        @MethodSource("refusals")
        void ofCurlAreRefused(
                String what, ClientAuthentication mode, Setup setup, BadCertificate error)
                throws Exception {
            try (Handclasp.Server<Integer> server =
                            Handclasp.serve(serving(mode), Handclasp::echo);
                    Child client = Curl.start(server.port(), "/", Curl.options(setup))) {
                assertThat(client.exitCode()).as("%s", client).isNotZero();
                // "tlsv13 alert certificate required", "tlsv1 alert unknown ca".
                assertThat(client.errors())
                        .contains("alert " + error.alert().toString().replace('_', ' '));
                assertThat(server.next().failure().error()).isEqualTo(error);
                Evidence.proved(new Curl(), Role.CLIENT, feature(error));
            }
        }
    }

    @Nested
    final class OfOursToOpenSsl {
        private OpenSsl.Server server(String... options) throws Exception {
            List<String> all = new ArrayList<>(OpenSsl.options(Setup.server(AUTHORITY, SERVER)));
            all.addAll(List.of(options));
            return OpenSsl.server(all);
        }

        private OpenSslTrace say(OpenSsl.Server server, handclasp.tls.TlsSocket socket)
                throws IOException, InterruptedException {
            server.say(socket, "here I am");
            socket.closeOutput();
            assertThat(socket.inputStream().read()).isNegative();
            return server.end();
        }

        @ParameterizedTest
        @EnumSource
        void areDemandedAndGiven(CertificateKind kind) throws Exception {
            FiledIdentity shown = AUTHORITY.client(kind);
            try (OpenSsl.Server server = server("-Verify", "3", "-verify_return_error")) {
                Session<OpenSslTrace> ours =
                        Handclasp.connect(
                                connecting(shown), server.port(), socket -> say(server, socket));
                assertThat(ours.facts().clientCertificateRequested()).isTrue();
                assertThat(ours.facts().ownCertificates()).isEqualTo(shown.chain());
                assertThat(ours.facts().ownSignatureScheme().orElseThrow()).isIn(kind.schemes());
                assertThat(ours.result().count("CertificateVerify")).isEqualTo(2);
                assertThat(server.child().output()).contains("subject=CN = client with " + kind);
                Evidence.proved(new OpenSsl(), Role.SERVER, Feature.CLIENT_CERTIFICATE);
            }
        }

        @Test
        void areWelcomeAndNotGiven() throws Exception {
            try (OpenSsl.Server server = server("-verify", "3", "-verify_return_error")) {
                Session<OpenSslTrace> ours =
                        Handclasp.connect(
                                connecting(), server.port(), socket -> say(server, socket));
                assertThat(ours.facts().clientCertificateRequested()).isTrue();
                assertThat(ours.facts().ownCertificates()).isEmpty();
                assertThat(ours.result().count("CertificateVerify")).isEqualTo(1);
                Evidence.proved(new OpenSsl(), Role.SERVER, Feature.CLIENT_CERTIFICATE_OPTIONAL);
            }
        }

        @Test
        void areDemandedAndMissing() throws Exception {
            refuse(connecting(), Alert.CERTIFICATE_REQUIRED);
            Evidence.proved(new OpenSsl(), Role.SERVER, Feature.CLIENT_CERTIFICATE_MISSING);
        }

        @Test
        void areOfAStranger() throws Exception {
            refuse(connecting(STRANGER), Alert.UNKNOWN_CA);
            Evidence.proved(new OpenSsl(), Role.SERVER, Feature.CLIENT_CERTIFICATE_WRONG);
        }

        private void refuse(ClientConfiguration configuration, Alert alert) throws Exception {
            try (OpenSsl.Server server = server("-Verify", "3", "-verify_return_error")) {
                Session<Integer> ours =
                        Handclasp.connect(
                                configuration,
                                server.port(),
                                socket -> socket.inputStream().read());
                assertThat(ours.failure().error()).isEqualTo(new PeerAlert(alert));
                assertThat(ours.watch().alertsReceived()).containsExactly(alert);
                assertThat(server.end().alertsSent()).containsExactly(alert);
            }
        }
    }

    @Nested
    final class OfOursToTheJdk {
        private static SSLServerSocket server(boolean need) throws IOException {
            SSLServerSocket listening = Jdk.server(Setup.server(AUTHORITY, SERVER));
            if (need) {
                listening.setNeedClientAuth(true);
            } else {
                listening.setWantClientAuth(true);
            }
            return listening;
        }

        /** Whom the JDK sees, after a byte for the client. */
        private static Optional<X509Certificate> client(SSLSocket socket) throws IOException {
            socket.getOutputStream().write('!');
            try {
                Certificate[] chain = socket.getSession().getPeerCertificates();
                return Optional.of((X509Certificate) chain[0]);
            } catch (SSLPeerUnverifiedException nobody) {
                return Optional.empty();
            }
        }

        @ParameterizedTest
        @EnumSource
        void areDemandedAndGiven(CertificateKind kind) throws Exception {
            FiledIdentity shown = AUTHORITY.client(kind);
            try (SSLServerSocket listening = server(true)) {
                Future<Optional<X509Certificate>> theirs =
                        Jdk.accept(listening, OfOursToTheJdk::client);
                Session<Integer> ours =
                        Handclasp.connect(
                                connecting(shown),
                                listening.getLocalPort(),
                                socket -> socket.inputStream().read());
                assertThat(ours.result()).isEqualTo('!');
                assertThat(Deadline.await(theirs)).contains(shown.certificate());
                assertThat(ours.facts().ownSignatureScheme().orElseThrow()).isIn(kind.schemes());
                Evidence.proved(new Jdk(), Role.SERVER, Feature.CLIENT_CERTIFICATE);
            }
        }

        @Test
        void areWelcomeAndNotGiven() throws Exception {
            try (SSLServerSocket listening = server(false)) {
                Future<Optional<X509Certificate>> theirs =
                        Jdk.accept(listening, OfOursToTheJdk::client);
                Session<Integer> ours =
                        Handclasp.connect(
                                connecting(),
                                listening.getLocalPort(),
                                socket -> socket.inputStream().read());
                assertThat(ours.result()).isEqualTo('!');
                assertThat(Deadline.await(theirs)).isEmpty();
                Evidence.proved(new Jdk(), Role.SERVER, Feature.CLIENT_CERTIFICATE_OPTIONAL);
            }
        }

        @Test
        void areDemandedAndMissing() throws Exception {
            refuse(connecting(), Alert.CERTIFICATE_REQUIRED);
            Evidence.proved(new Jdk(), Role.SERVER, Feature.CLIENT_CERTIFICATE_MISSING);
        }

        @Test
        void areOfAStranger() throws Exception {
            // The JDK says certificate_unknown of all that PKIX refuses.
            refuse(connecting(STRANGER), Alert.CERTIFICATE_UNKNOWN);
            Evidence.proved(new Jdk(), Role.SERVER, Feature.CLIENT_CERTIFICATE_WRONG);
        }

        private void refuse(ClientConfiguration configuration, Alert alert) throws Exception {
            try (SSLServerSocket listening = server(true)) {
                Future<Optional<X509Certificate>> theirs =
                        Jdk.accept(listening, OfOursToTheJdk::client);
                Session<Integer> ours =
                        Handclasp.connect(
                                configuration,
                                listening.getLocalPort(),
                                socket -> socket.inputStream().read());
                assertThat(ours.failure().error()).isEqualTo(new PeerAlert(alert));
                assertThatThrownBy(() -> Deadline.await(theirs))
                        .hasCauseInstanceOf(SSLException.class);
            }
        }
    }
}
