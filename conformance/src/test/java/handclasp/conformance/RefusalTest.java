package handclasp.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import handclasp.conformance.peer.Authority;
import handclasp.conformance.peer.CertificateKind;
import handclasp.conformance.peer.Child;
import handclasp.conformance.peer.Curl;
import handclasp.conformance.peer.Feature;
import handclasp.conformance.peer.FiledIdentity;
import handclasp.conformance.peer.Jdk;
import handclasp.conformance.peer.OpenSsl;
import handclasp.conformance.peer.OpenSslTrace;
import handclasp.conformance.peer.Setup;
import handclasp.pki.Purpose;
import handclasp.testkit.TestAuthority;
import handclasp.tls.Alert;
import handclasp.tls.BadCertificate;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.Incompatible;
import handclasp.tls.PeerAlert;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.Role;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.TlsException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Handshakes that must fail: each end says why, with the alert of the RFC. */
final class RefusalTest {
    private static final Authority AUTHORITY = Authority.any();
    private static final FiledIdentity GOOD = AUTHORITY.server(CertificateKind.P256);
    private static final Setup GOOD_SERVER = Setup.server(AUTHORITY, GOOD);

    private static List<String> only12(Setup setup) {
        List<String> options = new ArrayList<>(OpenSsl.options(setup));
        options.set(options.indexOf("-tls1_3"), "-tls1_2");
        return options;
    }

    /** Peers that speak TLS 1.2 at most, where Handclasp is to speak TLS 1.3 only. */
    @Nested
    final class OldVersions {
        private final ServerConfiguration serving =
                Handclasp.server(GOOD).protocolVersion(ProtocolVersion.TLS_1_3).build();

        private static void explained(TlsException failure) {
            assertThat(failure.error()).isEqualTo(Incompatible.VERSION);
            assertThat(failure.diagnosis().theirs().orElseThrow())
                    .contains(ProtocolVersion.TLS_1_2.toString());
            assertThat(failure.diagnosis().ours().orElseThrow())
                    .contains(ProtocolVersion.TLS_1_3.toString());
            assertThat(failure.diagnosis().remedy()).contains("TLS 1.3");
        }

        @Test
        void ofOpenSslAsClient() throws Exception {
            try (Handclasp.Server<Integer> server = Handclasp.serve(serving, Handclasp::echo);
                    Child client = OpenSsl.client(server.port(), only12(Setup.client(AUTHORITY)))) {
                assertThat(client.exitCode()).as("%s", client).isNotZero();
                assertThat(OpenSslTrace.read(client.output()).alertsReceived())
                        .containsExactly(Alert.PROTOCOL_VERSION);
                explained(server.next().failure());
                Evidence.proved(new OpenSsl(), Role.CLIENT, Feature.OLD_VERSION);
            }
        }

        @Test
        void ofCurl() throws Exception {
            List<String> options =
                    List.of("--tls-max", "1.2", "--cacert", AUTHORITY.rootFile().toString());
            try (Handclasp.Server<Integer> server = Handclasp.serve(serving, Handclasp::echo);
                    Child client = Curl.start(server.port(), "/", options)) {
                assertThat(client.exitCode()).as("%s", client).isEqualTo(35);
                assertThat(client.errors()).contains("alert protocol version");
                explained(server.next().failure());
                Evidence.proved(new Curl(), Role.CLIENT, Feature.OLD_VERSION);
            }
        }

        @Test
        void ofTheJdkAsClient() throws Exception {
            try (Handclasp.Server<Integer> server = Handclasp.serve(serving, Handclasp::echo);
                    SSLSocket client = Jdk.client(Setup.client(AUTHORITY), server.port())) {
                client.setEnabledCipherSuites(client.getSupportedCipherSuites());
                client.setEnabledProtocols(new String[] {"TLSv1.2"});
                assertThatThrownBy(client::startHandshake)
                        .isInstanceOf(SSLHandshakeException.class)
                        .hasMessageContaining("protocol_version");
                explained(server.next().failure());
                Evidence.proved(new Jdk(), Role.CLIENT, Feature.OLD_VERSION);
            }
        }

