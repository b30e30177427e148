package handclasp.conformance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import handclasp.conformance.peer.Agreed;
import handclasp.conformance.peer.Authority;
import handclasp.conformance.peer.CertificateKind;
import handclasp.conformance.peer.Everyone;
import handclasp.conformance.peer.Feature;
import handclasp.conformance.peer.FiledIdentity;
import handclasp.conformance.peer.Http;
import handclasp.conformance.peer.Peer;
import handclasp.conformance.peer.Setup;
import handclasp.tls.Alert;
import handclasp.tls.BadCertificate;
import handclasp.tls.ClientAuthentication;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.Facts;
import handclasp.tls.Incompatible;
import handclasp.tls.PeerAlert;
import handclasp.tls.Role;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.TlsError;
import handclasp.tls.TlsSocket;
import handclasp.tls.Truncated;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What all peers can be asked for in the same way, beside the matrix. Tests of one feature or one
 * peer look closer: they see both ends' messages and alerts.
 */
final class FeatureTest {
    private static final Authority AUTHORITY = Authority.any();
    private static final FiledIdentity SERVER = AUTHORITY.server(CertificateKind.P256);
    private static final FiledIdentity STRANGER = Authority.stranger().client(CertificateKind.P256);

    /** Lines of 64 digits: to the command line tools no line is a command. */
    private static final String LONG_BODY = ("0123456789".repeat(6) + "012\n").repeat(1 << 14);

    /** What ends may say of a certificate that they do not take (RFC 9846 §6.2). */
    private static final Set<Alert> CERTIFICATE_ALERTS =
            Set.of(
                    Alert.BAD_CERTIFICATE,
                    Alert.UNSUPPORTED_CERTIFICATE,
                    Alert.CERTIFICATE_EXPIRED,
                    Alert.CERTIFICATE_UNKNOWN,
                    Alert.UNKNOWN_CA,
                    Alert.ACCESS_DENIED);

    /** Those of whom other tests do not prove the same and more. */
    private static boolean isNew(Peer peer) {
        return !Set.of("OpenSSL", "JDK", "curl").contains(peer.name());
    }

    private static boolean isRefusal(TlsError error) {
        return error instanceof PeerAlert(Alert alert) && CERTIFICATE_ALERTS.contains(alert);
    }

    @Nested
    final class Clients {
        private static final Setup USUAL = Setup.client(AUTHORITY);

        private static ServerConfiguration serving() {
            return Handclasp.server(SERVER).build();
        }

        private static ServerConfiguration serving(ClientAuthentication mode) {
            return Handclasp.server(SERVER)
                    .verifier(AUTHORITY.verifier())
                    .clientAuthentication(mode)
                    .build();
        }

        static Stream<Peer> longBodies() {
            return Everyone.clients(Feature.LONG_BODY);
        }

        @ParameterizedTest
        @MethodSource("longBodies")
        void postALongBody(Peer peer) throws Exception {
            peer.require();
            try (Handclasp.Server<Integer> server = Handclasp.serve(serving(), Handclasp::echo)) {
                peer.connect(USUAL.body(LONG_BODY), server.port());
                assertThat(server.next().result()).isEqualTo(1);
                Evidence.proved(peer, Role.CLIENT, Feature.LONG_BODY);
            }
        }

        static Stream<Peer> keyUpdates() {
            return Everyone.clients(Feature.KEY_UPDATE_BY_US);
        }

        /** Some answer just before their next data, hence the second round. */
        @ParameterizedTest
        @MethodSource("keyUpdates")
        void answerOurKeyUpdate(Peer peer) throws Exception {
            peer.require();
            try (Handclasp.Server<Integer> server =
                    Handclasp.serve(serving(), Clients::updateThenEcho)) {
                peer.connect(USUAL.rounds(2), server.port());
                Session<Integer> ours = server.next();
                assertThat(ours.result()).isPositive();
                assertThat(ours.watch().count("> KeyUpdate")).isEqualTo(1);
                assertThat(ours.watch().count("< KeyUpdate")).isEqualTo(1);
                Evidence.proved(peer, Role.CLIENT, Feature.KEY_UPDATE_BY_US);
            }
        }

        private static int updateThenEcho(TlsSocket socket) throws IOException {
            socket.handshake();
            socket.updateKeys(true);
            return Handclasp.echo(socket);
        }

        static Stream<Peer> halfCloseByPeer() {
            return Everyone.clients(Feature.HALF_CLOSE_BY_PEER);
        }

