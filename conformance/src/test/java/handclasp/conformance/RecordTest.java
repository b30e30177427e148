package handclasp.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.conformance.peer.Agreed;
import handclasp.conformance.peer.Authority;
import handclasp.conformance.peer.CertificateKind;
import handclasp.conformance.peer.Child;
import handclasp.conformance.peer.Everyone;
import handclasp.conformance.peer.Feature;
import handclasp.conformance.peer.FiledIdentity;
import handclasp.conformance.peer.Http;
import handclasp.conformance.peer.OpenSsl;
import handclasp.conformance.peer.OpenSslTrace;
import handclasp.conformance.peer.Peer;
import handclasp.conformance.peer.Setup;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.RecordPadding;
import handclasp.tls.Role;
import handclasp.tls.ServerConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of unusual shape: padded, tiny, and with and without the dressing for middleboxes. */
final class RecordTest {
    private static final String LONG_LINE = "0123456789abcdef".repeat(400);

    private final Authority authority = Authority.any();
    private final FiledIdentity identity = authority.server(CertificateKind.P256);
    private final ServerConfiguration serving = Handclasp.server(identity).build();
    private final ClientConfiguration connecting = Handclasp.client(authority).build();

    /** What OpenSSL can do to its records. */
    enum Shape {
        PADDED(Feature.PADDING_BY_PEER, "-record_padding", "512"),
        SMALL(Feature.SMALL_RECORDS, "-max_send_frag", "512"),
        SPLIT(Feature.SMALL_RECORDS, "-max_send_frag", "600", "-split_send_frag", "512"),
        SMALL_AND_PADDED(
                Feature.PADDING_BY_PEER, "-max_send_frag", "512", "-record_padding", "1000");

        private final Feature feature;
        private final List<String> options;

        Shape(Feature feature, String... options) {
            this.feature = feature;
            this.options = List.of(options);
        }
    }

    private static List<String> with(List<String> options, List<String> more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(more);
        return all;
    }

    @ParameterizedTest
    @EnumSource
    void openSslAsClientShapesItsRecords(Shape shape) throws Exception {
        List<String> options = with(OpenSsl.options(Setup.client(authority)), shape.options);
        try (Handclasp.Server<Integer> server = Handclasp.serve(serving, Handclasp::echo);
                Child client = OpenSsl.client(server.port(), options)) {
            client.input().write(Http.post("/echo", LONG_LINE + "\n"));
            client.input().flush();
            client.awaitOutput(LONG_LINE + "\n");
            client.input().close();
            client.exitCode();
            assertThat(server.next().result()).isEqualTo(1);
            Evidence.proved(new OpenSsl(), Role.CLIENT, shape.feature);
        }
    }

    @ParameterizedTest
    @EnumSource
    void openSslAsServerShapesItsRecords(Shape shape) throws Exception {
        List<String> options =
                with(OpenSsl.options(Setup.server(authority, identity)), shape.options);
        try (OpenSsl.Server server = OpenSsl.server(options)) {
            Session<OpenSslTrace> ours =
                    Handclasp.connect(
                            connecting,
                            server.port(),
                            socket -> {
                                server.say(socket, "a short line");
                                server.hear(socket, LONG_LINE);
                                socket.closeOutput();
                                return server.end();
                            });
            assertThat(ours.result().count("Finished")).isEqualTo(2);
            Evidence.proved(new OpenSsl(), Role.SERVER, shape.feature);
        }
    }

    static Stream<Peer> clients() {
        return Everyone.clients(Feature.PADDING_BY_US);
    }

    static Stream<Peer> compatibleClients() {
        return Everyone.clients(Feature.COMPATIBILITY_MODE);
    }

    static Stream<Peer> servers() {
        return Everyone.servers(Feature.PADDING_BY_US, Feature.COMPATIBILITY_MODE);
    }

