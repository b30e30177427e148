package handclasp.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import handclasp.conformance.peer.Agreed;
import handclasp.conformance.peer.Authority;
import handclasp.conformance.peer.CertificateKind;
import handclasp.conformance.peer.Child;
import handclasp.conformance.peer.Everyone;
import handclasp.conformance.peer.Feature;
import handclasp.conformance.peer.FiledIdentity;
import handclasp.conformance.peer.Http;
import handclasp.conformance.peer.Jdk;
import handclasp.conformance.peer.OpenSsl;
import handclasp.conformance.peer.OpenSslTrace;
import handclasp.conformance.peer.Peer;
import handclasp.conformance.peer.Setup;
import handclasp.tls.Alert;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.Facts;
import handclasp.tls.Incompatible;
import handclasp.tls.PeerAlert;
import handclasp.tls.Role;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.ServerName;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both ends see the same server name, application protocol and messages. */
final class NegotiationTest {
    private final Authority authority = Authority.any();
    private final FiledIdentity identity = authority.server(CertificateKind.P256);

    static Stream<Peer> clients() {
        return Everyone.clients(Feature.SERVER_NAME);
    }

    static Stream<Peer> servers() {
        return Everyone.servers(Feature.ALPN);
    }

    static Stream<Peer> strictServers() {
        return Everyone.servers(Feature.NO_COMMON_ALPN);
    }

    /** Others cannot do without. */
    static Stream<Peer> serversWithoutProtocols() {
        return Stream.of(new OpenSsl(), new Jdk());
    }

    private ServerConfiguration serving(String... applicationProtocols) {
        return Handclasp.server(identity)
                .applicationProtocols(List.of(applicationProtocols))
                .build();
    }

    private ClientConfiguration connecting(String... applicationProtocols) {
        return Handclasp.client(authority)
                .applicationProtocols(List.of(applicationProtocols))
                .build();
    }