        @ParameterizedTest
        @MethodSource("halfCloseByPeer")
        void endBeforeWeAnswer(Peer peer) throws Exception {
            peer.require();
            Setup setup = USUAL.ending(Setup.Ending.BEFORE_OURS);
            try (Handclasp.Server<String> server =
                    Handclasp.serve(serving(), Clients::readAllThenAnswer)) {
                peer.connect(setup, server.port());
                assertThat(server.next().result()).isEqualTo(setup.body());
                Evidence.proved(peer, Role.CLIENT, Feature.HALF_CLOSE_BY_PEER);
            }
        }

        private static String readAllThenAnswer(TlsSocket socket) throws IOException {
            String body = readAll(socket);
            socket.outputStream().write(Http.ok("text/plain", body.length()));
            socket.outputStream().write(body.getBytes(US_ASCII));
            return body;
        }

        private static String readAll(TlsSocket socket) throws IOException {
            String head = Http.readHead(socket.inputStream());
            String body = new String(socket.inputStream().readAllBytes(), US_ASCII);
            assertThat(Http.contentLength(head)).isEqualTo(body.length());
            return body;
        }

        static Stream<Peer> halfCloseByUs() {
            return Everyone.clients(Feature.HALF_CLOSE_BY_US);
        }

        @ParameterizedTest
        @MethodSource("halfCloseByUs")
        void goOnAfterOurEnd(Peer peer) throws Exception {
            peer.require();
            Setup setup = USUAL.ending(Setup.Ending.AFTER_OURS);
            try (Handclasp.Server<String> server =
                    Handclasp.serve(
                            serving(),
                            socket -> {
                                socket.closeOutput();
                                return readAll(socket);
                            })) {
                peer.connect(setup, server.port());
                assertThat(server.next().result()).isEqualTo(setup.body());
                Evidence.proved(peer, Role.CLIENT, Feature.HALF_CLOSE_BY_US);
            }
        }

        static Stream<Peer> strict() {
            return Everyone.clients(Feature.NO_COMMON_ALPN).filter(FeatureTest::isNew);
        }

        @ParameterizedTest
        @MethodSource("strict")
        void haveNoProtocolInCommonWithUs(Peer peer) throws Exception {
            peer.require();
            ServerConfiguration configuration =
                    Handclasp.server(SERVER).applicationProtocols(List.of("http/1.1")).build();
            try (Handclasp.Server<Integer> server =
                    Handclasp.serve(configuration, Handclasp::echo)) {
                assertThatThrownBy(
                        () -> peer.connect(USUAL.applicationProtocols("imap"), server.port()));
                assertThat(server.next().failure().error())
                        .isEqualTo(Incompatible.APPLICATION_PROTOCOL);
                Evidence.proved(peer, Role.CLIENT, Feature.NO_COMMON_ALPN);
            }
        }

        static Stream<Arguments> refused() {
            return Stream.concat(
                            Everyone.clients(Feature.CLIENT_CERTIFICATE_MISSING)
                                    .map(peer -> arguments(peer, USUAL, BadCertificate.REQUIRED)),
                            Everyone.clients(Feature.CLIENT_CERTIFICATE_WRONG)
                                    .map(
                                            peer ->
                                                    arguments(
                                                            peer,
                                                            USUAL.identity(STRANGER),
                                                            BadCertificate.UNKNOWN_AUTHORITY)))
                    .filter(arguments -> isNew((Peer) arguments.get()[0]));
        }

        @ParameterizedTest(name = "{0}: {2}")
        @MethodSource("refused")
        void areRefused(Peer peer, Setup setup, BadCertificate error) throws Exception {
            peer.require();
            try (Handclasp.Server<Integer> server =
                    Handclasp.serve(serving(ClientAuthentication.NEED), Handclasp::echo)) {
                assertThatThrownBy(() -> peer.connect(setup, server.port()));
                Session<Integer> ours = server.next();
                assertThat(ours.failure().error()).isEqualTo(error);
                assertThat(ours.watch().alertsSent()).containsExactly(error.alert());
                Evidence.proved(
                        peer,
                        Role.CLIENT,
                        error == BadCertificate.REQUIRED
                                ? Feature.CLIENT_CERTIFICATE_MISSING
                                : Feature.CLIENT_CERTIFICATE_WRONG);
            }
        }

        static Stream<Arguments> faults() {
            return RefusalTest.faults().stream()
                    .flatMap(
                            fault ->
                                    Everyone.clients(fault.feature())
                                            .filter(FeatureTest::isNew)
                                            .map(peer -> arguments(peer, fault)));
        }

