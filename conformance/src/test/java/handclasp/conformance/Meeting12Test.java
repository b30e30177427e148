package handclasp.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.conformance.peer.Agreed;
import handclasp.conformance.peer.Authority;
import handclasp.conformance.peer.CertificateKind;
import handclasp.conformance.peer.Child;
import handclasp.conformance.peer.Curl;
import handclasp.conformance.peer.Everyone;
import handclasp.conformance.peer.Feature;
import handclasp.conformance.peer.FiledIdentity;
import handclasp.conformance.peer.Http;
import handclasp.conformance.peer.Jdk;
import handclasp.conformance.peer.OpenSsl;
import handclasp.conformance.peer.Peer;
import handclasp.conformance.peer.Setup;
import handclasp.tls.CipherSuite;
import handclasp.tls.Facts;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.Role;
import handclasp.tls.ServerConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One end can speak TLS 1.3 and 1.2, the other 1.2 alone: they meet on 1.2. */
final class Meeting12Test {
    private static final Authority AUTHORITY = Authority.any();
    private static final FiledIdentity SERVER = AUTHORITY.server(CertificateKind.P256);
    private static final CipherSuite SUITE = CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256;
    private static final String[] BOTH = {"TLSv1.3", "TLSv1.2"};

    static Stream<Peer> clients() {
        return Everyone.as(Role.CLIENT);
    }

    static Stream<Peer> servers() {
        return Everyone.as(Role.SERVER);
    }

    private static void metOn12(Facts facts, Peer peer, Role role, Feature feature) {
        assertThat(facts.version()).contains(ProtocolVersion.TLS_1_2);
        assertThat(facts.cipherSuite()).contains(SUITE);
        Evidence.proved(peer, role, feature);
    }

    @ParameterizedTest
    @MethodSource("clients")
    void aClientWithout13(Peer peer) throws Exception {
        peer.require();
        try (Handclasp.Server<Integer> server =
                Handclasp.serve(Handclasp.server(SERVER).build(), Handclasp::echo)) {
            peer.connect(Setup.client(AUTHORITY).suites(SUITE), server.port());
            metOn12(server.next().facts(), peer, Role.CLIENT, Feature.PEER_WITHOUT_13);
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void aServerWithout13(Peer peer) throws Exception {
        peer.require();
        try (Peer.Listener listener = peer.listen(Setup.server(AUTHORITY, SERVER).suites(SUITE))) {
            Session<Agreed> session =
                    Handclasp.connect(
                            Handclasp.client(AUTHORITY).build(),
                            listener.port(),
                            listener::converse);
            metOn12(session.facts(), peer, Role.SERVER, Feature.PEER_WITHOUT_13);
        }
    }

    // ---- the other way round; whose version is not what its suites say

    private static ServerConfiguration serving12() {
        return Handclasp.server(SERVER).cipherSuites(List.of(SUITE)).build();
    }

    /** Without the option that keeps OpenSSL to TLS 1.3. */
    private static List<String> both(Setup setup) {
        List<String> options = new ArrayList<>(OpenSsl.options(setup));
        options.remove("-tls1_3");
        return options;
    }

    @Test
    void openSslAsClient() throws Exception {
        try (Handclasp.Server<Integer> server = Handclasp.serve(serving12(), Handclasp::echo);
                Child client = OpenSsl.client(server.port(), both(Setup.client(AUTHORITY)))) {
            client.input().write(Http.post("/echo", "from OpenSSL\n"));
            client.input().flush();
            client.awaitOutput("from OpenSSL\n");
            client.input().close();
            metOn12(server.next().facts(), new OpenSsl(), Role.CLIENT, Feature.PEER_WITH_13);
        }
    }

    @Test
    void openSslAsServer() throws Exception {
        try (OpenSsl.Server server = OpenSsl.server(both(Setup.server(AUTHORITY, SERVER)))) {
            Session<Integer> session =
                    Handclasp.connect(
                            Handclasp.client(AUTHORITY).cipherSuites(List.of(SUITE)).build(),
                            server.port(),
                            socket -> {
                                server.say(socket, "ping");
                                return 0;
                            });
            metOn12(session.facts(), new OpenSsl(), Role.SERVER, Feature.PEER_WITH_13);
        }
    }

    @Test
    void curl() throws Exception {
        Curl peer = new Curl();
        peer.require();
        List<String> options = List.of("--tlsv1.2", "--cacert", AUTHORITY.rootFile().toString());
        try (Handclasp.Server<Integer> server = Handclasp.serve(serving12(), Handclasp::echo);
                Child client = Curl.start(server.port(), "/", options)) {
            assertThat(client.exitCode()).as("%s", client).isZero();
            metOn12(server.next().facts(), peer, Role.CLIENT, Feature.PEER_WITH_13);
        }
    }

    @Test
    void theJdkAsClient() throws Exception {
        try (Handclasp.Server<Integer> server = Handclasp.serve(serving12(), Handclasp::echo);
                SSLSocket client = Jdk.client(Setup.client(AUTHORITY), server.port())) {
            client.setEnabledCipherSuites(client.getSupportedCipherSuites());
            client.setEnabledProtocols(BOTH);
            client.getOutputStream().write(Http.last("POST", "/echo", "ping"));
            assertThat(client.getInputStream().readAllBytes()).isNotEmpty();
            metOn12(server.next().facts(), new Jdk(), Role.CLIENT, Feature.PEER_WITH_13);
        }
    }

    @Test
    void theJdkAsServer() throws Exception {
        try (SSLServerSocket listening = Jdk.server(Setup.server(AUTHORITY, SERVER))) {
            listening.setEnabledCipherSuites(listening.getSupportedCipherSuites());
            listening.setEnabledProtocols(BOTH);
            Future<Integer> theirs =
                    Jdk.accept(listening, socket -> socket.getInputStream().read());
            Session<Integer> session =
                    Handclasp.connect(
                            Handclasp.client(AUTHORITY).cipherSuites(List.of(SUITE)).build(),
                            listening.getLocalPort(),
                            socket -> {
                                socket.outputStream().write('!');
                                return 0;
                            });
            assertThat(Deadline.await(theirs)).isEqualTo('!');
            metOn12(session.facts(), new Jdk(), Role.SERVER, Feature.PEER_WITH_13);
        }
    }
}