    /** curl offers http/1.1 by itself. */
    @ParameterizedTest
    @MethodSource("clients")
    void weSeeTheNameAndTheProtocolThatTheClientAsksFor(Peer peer) throws Exception {
        peer.require();
        try (Handclasp.Server<Integer> server =
                Handclasp.serve(serving("http/1.1", "h2"), Handclasp::echo)) {
            Setup setup = Setup.client(authority).applicationProtocols("h2", "http/1.1");
            Agreed theirs = peer.connect(setup, server.port());
            Facts ours = server.next().facts();
            assertThat(ours.serverName()).contains(ServerName.of("localhost"));
            Evidence.proved(peer, Role.CLIENT, Feature.SERVER_NAME);
            if (peer.can(Role.CLIENT, Feature.ALPN)) {
                assertThat(ours.applicationProtocol()).contains("http/1.1");
                assertThat(theirs.applicationProtocol()).contains("http/1.1");
                Evidence.proved(peer, Role.CLIENT, Feature.ALPN);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void theServerAnswersOurProtocols(Peer peer) throws Exception {
        peer.require();
        Setup setup = Setup.server(authority, identity).applicationProtocols("http/1.1", "h2");
        try (Peer.Listener listener = peer.listen(setup)) {
            Session<Agreed> ours =
                    Handclasp.connect(
                            connecting("h2", "http/1.1"), listener.port(), listener::converse);
            assertThat(ours.facts().applicationProtocol()).isPresent();
            // NSS does not tell.
            ours.result()
                    .applicationProtocol()
                    .ifPresent(
                            told -> assertThat(ours.facts().applicationProtocol()).contains(told));
            Evidence.proved(peer, Role.SERVER, Feature.ALPN);
        }
    }

    @Test
    void openSslAsServerSeesTheNameWeAskForAndTheMessagesWeSent() throws Exception {
        try (OpenSsl.Server server =
                OpenSsl.server(OpenSsl.options(Setup.server(authority, identity)))) {
            Session<OpenSslTrace> ours =
                    Handclasp.connect(
                            connecting(),
                            server.port(),
                            socket -> {
                                server.say(socket, "who am I");
                                server.hear(socket, "we shall see");
                                socket.closeOutput();
                                assertThat(socket.inputStream().read()).isNegative();
                                return server.end();
                            });
            assertThat(ours.result().serverName()).as("%s", server).contains("localhost");
            assertThat(ours.watch().messages())
                    .startsWith(
                            "> ClientHello",
                            "< ServerHello",
                            "< EncryptedExtensions",
                            "< Certificate",
                            "< CertificateVerify",
                            "< Finished",
                            "> Finished")
                    .isEqualTo(ours.result().messagesSeenFromOtherEnd());
            assertThat(ours.watch().count("< NewSessionTicket")).isPositive();
            assertThat(ours.result().alertsReceived()).containsExactly(Alert.CLOSE_NOTIFY);
            assertThat(ours.watch().alertsReceived()).containsExactly(Alert.CLOSE_NOTIFY);
            Evidence.proved(new OpenSsl(), Role.SERVER, Feature.SERVER_NAME, Feature.TICKETS);
        }
    }

    @Test
    void openSslAsClientSeesTheMessagesWeSent() throws Exception {
        try (Handclasp.Server<Integer> server = Handclasp.serve(serving(), Handclasp::echo);
                Child client =
                        OpenSsl.client(server.port(), OpenSsl.options(Setup.client(authority)))) {
            client.input().write(Http.post("/echo", "so that it reads\n"));
            client.input().flush();
            client.awaitOutput("so that it reads\n");
            client.input().close();
            client.exitCode();
            OpenSslTrace theirs = OpenSslTrace.read(client.output());
            assertThat(server.next().watch().messages())
                    .isEqualTo(theirs.messagesSeenFromOtherEnd())
                    .containsExactly(
                            "< ClientHello",
                            "> ServerHello",
                            "> EncryptedExtensions",
                            "> Certificate",
                            "> CertificateVerify",
                            "> Finished",
                            "< Finished",
                            "> NewSessionTicket",
                            "> NewSessionTicket");
        }
    }

    @Test
    void theJdkAsServerSeesTheNameWeAskFor() throws Exception {
        try (SSLServerSocket listening = Jdk.server(Setup.server(authority, identity))) {
            Future<Boolean> named = Jdk.accept(listening, NegotiationTest::asksForLocalhost);
            Session<Integer> ours =
                    Handclasp.connect(
                            connecting(),
                            listening.getLocalPort(),
                            socket -> socket.inputStream().read());
            assertThat(ours.result()).isEqualTo('!');
            assertThat(Deadline.await(named)).isTrue();
            Evidence.proved(new Jdk(), Role.SERVER, Feature.SERVER_NAME);
        }
    }

    private static boolean asksForLocalhost(SSLSocket socket) throws IOException {
        socket.getOutputStream().write('!');
        ExtendedSSLSession session = (ExtendedSSLSession) socket.getSession();
        return session.getRequestedServerNames().contains(new SNIHostName("localhost"));
    }

    // Nothing in common (RFC 7301 §3.2): the server says so, and both ends know.

    @Test
    void openSslAsClientHasNoProtocolInCommonWithUs() throws Exception {
        Setup setup = Setup.client(authority).applicationProtocols("imap");
        try (Handclasp.Server<Integer> server =
                        Handclasp.serve(serving("h2", "http/1.1"), Handclasp::echo);
                Child client = OpenSsl.client(server.port(), OpenSsl.options(setup))) {
            assertThat(client.exitCode()).isNotZero();
            assertThat(OpenSslTrace.read(client.output()).alertsReceived())
                    .containsExactly(Alert.NO_APPLICATION_PROTOCOL);
            Session<Integer> ours = server.next();
            assertThat(ours.failure().error()).isEqualTo(Incompatible.APPLICATION_PROTOCOL);
            assertThat(ours.failure()).hasMessageContaining("imap").hasMessageContaining("h2");
            Evidence.proved(new OpenSsl(), Role.CLIENT, Feature.NO_COMMON_ALPN);
        }
    }

    @Test
    void theJdkAsClientHasNoProtocolInCommonWithUs() throws Exception {
        Setup setup = Setup.client(authority).applicationProtocols("imap");
        try (Handclasp.Server<Integer> server =
                        Handclasp.serve(serving("h2", "http/1.1"), Handclasp::echo);
                SSLSocket client = Jdk.client(setup, server.port())) {
            assertThatThrownBy(client::startHandshake)
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasMessageContaining("no_application_protocol");
            assertThat(server.next().failure().error())
                    .isEqualTo(Incompatible.APPLICATION_PROTOCOL);
            Evidence.proved(new Jdk(), Role.CLIENT, Feature.NO_COMMON_ALPN);
        }
    }

    @ParameterizedTest
    @MethodSource("strictServers")
    void theServerHasNoProtocolInCommonWithUs(Peer peer) throws Exception {
        peer.require();
        Setup setup = Setup.server(authority, identity).applicationProtocols("imap");
        try (Peer.Listener listener = peer.listen(setup)) {
            Session<Agreed> ours =
                    Handclasp.connect(connecting("h2"), listener.port(), listener::converse);
            assertThat(ours.failure().error())
                    .isEqualTo(new PeerAlert(Alert.NO_APPLICATION_PROTOCOL));
            Evidence.proved(peer, Role.SERVER, Feature.NO_COMMON_ALPN);
        }
    }

    /** A server without ALPN does not answer it, and the client goes on without. */
    @ParameterizedTest
    @MethodSource("serversWithoutProtocols")
    void theServerKnowsNoProtocols(Peer peer) throws Exception {
        peer.require();
        try (Peer.Listener listener = peer.listen(Setup.server(authority, identity))) {
            Session<Agreed> ours =
                    Handclasp.connect(connecting("h2"), listener.port(), listener::converse);
            assertThat(ours.facts().applicationProtocol()).isEmpty();
            assertThat(ours.result().applicationProtocol()).isEqualTo(Optional.empty());
        }
    }
}