        /** By an alert, or by hanging up where they look only after the handshake. */
        @ParameterizedTest(name = "{0}: {1}")
        @MethodSource("faults")
        void refuseOurCertificate(Peer peer, RefusalTest.Fault fault) throws Exception {
            peer.require();
            ServerConfiguration configuration = Handclasp.server(fault.shown()).build();
            try (Handclasp.Server<Integer> server =
                    Handclasp.serve(configuration, Handclasp::echo)) {
                assertThatThrownBy(
                        () -> peer.connect(Setup.client(fault.trusted()), server.port()));
                Session<Integer> ours = server.next();
                if (!ours.watch().facts().completed()) {
                    TlsError error = ours.failure().error();
                    assertThat(isRefusal(error) || error instanceof Truncated)
                            .as("%s", ours)
                            .isTrue();
                }
                Evidence.proved(peer, Role.CLIENT, fault.feature());
            }
        }
    }

    @Nested
    final class Servers {
        private static final Setup USUAL = Setup.server(AUTHORITY, SERVER);

        private static ClientConfiguration connecting(FiledIdentity... shown) {
            return Handclasp.client(AUTHORITY).credentials(Handclasp.show(shown)).build();
        }

        private static Session<Agreed> meet(ClientConfiguration ours, Peer.Listener theirs)
                throws IOException {
            return Handclasp.connect(ours, theirs.port(), theirs::converse);
        }

        static Stream<Peer> longBodies() {
            return Everyone.servers(Feature.LONG_BODY);
        }

        @ParameterizedTest
        @MethodSource("longBodies")
        void sendALongBodyBack(Peer peer) throws Exception {
            peer.require();
            try (Peer.Listener listener = peer.listen(USUAL.body(LONG_BODY))) {
                meet(connecting(), listener).result();
                Evidence.proved(peer, Role.SERVER, Feature.LONG_BODY);
            }
        }

        static Stream<Peer> named() {
            return Everyone.servers(Feature.SERVER_NAME).filter(FeatureTest::isNew);
        }

        @ParameterizedTest
        @MethodSource("named")
        void seeTheNameWeAskFor(Peer peer) throws Exception {
            peer.require();
            try (Peer.Listener listener = peer.listen(USUAL)) {
                Session<Agreed> ours = meet(connecting(), listener);
                assertThat(ours.result().serverName()).contains("localhost");
                Evidence.proved(peer, Role.SERVER, Feature.SERVER_NAME);
            }
        }

        static Stream<Peer> tickets() {
            return Everyone.servers(Feature.TICKETS).filter(FeatureTest::isNew);
        }

        @ParameterizedTest
        @MethodSource("tickets")
        void sendTickets(Peer peer) throws Exception {
            peer.require();
            try (Peer.Listener listener = peer.listen(USUAL)) {
                Session<Agreed> ours = meet(connecting(), listener);
                assertThat(ours.facts().completed()).isTrue();
                assertThat(ours.watch().count("< NewSessionTicket")).isPositive();
                Evidence.proved(peer, Role.SERVER, Feature.TICKETS);
            }
        }

        static Stream<Peer> keyUpdates() {
            return Everyone.servers(Feature.KEY_UPDATE_BY_US).filter(FeatureTest::isNew);
        }

        @ParameterizedTest
        @MethodSource("keyUpdates")
        void answerOurKeyUpdate(Peer peer) throws Exception {
            peer.require();
            try (Peer.Listener listener = peer.listen(USUAL)) {
                Session<Agreed> ours =
                        Handclasp.connect(
                                connecting(),
                                listener.port(),
                                socket -> {
                                    socket.handshake();
                                    socket.updateKeys(true);
                                    return listener.converse(socket);
                                });
                ours.result();
                assertThat(ours.watch().count("> KeyUpdate")).isEqualTo(1);
                assertThat(ours.watch().count("< KeyUpdate")).isEqualTo(1);
                Evidence.proved(peer, Role.SERVER, Feature.KEY_UPDATE_BY_US);
            }
        }

        static Stream<Arguments> halfCloses() {
            return Stream.concat(
                    Everyone.servers(Feature.HALF_CLOSE_BY_PEER)
                            .map(
                                    peer ->
                                            arguments(
                                                    peer,
                                                    Setup.Ending.BEFORE_OURS,
                                                    Feature.HALF_CLOSE_BY_PEER)),
                    Everyone.servers(Feature.HALF_CLOSE_BY_US)
                            .map(
                                    peer ->
                                            arguments(
                                                    peer,
                                                    Setup.Ending.AFTER_OURS,
                                                    Feature.HALF_CLOSE_BY_US)));
        }