    @ParameterizedTest
    @MethodSource("clients")
    void wePadAllTheServerSends(Peer peer) throws Exception {
        peer.require();
        ServerConfiguration padding =
                serving.toBuilder().padding(RecordPadding.toMultipleOf(1024)).build();
        try (Handclasp.Server<Integer> server = Handclasp.serve(padding, Handclasp::echo)) {
            peer.connect(Setup.client(authority), server.port());
            assertThat(server.next().result()).isEqualTo(1);
            Evidence.proved(peer, Role.CLIENT, Feature.PADDING_BY_US);
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void wePadAllTheClientSends(Peer peer) throws Exception {
        peer.require();
        ClientConfiguration padding =
                connecting.toBuilder().padding(RecordPadding.toMultipleOf(1024)).build();
        try (Peer.Listener listener = peer.listen(Setup.server(authority, identity))) {
            Session<Agreed> ours = Handclasp.connect(padding, listener.port(), listener::converse);
            assertThat(ours.result().suite()).isEqualTo(ours.facts().cipherSuite().orElseThrow());
            Evidence.proved(peer, Role.SERVER, Feature.PADDING_BY_US);
        }
    }

    // Middlebox compatibility mode (RFC 9846 §E.4).

    @ParameterizedTest
    @MethodSource("compatibleClients")
    void theClientUsesCompatibilityModeByDefault(Peer peer) throws Exception {
        peer.require();
        try (Handclasp.Server<Integer> server = Handclasp.serve(serving, Handclasp::echo)) {
            peer.connect(Setup.client(authority), server.port());
            assertThat(server.next().watch().changes())
                    .contains("< ChangeCipherSpec", "> ChangeCipherSpec");
            Evidence.proved(peer, Role.CLIENT, Feature.COMPATIBILITY_MODE);
        }
    }

    @Test
    void openSslAsClientDoesWithoutCompatibilityMode() throws Exception {
        List<String> options =
                with(OpenSsl.options(Setup.client(authority)), List.of("-no_middlebox"));
        try (Handclasp.Server<Integer> server = Handclasp.serve(serving, Handclasp::echo);
                Child client = OpenSsl.client(server.port(), options)) {
            client.input().close();
            assertThat(client.exitCode()).as("%s", client).isZero();
            Session<Integer> ours = server.next();
            assertThat(ours.facts().completed()).isTrue();
            assertThat(ours.watch().changes())
                    .doesNotContain("< ChangeCipherSpec", "> ChangeCipherSpec");
            Evidence.proved(new OpenSsl(), Role.CLIENT, Feature.NO_COMPATIBILITY_MODE);
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void weAsClientUseCompatibilityModeByDefault(Peer peer) throws Exception {
        peer.require();
        try (Peer.Listener listener = peer.listen(Setup.server(authority, identity))) {
            Session<Agreed> ours =
                    Handclasp.connect(connecting, listener.port(), listener::converse);
            assertThat(ours.facts().completed()).isTrue();
            assertThat(ours.watch().changes()).contains("< ChangeCipherSpec", "> ChangeCipherSpec");
            Evidence.proved(peer, Role.SERVER, Feature.COMPATIBILITY_MODE);
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void weAsClientDoWithoutCompatibilityMode(Peer peer) throws Exception {
        peer.require();
        ClientConfiguration plain = connecting.toBuilder().compatibilityMode(false).build();
        try (Peer.Listener listener = peer.listen(Setup.server(authority, identity))) {
            Session<Agreed> ours = Handclasp.connect(plain, listener.port(), listener::converse);
            assertThat(ours.facts().completed()).isTrue();
            assertThat(ours.watch().changes()).doesNotContain("> ChangeCipherSpec");
            Evidence.proved(peer, Role.SERVER, Feature.NO_COMPATIBILITY_MODE);
        }
    }

    /** A server that sends ChangeCipherSpec although the client did without is legal (RFC 9846 §E.4). */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void openSslAsServerDoesWithoutCompatibilityMode(boolean ours) throws Exception {
        List<String> options =
                with(OpenSsl.options(Setup.server(authority, identity)), List.of("-no_middlebox"));
        try (OpenSsl.Server server = OpenSsl.server(options)) {
            Session<Agreed> session =
                    Handclasp.connect(
                            connecting.toBuilder().compatibilityMode(ours).build(),
                            server.port(),
                            server::converse);
            assertThat(session.facts().completed()).isTrue();
        }
    }
}
