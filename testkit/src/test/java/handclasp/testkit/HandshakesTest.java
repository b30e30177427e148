package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.tls.CipherSuite;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.Facts;
import handclasp.tls.NamedGroup;
import handclasp.tls.Need;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.ServerName;
import handclasp.tls.SignatureScheme;
import handclasp.tls.TlsConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class HandshakesTest {
    private static final List<CipherSuite> SUITES =
            List.of(
                    CipherSuite.TLS_AES_128_GCM_SHA256,
                    CipherSuite.TLS_AES_256_GCM_SHA384,
                    CipherSuite.TLS_CHACHA20_POLY1305_SHA256);
    private static final List<NamedGroup> GROUPS =
            List.of(
                    NamedGroup.X25519,
                    NamedGroup.SECP256R1,
                    NamedGroup.SECP384R1,
                    NamedGroup.SECP521R1,
                    NamedGroup.X448);

    static Stream<Arguments> suitesAndGroups() {
        return SUITES.stream()
                .flatMap(suite -> GROUPS.stream().map(group -> Arguments.of(suite, group)));
    }

    @ParameterizedTest
    @MethodSource("suitesAndGroups")
    void everySuiteWithEveryGroup(CipherSuite suite, NamedGroup group) throws Exception {
        Wire wire =
                Ends.wire(
                                Ends.client()
                                        .cipherSuites(List.of(suite))
                                        .namedGroups(List.of(group)),
                                Ends.server())
                        .handshake();

        for (TlsConnection end : List.of(wire.client(), wire.server())) {
            Facts facts = end.facts();
            assertThat(facts.version()).contains(ProtocolVersion.TLS_1_3);
            assertThat(facts.cipherSuite()).contains(suite);
            assertThat(facts.namedGroup()).contains(group);
            assertThat(facts.retried()).isFalse();
            assertThat(end.need()).isEqualTo(Need.INPUT);
        }
        byte[] data = new byte[16_384];
        new Random(1).nextBytes(data);
        assertThat(wire.fromClient(data)).isEqualTo(data);
        assertThat(wire.fromServer(data)).isEqualTo(data);
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void everyKindOfHandshake(Variant variant) throws Exception {
        Wire wire = Ends.wire(variant.client(), variant.server()).handshake();

        assertThat(wire.fromClient(new byte[] {1, 2})).containsExactly(1, 2);
        assertThat(wire.fromServer(new byte[] {3})).containsExactly(3);
        boolean retry = variant.name().startsWith("RETRY");
        assertThat(wire.client().facts().retried()).isEqualTo(retry);
        assertThat(wire.server().facts().retried()).isEqualTo(retry);
    }

    @Test
    void theServerChoosesByItsOwnOrder() throws Exception {
        Wire wire =
                Ends.wire(
                                Ends.client()
                                        .cipherSuites(SUITES)
                                        .applicationProtocols(List.of("http/1.1", "h2")),
                                Ends.server()
                                        .cipherSuites(SUITES.reversed())
                                        .applicationProtocols(List.of("h3", "h2", "http/1.1")))
                        .handshake();

        assertThat(wire.client().facts().cipherSuite())
                .contains(CipherSuite.TLS_CHACHA20_POLY1305_SHA256);
        assertThat(wire.client().facts().applicationProtocol()).contains("h2");
        assertThat(wire.server().facts().applicationProtocol()).contains("h2");
    }

    @Test
    void theServerTakesAShareThatIsThereRatherThanAskForABetterOne() throws Exception {
        Wire wire =
                Ends.wire(
                                Ends.client()
                                        .namedGroups(
                                                List.of(NamedGroup.X25519, NamedGroup.SECP256R1))
                                        .keyShareGroups(List.of(NamedGroup.X25519)),
                                Ends.server()
                                        .namedGroups(
                                                List.of(NamedGroup.SECP256R1, NamedGroup.X25519)))
                        .handshake();

        assertThat(wire.client().facts().namedGroup()).contains(NamedGroup.X25519);
        assertThat(wire.client().facts().retried()).isFalse();
    }

    @Test
    void bothKnowWhatWasShownAndVerified() throws Exception {
        Wire wire =
                Ends.wire(Variant.CLIENT_CERTIFICATE.client(), Variant.CLIENT_CERTIFICATE.server())
                        .handshake();
        Facts client = wire.client().facts();
        Facts server = wire.server().facts();

        assertThat(client.peerCertificates()).isEqualTo(Ends.serverIdentity().chain());
        assertThat(client.verifiedChain()).isEqualTo(Ends.serverIdentity().chain());
        assertThat(client.ownCertificates()).isEqualTo(Ends.clientIdentity().chain());
        assertThat(server.peerCertificates()).isEqualTo(Ends.clientIdentity().chain());
        assertThat(server.verifiedChain()).isEqualTo(Ends.clientIdentity().chain());
        assertThat(client.clientCertificateRequested()).isTrue();
        assertThat(client.peerSignatureScheme())
                .contains(SignatureScheme.ECDSA_SECP256R1_SHA256)
                .isEqualTo(server.ownSignatureScheme());
        assertThat(server.peerSignatureScheme()).isEqualTo(client.ownSignatureScheme()).isPresent();
        assertThat(server.serverName()).contains(Ends.NAME);
    }

    @Test
    void anAddressIsNotSentAsAName() throws Exception {
        ClientConfiguration client = Ends.client().dangerous().acceptAnyCertificate().build();
        Wire wire =
                new Wire(
                                TlsConnection.client(client, ServerName.of("127.0.0.1")),
                                TlsConnection.server(Ends.server().build()))
                        .handshake();

        assertThat(wire.server().facts().serverName()).isEmpty();
        assertThat(wire.client().facts().verifiedChain()).isEmpty();
        assertThat(wire.client().facts().peerCertificates()).hasSize(1);
    }

    /** RFC 9846 §5.1, §E.4: types and versions of the records in the order they go. */
    @Test
    void looksLikeTls12InCompatibilityMode() throws Exception {
        Wire plain = Ends.connected();
        assertThat(heads(plain.clientRecords())).containsExactly("160301", "140303", "170303");
        assertThat(heads(plain.serverRecords())).containsExactly("160303", "140303", "170303");

        Wire retry = Ends.wire(Variant.RETRY.client(), Variant.RETRY.server()).handshake();
        assertThat(heads(retry.clientRecords()))
                .containsExactly("160301", "140303", "160303", "170303");
        assertThat(heads(retry.serverRecords()))
                .containsExactly("160303", "140303", "160303", "170303");
    }

    @Test
    void doesWithoutCompatibilityMode() throws Exception {
        Wire wire = Ends.wire(Ends.client().compatibilityMode(false), Ends.server()).handshake();

        assertThat(heads(wire.clientRecords())).containsExactly("160301", "170303");
        assertThat(heads(wire.serverRecords())).containsExactly("160303", "170303");
        // The length of legacy_session_id, behind record header, message header, version, random.
        assertThat(wire.clientRecords().get(0)[5 + 4 + 2 + 32]).isZero();
    }

    @Test
    void theListenerIsToldInOrder() throws Exception {
        Spy client = new Spy();
        Spy server = new Spy();
        Ends.connected(client, server);

        assertThat(client.events)
                .containsSubsequence(
                        "OUTBOUND ClientHello",
                        "INBOUND ServerHello",
                        "suspended KEY_AGREEMENT",
                        "resumed KEY_AGREEMENT",
                        "INBOUND keys HANDSHAKE",
                        "OUTBOUND keys HANDSHAKE",
                        "INBOUND ChangeCipherSpec",
                        "INBOUND EncryptedExtensions",
                        "INBOUND Certificate",
                        "INBOUND CertificateVerify",
                        "suspended VERIFY_PEER",
                        "INBOUND Finished",
                        "OUTBOUND Finished",
                        "INBOUND keys APPLICATION",
                        "OUTBOUND keys APPLICATION",
                        "fact Completed");
        assertThat(server.events)
                .containsSubsequence(
                        "INBOUND ClientHello",
                        "OUTBOUND ServerHello",
                        "INBOUND keys HANDSHAKE",
                        "OUTBOUND EncryptedExtensions",
                        "OUTBOUND Certificate",
                        "OUTBOUND Finished",
                        "INBOUND Finished",
                        "INBOUND keys APPLICATION",
                        "fact Completed");
        assertThat(client.failures).isEmpty();
    }

    /** The key log's secrets open the records, by other code than ours. */
    @ParameterizedTest
    @MethodSource("suites")
    void theKeyLogOpensTheRecords(CipherSuite suite) throws Exception {
        Secrets secrets = new Secrets();
        Secrets atServer = new Secrets();
        Wire wire =
                Ends.wire(
                                Ends.client()
                                        .cipherSuites(List.of(suite))
                                        .dangerous()
                                        .keyLog(secrets),
                                Ends.server().dangerous().keyLog(atServer))
                        .handshake();
        wire.fromClient(new byte[] {42});

        assertThat(secrets.all().keySet())
                .containsExactlyInAnyOrder(
                        "CLIENT_HANDSHAKE_TRAFFIC_SECRET",
                        "SERVER_HANDSHAKE_TRAFFIC_SECRET",
                        "CLIENT_TRAFFIC_SECRET_0",
                        "SERVER_TRAFFIC_SECRET_0",
                        "EXPORTER_SECRET");
        secrets.all()
                .forEach(
                        (label, secret) -> assertThat(atServer.all().get(label)).isEqualTo(secret));
        byte[] flight =
                secrets.forge("SERVER_HANDSHAKE_TRAFFIC_SECRET", suite)
                        .open(wire.serverRecords().getLast());
        assertThat(flight[0]).as("EncryptedExtensions").isEqualTo((byte) 8);
        assertThat(
                        secrets.forge("CLIENT_TRAFFIC_SECRET_0", suite)
                                .open(wire.clientRecords().getLast()))
                .containsExactly(42, Forge.DATA);
    }

    static List<CipherSuite> suites() {
        return SUITES;
    }

    private static List<String> heads(List<byte[]> records) {
        List<String> heads = new ArrayList<>();
        for (byte[] record : records) {
            heads.add("%02x%02x%02x".formatted(record[0], record[1], record[2]));
        }
        return heads;
    }
}