        @ParameterizedTest(name = "{0}: {1}")
        @MethodSource("halfCloses")
        void endOneDirectionFirst(Peer peer, Setup.Ending ending, Feature feature)
                throws Exception {
            peer.require();
            try (Peer.Listener listener = peer.listen(USUAL.ending(ending))) {
                meet(connecting(), listener).result();
                Evidence.proved(peer, Role.SERVER, feature);
            }
        }

        static Stream<Peer> certified() {
            return Everyone.servers(Feature.CLIENT_CERTIFICATE).filter(FeatureTest::isNew);
        }

        @ParameterizedTest
        @MethodSource("certified")
        void demandOurCertificate(Peer peer) throws Exception {
            peer.require();
            Setup setup = USUAL.clientAuthentication(ClientAuthentication.NEED);
            Peer.Listener listener = peer.listen(setup);
            try {
                for (CertificateKind kind : Cell.kinds(peer, Role.SERVER).toList()) {
                    FiledIdentity shown = AUTHORITY.client(kind);
                    Facts ours = meet(connecting(shown), listener).facts();
                    assertThat(ours.clientCertificateRequested()).isTrue();
                    assertThat(ours.ownCertificates()).isEqualTo(shown.chain());
                    assertThat(ours.ownSignatureScheme().orElseThrow()).isIn(kind.schemes());
                    if (!listener.reusable()) {
                        listener.close();
                        listener = peer.listen(setup);
                    }
                }
            } finally {
                listener.close();
            }
            Evidence.proved(peer, Role.SERVER, Feature.CLIENT_CERTIFICATE);
        }

        static Stream<Peer> optional() {
            return Everyone.servers(Feature.CLIENT_CERTIFICATE_OPTIONAL).filter(FeatureTest::isNew);
        }

        @ParameterizedTest
        @MethodSource("optional")
        void welcomeOurCertificateAndDoWithout(Peer peer) throws Exception {
            peer.require();
            Setup setup = USUAL.clientAuthentication(ClientAuthentication.WANT);
            try (Peer.Listener listener = peer.listen(setup)) {
                Facts ours = meet(connecting(), listener).facts();
                assertThat(ours.clientCertificateRequested()).isTrue();
                assertThat(ours.ownCertificates()).isEmpty();
                Evidence.proved(peer, Role.SERVER, Feature.CLIENT_CERTIFICATE_OPTIONAL);
            }
        }

        static Stream<Peer> demanding() {
            return Everyone.servers(Feature.CLIENT_CERTIFICATE_MISSING).filter(FeatureTest::isNew);
        }

        @ParameterizedTest
        @MethodSource("demanding")
        void refuseUsWithoutACertificate(Peer peer) throws Exception {
            peer.require();
            Setup setup = USUAL.clientAuthentication(ClientAuthentication.NEED);
            try (Peer.Listener listener = peer.listen(setup)) {
                Session<Agreed> ours = meet(connecting(), listener);
                assertThat(ours.failure().error())
                        .isEqualTo(new PeerAlert(Alert.CERTIFICATE_REQUIRED));
                Evidence.proved(peer, Role.SERVER, Feature.CLIENT_CERTIFICATE_MISSING);
            }
        }

        static Stream<Peer> suspicious() {
            return Everyone.servers(Feature.CLIENT_CERTIFICATE_WRONG).filter(FeatureTest::isNew);
        }

        @ParameterizedTest
        @MethodSource("suspicious")
        void refuseAStranger(Peer peer) throws Exception {
            peer.require();
            Setup setup = USUAL.clientAuthentication(ClientAuthentication.NEED);
            try (Peer.Listener listener = peer.listen(setup)) {
                Session<Agreed> ours = meet(connecting(STRANGER), listener);
                assertThat(isRefusal(ours.failure().error())).as("%s", ours).isTrue();
                Evidence.proved(peer, Role.SERVER, Feature.CLIENT_CERTIFICATE_WRONG);
            }
        }

        static Stream<Arguments> faults() {
            return RefusalTest.faults().stream()
                    .flatMap(
                            fault ->
                                    Everyone.servers(fault.feature())
                                            .filter(FeatureTest::isNew)
                                            .map(peer -> arguments(peer, fault)));
        }

        @ParameterizedTest(name = "{0}: {1}")
        @MethodSource("faults")
        void areRefusedForTheirCertificate(Peer peer, RefusalTest.Fault fault) throws Exception {
            peer.require();
            try (Peer.Listener listener = peer.listen(Setup.server(AUTHORITY, fault.shown()))) {
                Session<Agreed> ours = meet(Handclasp.client(fault.trusted()).build(), listener);
                assertThat(ours.failure().error()).isEqualTo(fault.error());
                Evidence.proved(peer, Role.SERVER, fault.feature());
            }
        }
    }
}