        @Test
        void ofOpenSslAsServer() throws Exception {
            try (OpenSsl.Server server = OpenSsl.server(only12(GOOD_SERVER))) {
                refusedByServer(server.port());
                assertThat(server.end().alertsSent()).containsExactly(Alert.PROTOCOL_VERSION);
                Evidence.proved(new OpenSsl(), Role.SERVER, Feature.OLD_VERSION);
            }
        }

        @Test
        void ofTheJdkAsServer() throws Exception {
            try (SSLServerSocket listening = Jdk.server(GOOD_SERVER)) {
                listening.setEnabledCipherSuites(listening.getSupportedCipherSuites());
                listening.setEnabledProtocols(new String[] {"TLSv1.2"});
                Future<Integer> theirs =
                        Jdk.accept(listening, socket -> socket.getInputStream().read());
                refusedByServer(listening.getLocalPort());
                assertThatThrownBy(() -> Deadline.await(theirs))
                        .hasCauseInstanceOf(SSLException.class);
                Evidence.proved(new Jdk(), Role.SERVER, Feature.OLD_VERSION);
            }
        }

        private static void refusedByServer(int port) throws Exception {
            TlsException failure =
                    failure(
                            Handclasp.client(AUTHORITY)
                                    .protocolVersion(ProtocolVersion.TLS_1_3)
                                    .build(),
                            port);
            assertThat(failure.error()).isEqualTo(new PeerAlert(Alert.PROTOCOL_VERSION));
            assertThat(failure.diagnosis().remedy()).contains("version");
        }
    }

    private static TlsException failure(Authority trusted, int port) throws Exception {
        return failure(Handclasp.client(trusted).build(), port);
    }

    private static TlsException failure(ClientConfiguration client, int port) throws Exception {
        return Handclasp.connect(client, port, socket -> socket.handshake().facts()).failure();
    }

    /** What is wrong with a server's certificate. */
    record Fault(
            String what,
            Authority trusted,
            FiledIdentity shown,
            BadCertificate error,
            Feature feature) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static TestAuthority.Issue usual() {
        return AUTHORITY.issue().names("localhost");
    }

