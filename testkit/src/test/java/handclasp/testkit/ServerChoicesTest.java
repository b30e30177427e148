package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import handclasp.tls.ClientHelloSummary;
import handclasp.tls.NamedGroup;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.SignatureScheme;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a server's configuration decides: writing early, and another configuration by the hello. */
class ServerChoicesTest {
    @ParameterizedTest
    @EnumSource(Variant.class)
    void aServerMayWriteBeforeTheClientsFinished(Variant variant) throws Exception {
        End client = End.client(variant.client());
        End server = End.server(variant.server().writesBeforeClientFinished(true));
        server.hears(client.says());
        assertThat(server.connection().canSend())
                .as("not before its own Finished")
                .isEqualTo(!variant.name().startsWith("RETRY"));
        if (variant.name().startsWith("RETRY")) {
            client.hears(server.says());
            server.hears(client.says());
        }
        byte[] early = server.sends((byte) 1, (byte) 2);
        assertThat(server.connection().handshakeComplete()).isFalse();
        client.hears(early);
        assertThat(client.received()).containsExactly(1, 2);
        server.hears(client.sends((byte) 3));

        assertThat(server.received()).containsExactly(3);
        assertThat(server.connection().handshakeComplete()).isTrue();
        assertThat(client.hears(server.sends((byte) 4)).received()).containsExactly(1, 2, 4);
    }

    @Test
    void itMayNotUnlessConfigured() throws Exception {
        End client = End.client(Ends.client());
        End server = End.server(Ends.server());
        server.hears(client.says());

        assertThat(server.connection().canSend()).isFalse();
        assertThatIllegalStateException()
                .isThrownBy(() -> server.sends((byte) 1))
                .withMessage("the handshake is not complete");
    }

    @Test
    void theKeysAreNotUpdatedBeforeTheEndOfTheHandshake() throws Exception {
        End client = End.client(Ends.client());
        End server = End.server(Ends.server().writesBeforeClientFinished(true));
        server.hears(client.says());

        assertThatIllegalStateException().isThrownBy(() -> server.connection().updateKeys(false));
    }

    @Test
    void theSelectorSeesTheOffer() throws Exception {
        List<ClientHelloSummary> seen = new ArrayList<>();
        ServerConfiguration chosen = Ends.server().build();
        Ends.wire(
                        Ends.client()
                                .namedGroups(List.of(NamedGroup.X25519, NamedGroup.X448))
                                .signatureSchemes(List.of(SignatureScheme.ECDSA_SECP256R1_SHA256))
                                .applicationProtocols(List.of("h2", "http/1.1")),
                        ServerConfiguration.builder()
                                .configurationSelector(
                                        hello -> {
                                            seen.add(hello);
                                            return chosen;
                                        }))
                .handshake();

        ClientHelloSummary hello = seen.getFirst();
        assertThat(seen).hasSize(1);
        assertThat(hello.serverName()).contains(Ends.NAME);
        assertThat(hello.applicationProtocols()).containsExactly("h2", "http/1.1");
        assertThat(hello.versions())
                .containsExactly(ProtocolVersion.TLS_1_3, ProtocolVersion.TLS_1_2);
        assertThat(hello.cipherSuites()).hasSize(9);
        assertThat(hello.namedGroups()).containsExactly(NamedGroup.X25519, NamedGroup.X448);
        assertThat(hello.signatureSchemes())
                .containsExactly(SignatureScheme.ECDSA_SECP256R1_SHA256);
    }

    /** The first configuration has no credential and other protocols: all that counts is the chosen one. */
    @ParameterizedTest
    @EnumSource(Variant.class)
    void theChosenConfigurationIsInForce(Variant variant) throws Exception {
        ServerConfiguration chosen =
                variant.server()
                        .applicationProtocols(List.of("chosen"))
                        .namedGroups(List.of(NamedGroup.SECP256R1))
                        .build();
        Wire wire =
                Ends.wire(
                                variant.client().applicationProtocols(List.of("first", "chosen")),
                                ServerConfiguration.builder()
                                        .applicationProtocols(List.of("first"))
                                        .configurationSelector(hello -> chosen))
                        .handshake();

        assertThat(wire.client().facts().applicationProtocol()).contains("chosen");
        assertThat(wire.client().facts().namedGroup()).contains(NamedGroup.SECP256R1);
        boolean shown =
                variant == Variant.CLIENT_CERTIFICATE
                        || variant == Variant.RETRY_AND_CLIENT_CERTIFICATE;
        assertThat(wire.server().facts().verifiedChain()).hasSize(shown ? 1 : 0);
    }
}