    static List<Fault> faults() {
        Instant now = Instant.now();
        Duration day = Duration.ofDays(1);
        return List.of(
                new Fault(
                        "unknown authority",
                        Authority.stranger(),
                        GOOD,
                        BadCertificate.UNKNOWN_AUTHORITY,
                        Feature.UNKNOWN_AUTHORITY),
                new Fault(
                        "another name",
                        AUTHORITY,
                        AUTHORITY.file(AUTHORITY.issue().names("elsewhere.test")),
                        BadCertificate.WRONG_NAME,
                        Feature.WRONG_NAME),
                new Fault(
                        "expired",
                        AUTHORITY,
                        AUTHORITY.file(usual().validity(now.minus(day).minus(day), now.minus(day))),
                        BadCertificate.EXPIRED,
                        Feature.EXPIRED),
                new Fault(
                        "not valid yet",
                        AUTHORITY,
                        // NSS lets clocks differ by a day.
                        AUTHORITY.file(
                                usual().validity(
                                                now.plus(day.multipliedBy(2)),
                                                now.plus(day.multipliedBy(3)))),
                        BadCertificate.NOT_YET_VALID,
                        Feature.NOT_YET_VALID),
                new Fault(
                        "a client's",
                        AUTHORITY,
                        AUTHORITY.file(usual().purposes(Purpose.CLIENT)),
                        BadCertificate.WRONG_USAGE,
                        Feature.WRONG_USAGE));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void weRefuseOpenSslsCertificate(Fault fault) throws Exception {
        Setup setup = Setup.server(AUTHORITY, fault.shown());
        try (OpenSsl.Server server = OpenSsl.server(OpenSsl.options(setup))) {
            assertThat(failure(fault.trusted(), server.port()).error()).isEqualTo(fault.error());
            assertThat(server.end().alertsReceived()).containsExactly(fault.error().alert());
            Evidence.proved(new OpenSsl(), Role.SERVER, fault.feature());
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void weRefuseTheJdksCertificate(Fault fault) throws Exception {
        try (SSLServerSocket listening = Jdk.server(Setup.server(AUTHORITY, fault.shown()))) {
            Future<Integer> theirs =
                    Jdk.accept(listening, socket -> socket.getInputStream().read());
            assertThat(failure(fault.trusted(), listening.getLocalPort()).error())
                    .isEqualTo(fault.error());
            assertThatThrownBy(() -> Deadline.await(theirs))
                    .hasMessageContaining(fault.error().alert().toString());
            Evidence.proved(new Jdk(), Role.SERVER, fault.feature());
        }
    }

    /** What OpenSSL says of our faulty certificates; curl uses OpenSSL here. */
    static Stream<Arguments> faultsSeenByOpenSsl() {
        return seen(
                Alert.UNKNOWN_CA,
                Alert.BAD_CERTIFICATE,
                Alert.CERTIFICATE_EXPIRED,
                Alert.BAD_CERTIFICATE,
                Alert.UNSUPPORTED_CERTIFICATE);
    }

    /** The JDK says certificate_unknown of most that it dislikes. */
    static Stream<Arguments> faultsSeenByTheJdk() {
        return seen(
                Alert.CERTIFICATE_UNKNOWN,
                Alert.CERTIFICATE_UNKNOWN,
                Alert.CERTIFICATE_EXPIRED,
                Alert.BAD_CERTIFICATE,
                Alert.CERTIFICATE_UNKNOWN);
    }

    private static Stream<Arguments> seen(Alert... alerts) {
        List<Fault> faults = faults();
        return IntStream.range(0, alerts.length).mapToObj(i -> arguments(faults.get(i), alerts[i]));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("faultsSeenByOpenSsl")
    void openSslRefusesOurCertificate(Fault fault, Alert alert) throws Exception {
        ServerConfiguration serving = Handclasp.server(fault.shown()).build();
        List<String> options = OpenSsl.options(Setup.client(fault.trusted()));
        try (Handclasp.Server<Integer> server = Handclasp.serve(serving, Handclasp::echo);
                Child client = OpenSsl.client(server.port(), options)) {
            assertThat(client.exitCode()).as("%s", client).isNotZero();
            assertThat(OpenSslTrace.read(client.output()).alertsSent()).containsExactly(alert);
            assertThat(server.next().failure().error()).isEqualTo(new PeerAlert(alert));
            Evidence.proved(new OpenSsl(), Role.CLIENT, fault.feature());
        }
    }

    /** curl itself looks at the name after the handshake, and so says nothing in TLS. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("faultsSeenByOpenSsl")
    void curlRefusesOurCertificate(Fault fault, Alert alert) throws Exception {
        ServerConfiguration serving = Handclasp.server(fault.shown()).build();
        List<String> options = Curl.options(Setup.client(fault.trusted()));
        try (Handclasp.Server<Integer> server = Handclasp.serve(serving, Handclasp::echo);
                Child client = Curl.start(server.port(), "/", options)) {
            assertThat(client.exitCode()).as("%s", client).isEqualTo(60);
            if (fault.error() != BadCertificate.WRONG_NAME) {
                assertThat(server.next().failure().error()).isEqualTo(new PeerAlert(alert));
            }
            Evidence.proved(new Curl(), Role.CLIENT, fault.feature());
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("faultsSeenByTheJdk")
    void theJdkRefusesOurCertificate(Fault fault, Alert alert) throws Exception {
        ServerConfiguration serving = Handclasp.server(fault.shown()).build();
        try (Handclasp.Server<Integer> server = Handclasp.serve(serving, Handclasp::echo);
                SSLSocket client = Jdk.client(Setup.client(fault.trusted()), server.port())) {
            assertThatThrownBy(client::startHandshake).isInstanceOf(SSLHandshakeException.class);
            assertThat(server.next().failure().error()).isEqualTo(new PeerAlert(alert));
            Evidence.proved(new Jdk(), Role.CLIENT, fault.feature());
        }
    }
}
