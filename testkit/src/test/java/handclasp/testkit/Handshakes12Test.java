package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import handclasp.pki.KeyKind;
import handclasp.pki.KeyUse;
import handclasp.tls.BadCertificate;
import handclasp.tls.CipherSuite;
import handclasp.tls.ClientAuthentication;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.Facts;
import handclasp.tls.NamedGroup;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.TlsConnection;
import handclasp.tls.TlsException;
import handclasp.tls.auth.CredentialSelector;
import handclasp.tls.crypto.SuiteAlgorithms;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes of TLS 1.2 in memory, records included. */
class Handshakes12Test {
    /** Only what TLS 1.2 has. */
    static Stream<CipherSuite> suites() {
        return SuiteAlgorithms.all().stream()
                .filter(suite -> suite.version().equals(ProtocolVersion.TLS_1_2))
                .map(SuiteAlgorithms::suite);
    }

    private static KeyKind keysFor(CipherSuite suite) {
        return suite.toString().contains("ECDSA") ? KeyKind.EC_P256 : KeyKind.RSA_2048;
    }

    @ParameterizedTest
    @MethodSource("suites")
    void everySuite(CipherSuite suite) throws Exception {
        KeyKind keys = keysFor(suite);
        ClientConfiguration client = Ends12.client().cipherSuites(List.of(suite)).build();
        ServerConfiguration server = Ends12.server(keys).cipherSuites(Ends12.ALL_SUITES).build();
        Wire wire = Ends12.wire(client, server).handshake();

        SuiteAlgorithms algorithms = SuiteAlgorithms.of(suite).orElseThrow();
        for (TlsConnection end : List.of(wire.client(), wire.server())) {
            Facts facts = end.facts();
            assertThat(facts.version()).contains(ProtocolVersion.TLS_1_2);
            assertThat(facts.cipherSuite()).contains(suite);
            assertThat(facts.extendedMasterSecret()).isTrue();
            assertThat(facts.encryptThenMac()).isEqualTo(!algorithms.records().isAead());
            assertThat(facts.resumption()).isEmpty();
            assertThat(facts.namedGroup())
                    .isEqualTo(
                            switch (algorithms.exchange()) {
                                case ECDHE -> java.util.Optional.of(NamedGroup.X25519);
                                case DHE -> java.util.Optional.of(NamedGroup.FFDHE3072);
                                default -> java.util.Optional.empty();
                            });
        }
        byte[] data = new byte[16_384];
        new Random(1).nextBytes(data);
        assertThat(wire.fromClient(data)).isEqualTo(data);
        assertThat(wire.fromServer(data)).isEqualTo(data);
    }

    @ParameterizedTest
    @EnumSource(Variant12.class)
    void everyKindOfHandshake(Variant12 variant) throws Exception {
        Wire wire = Ends12.wire(variant.client().build(), variant.server().build()).handshake();

        assertThat(wire.fromClient(new byte[] {1, 2})).containsExactly(1, 2);
        assertThat(wire.fromServer(new byte[] {3})).containsExactly(3);
        assertThat(wire.client().facts().version()).contains(ProtocolVersion.TLS_1_2);
    }

    /** The counts that the RFC's figures give (RFC 5246 §7.3, RFC 5077 §3.1), ChangeCipherSpecs included. */
    @ParameterizedTest
    @EnumSource(Variant12.class)
    void theMessagesOfEachKind(Variant12 variant) throws Exception {
        List<String> both = messages(variant);
        List<String> expected =
                switch (variant) {
                    case ECDHE_ECDSA, ECDHE_RSA, ECDHE_ED25519, DHE_RSA, CBC ->
                            List.of(
                                    "> ClientHello",
                                    "< ServerHello",
                                    "< Certificate",
                                    "< ServerKeyExchange",
                                    "< ServerHelloDone",
                                    "> ClientKeyExchange",
                                    "> ChangeCipherSpec",
                                    "> Finished",
                                    "< ChangeCipherSpec",
                                    "< Finished");
                    case RSA ->
                            List.of(
                                    "> ClientHello",
                                    "< ServerHello",
                                    "< Certificate",
                                    "< ServerHelloDone",
                                    "> ClientKeyExchange",
                                    "> ChangeCipherSpec",
                                    "> Finished",
                                    "< ChangeCipherSpec",
                                    "< Finished");
                    case MUTUAL_ECDHE_ECDSA, MUTUAL_DHE_RSA ->
                            List.of(
                                    "> ClientHello",
                                    "< ServerHello",
                                    "< Certificate",
                                    "< ServerKeyExchange",
                                    "< CertificateRequest",
                                    "< ServerHelloDone",
                                    "> Certificate",
                                    "> ClientKeyExchange",
                                    "> CertificateVerify",
                                    "> ChangeCipherSpec",
                                    "> Finished",
                                    "< ChangeCipherSpec",
                                    "< Finished");
                    case MUTUAL_RSA ->
                            List.of(
                                    "> ClientHello",
                                    "< ServerHello",
                                    "< Certificate",
                                    "< CertificateRequest",
                                    "< ServerHelloDone",
                                    "> Certificate",
                                    "> ClientKeyExchange",
                                    "> CertificateVerify",
                                    "> ChangeCipherSpec",
                                    "> Finished",
                                    "< ChangeCipherSpec",
                                    "< Finished");
                    case NO_CLIENT_CERTIFICATE ->
                            List.of(
                                    "> ClientHello",
                                    "< ServerHello",
                                    "< Certificate",
                                    "< ServerKeyExchange",
                                    "< CertificateRequest",
                                    "< ServerHelloDone",
                                    "> Certificate",
                                    "> ClientKeyExchange",
                                    "> ChangeCipherSpec",
                                    "> Finished",
                                    "< ChangeCipherSpec",
                                    "< Finished");
                    case STATUS ->
                            List.of(
                                    "> ClientHello",
                                    "< ServerHello",
                                    "< Certificate",
                                    "< CertificateStatus",
                                    "< ServerKeyExchange",
                                    "< ServerHelloDone",
                                    "> ClientKeyExchange",
                                    "> ChangeCipherSpec",
                                    "> Finished",
                                    "< ChangeCipherSpec",
                                    "< Finished");
                    case STATUS_WITH_RSA ->
                            List.of(
                                    "> ClientHello",
                                    "< ServerHello",
                                    "< Certificate",
                                    "< CertificateStatus",
                                    "< ServerHelloDone",
                                    "> ClientKeyExchange",
                                    "> ChangeCipherSpec",
                                    "> Finished",
                                    "< ChangeCipherSpec",
                                    "< Finished");
                    case TICKET ->
                            List.of(
                                    "> ClientHello",
                                    "< ServerHello",
                                    "< Certificate",
                                    "< ServerKeyExchange",
                                    "< ServerHelloDone",
                                    "> ClientKeyExchange",
                                    "> ChangeCipherSpec",
                                    "> Finished",
                                    "< NewSessionTicket",
                                    "< ChangeCipherSpec",
                                    "< Finished");
                    case RESUMED_BY_ID, RESUMED_BY_TICKET ->
                            List.of(
                                    "> ClientHello",
                                    "< ServerHello",
                                    "< ChangeCipherSpec",
                                    "< Finished",
                                    "> ChangeCipherSpec",
                                    "> Finished");
                    case RENEWED_TICKET ->
                            List.of(
                                    "> ClientHello",
                                    "< ServerHello",
                                    "< NewSessionTicket",
                                    "< ChangeCipherSpec",
                                    "< Finished",
                                    "> ChangeCipherSpec",
                                    "> Finished");
                };
        assertThat(both).containsExactlyElementsOf(expected);
    }

    /** What passes between the two ends, in order. */
    private static List<String> messages(Variant12 variant) throws Exception {
        HandshakeKind.Pair pair = variant.pair();
        List<String> seen = new ArrayList<>();
        while (!pair.client().outgoing().isEmpty() || !pair.server().outgoing().isEmpty()) {
            carry("> ", pair.client(), pair.server(), seen);
            carry("< ", pair.server(), pair.client(), seen);
        }
        assertThat(pair.client().facts().completed()).isTrue();
        assertThat(pair.server().facts().completed()).isTrue();
        return seen;
    }

    private static void carry(String arrow, Party from, Party to, List<String> seen)
            throws Exception {
        while (!from.outgoing().isEmpty()) {
            byte[] message = from.outgoing().remove();
            seen.add(
                    arrow
                            + (message.length == 0
                                    ? "ChangeCipherSpec"
                                    : handclasp.tls.internal.message.Kind.describe(message)));
            to.receive(message);
        }
    }

    @Test
    void theListenerIsToldInOrder() throws Exception {
        Spy client = new Spy();
        Spy server = new Spy();
        Ends12.wire(
                        Variant12.MUTUAL_DHE_RSA.client().listener(client).build(),
                        Variant12.MUTUAL_DHE_RSA.server().listener(server).build())
                .handshake();

        assertThat(client.events)
                .containsSubsequence(
                        "OUTBOUND ClientHello",
                        "INBOUND ServerHello",
                        "INBOUND Certificate",
                        "INBOUND ServerKeyExchange",
                        "suspended VERIFY_PEER",
                        "INBOUND CertificateRequest",
                        "INBOUND ServerHelloDone",
                        "suspended CHOOSE_CREDENTIAL",
                        "suspended KEY_AGREEMENT",
                        "suspended SIGN",
                        "OUTBOUND Certificate",
                        "OUTBOUND ClientKeyExchange",
                        "OUTBOUND CertificateVerify",
                        "OUTBOUND ChangeCipherSpec",
                        "OUTBOUND keys APPLICATION",
                        "OUTBOUND Finished",
                        "INBOUND ChangeCipherSpec",
                        "INBOUND keys APPLICATION",
                        "INBOUND Finished",
                        "fact Completed");
        assertThat(server.events)
                .containsSubsequence(
                        "INBOUND ClientHello",
                        "suspended CHOOSE_CREDENTIAL",
                        "suspended KEY_AGREEMENT",
                        "suspended SIGN",
                        "OUTBOUND ServerHello",
                        "OUTBOUND ServerHelloDone",
                        "INBOUND Certificate",
                        "INBOUND ClientKeyExchange",
                        "suspended KEY_AGREEMENT",
                        "INBOUND CertificateVerify",
                        "suspended VERIFY_PEER",
                        "INBOUND ChangeCipherSpec",
                        "INBOUND keys APPLICATION",
                        "INBOUND Finished",
                        "OUTBOUND ChangeCipherSpec",
                        "OUTBOUND keys APPLICATION",
                        "OUTBOUND Finished",
                        "fact Completed");
    }

    // ---- the version

    /** Old certificates for RSA say so; where such a key would have to sign, it is refused (RFC 5246 §7.4.2). */
    @Test
    void aKeyForEnciphermentOnlyServesTheRsaKeyExchange() throws Exception {
        ServerConfiguration server =
                ServerConfiguration.builder()
                        .credentials(
                                CredentialSelector.firstOf(
                                        List.of(
                                                Ends12.authority()
                                                        .issue()
                                                        .key(KeyKind.RSA_2048)
                                                        .names(Ends.NAME.value())
                                                        .keyUses(KeyUse.KEY_ENCIPHERMENT)
                                                        .identity()
                                                        .credential())))
                        .cipherSuites(Ends12.ALL_SUITES)
                        .build();
        ClientConfiguration exchanging =
                Ends12.client()
                        .cipherSuites(List.of(CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256))
                        .build();
        ClientConfiguration verifying =
                Ends12.client()
                        .cipherSuites(List.of(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256))
                        .build();

        assertThat(Ends12.wire(exchanging, server).handshake().client().handshakeComplete())
                .isTrue();
        assertThatThrownBy(() -> Ends12.wire(verifying, server).handshake())
                .isInstanceOfSatisfying(
                        TlsException.class,
                        e -> assertThat(e.error()).isEqualTo(BadCertificate.WRONG_USAGE));
    }

    @Test
    void bothVersionsMeetOnTls13() throws Exception {
        Wire wire =
                Ends12.wire(Ends12.client().build(), Ends12.server(KeyKind.RSA_2048).build())
                        .handshake();

        assertThat(wire.client().facts().version()).contains(ProtocolVersion.TLS_1_3);
    }

    @Test
    void anEndOfTls12MeetsOneOfBoth() throws Exception {
        ClientConfiguration oldClient =
                Ends12.client().protocolVersion(ProtocolVersion.TLS_1_2).build();
        ServerConfiguration oldServer =
                Ends12.server(KeyKind.EC_P256).protocolVersion(ProtocolVersion.TLS_1_2).build();

        for (Wire wire :
                List.of(
                        Ends12.wire(oldClient, Ends12.server(KeyKind.EC_P256).build()),
                        Ends12.wire(Ends12.client().build(), oldServer))) {
            wire.handshake();
            assertThat(wire.client().facts().version()).contains(ProtocolVersion.TLS_1_2);
            assertThat(wire.server().facts().version()).contains(ProtocolVersion.TLS_1_2);
            assertThat(wire.fromClient(new byte[] {9})).containsExactly(9);
        }
    }

    // ---- client certificates

    @ParameterizedTest
    @EnumSource(
            value = KeyKind.class,
            names = {
                "RSA_2048",
                "RSA_PSS_2048",
                "EC_P256",
                "EC_P384",
                "EC_P521",
                "ED25519",
                "ED448"
            })
    void aClientShowsACertificateOfAnyKind(KeyKind keys) throws Exception {
        Wire wire =
                Ends12.wire(
                                Ends12.client()
                                        .protocolVersion(ProtocolVersion.TLS_1_2)
                                        .credentials(Ends12.credentials(keys))
                                        .build(),
                                Ends12.server(keys)
                                        .clientAuthentication(ClientAuthentication.NEED)
                                        .build())
                        .handshake();

        assertThat(wire.server().facts().verifiedChain())
                .startsWith(Ends12.identity(keys).certificate())
                .endsWith(Ends12.authority().root());
        assertThat(wire.server().facts().peerSignatureScheme())
                .isEqualTo(wire.client().facts().ownSignatureScheme())
                .isPresent();
        assertThat(wire.client().facts().peerCertificates())
                .isEqualTo(Ends12.identity(keys).chain());
    }

    @Test
    void theClientChoosesByTheAuthoritiesTheServerNames() throws Exception {
        TestAuthority other = TestAuthority.create("Another root", KeyKind.EC_P256);
        TestIdentity wrong = other.issue().subject("wrong").purposes().identity();
        TestIdentity right = Ends12.identity(KeyKind.RSA_2048);
        Wire wire =
                Ends12.wire(
                                Ends12.client()
                                        .protocolVersion(ProtocolVersion.TLS_1_2)
                                        .credentials(
                                                handclasp.tls.auth.CredentialSelector.firstOf(
                                                        List.of(
                                                                wrong.credential(),
                                                                right.credential())))
                                        .build(),
                                Ends12.server(KeyKind.EC_P256)
                                        .clientAuthentication(ClientAuthentication.NEED)
                                        .build())
                        .handshake();

        assertThat(wire.server().facts().peerCertificates()).isEqualTo(right.chain());
    }

    // ---- exporters, channel bindings, key log

    @Test
    void bothEndsExportTheSame() throws Exception {
        Wire wire =
                Ends12.wire(
                                Variant12.ECDHE_ECDSA.client().build(),
                                Variant12.ECDHE_ECDSA.server().build())
                        .handshake();
        var none = java.util.Optional.<byte[]>empty();
        var empty = java.util.Optional.of(new byte[0]);

        byte[] exported = wire.client().exportKeyingMaterial("EXPORTER-test", none, 40);
        assertThat(exported)
                .hasSize(40)
                .isEqualTo(wire.server().exportKeyingMaterial("EXPORTER-test", none, 40))
                .isNotEqualTo(wire.client().exportKeyingMaterial("EXPORTER-test", empty, 40))
                .isNotEqualTo(wire.client().exportKeyingMaterial("EXPORTER-more", none, 40));
        assertThat(wire.client().tlsUnique())
                .isPresent()
                .hasValueSatisfying(
                        unique ->
                                assertThat(unique)
                                        .hasSize(12)
                                        .isEqualTo(wire.server().tlsUnique().orElseThrow()));
        assertThat(wire.client().tlsServerEndPoint().orElseThrow())
                .isEqualTo(wire.server().tlsServerEndPoint().orElseThrow())
                .isEqualTo(
                        java.security.MessageDigest.getInstance("SHA-256")
                                .digest(
                                        Ends12.identity(KeyKind.EC_P256)
                                                .certificate()
                                                .getEncoded()));
    }

    @Test
    void tls13ExportsTooAndHasNoTlsUnique() throws Exception {
        Wire wire = Ends.connected();
        byte[] exported =
                wire.client().exportKeyingMaterial("EXPORTER-test", java.util.Optional.empty(), 16);

        assertThat(exported)
                .isEqualTo(
                        wire.server()
                                .exportKeyingMaterial(
                                        "EXPORTER-test", java.util.Optional.of(new byte[0]), 16));
        assertThat(wire.client().tlsUnique()).isEmpty();
    }

    /** RFC 5705 §4: the handshake's own labels make the handshake's own values. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "client finished",
                "server finished",
                "master secret",
                "key expansion",
                "ünlike ASCII"
            })
    void someLabelsAreNotForExporters(String label) throws Exception {
        TlsConnection client =
                Ends12.wire(
                                Variant12.ECDHE_ECDSA.client().build(),
                                Variant12.ECDHE_ECDSA.server().build())
                        .handshake()
                        .client();
        assertThatThrownBy(() -> client.exportKeyingMaterial(label, java.util.Optional.empty(), 16))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(label);
    }

    /** Both versions: what an exporter of a connection that failed makes is nothing, never something of zeros. */
    @Test
    void thereIsNoExportAfterAFailure() throws Exception {
        Variant12 variant = Variant12.ECDHE_ECDSA;
        for (Wire wire :
                List.of(
                        Ends12.wire(variant.client().build(), variant.server().build()).handshake(),
                        Ends.connected())) {
            byte[] damaged = Wire.seal(wire.server(), new byte[] {1});
            damaged[damaged.length - 1] ^= 1;
            assertThatThrownBy(() -> Wire.deliver(damaged, wire.client(), (data, at, length) -> {}))
                    .isInstanceOf(TlsException.class);
            assertThatThrownBy(
                            () ->
                                    wire.client()
                                            .exportKeyingMaterial(
                                                    "EXPORTER-test",
                                                    java.util.Optional.empty(),
                                                    16))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void thereIsNoExportBeforeTheEnd() {
        TlsConnection client =
                TlsConnection.client(Variant12.ECDHE_ECDSA.client().build(), Ends.NAME);

        assertThatThrownBy(() -> client.exportKeyingMaterial("x", java.util.Optional.empty(), 1))
                .isInstanceOf(IllegalStateException.class);
        assertThat(client.tlsUnique()).isEmpty();
        assertThat(client.tlsServerEndPoint()).isEmpty();
    }

    @Test
    void theKeyLogAndTheSecretListenerAgree() throws Exception {
        Secrets log = new Secrets();
        Secrets atServer = new Secrets();
        java.util.Map<String, byte[]> shown = new java.util.LinkedHashMap<>();
        Ends12.wire(
                        Variant12.CBC
                                .client()
                                .dangerous()
                                .keyLog(log)
                                .dangerous()
                                .secretListener((name, secret) -> shown.put(name, secret.clone()))
                                .build(),
                        Variant12.CBC.server().dangerous().keyLog(atServer).build())
                .handshake();

        assertThat(log.all()).containsOnlyKeys("CLIENT_RANDOM");
        assertThat(log.all().get("CLIENT_RANDOM"))
                .hasSize(48)
                .isEqualTo(atServer.all().get("CLIENT_RANDOM"))
                .isEqualTo(shown.get("master secret"));
        assertThat(shown.keySet())
                .containsExactly(
                        "premaster secret",
                        "master secret",
                        "client write MAC key",
                        "server write MAC key",
                        "client write key",
                        "server write key");
        assertThat(shown.get("client write MAC key")).hasSize(32);
        assertThat(shown.get("client write key")).hasSize(16);
    }

    @Test
    void keysCannotBeUpdated() throws Exception {
        Wire wire =
                Ends12.wire(
                                Variant12.ECDHE_ECDSA.client().build(),
                                Variant12.ECDHE_ECDSA.server().build())
                        .handshake();

        assertThatThrownBy(() -> wire.client().updateKeys(true))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("TLS 1.2 cannot change keys");
        assertThat(wire.fromClient(new byte[] {7})).containsExactly(7);
    }

    /** RFC 5246 §7.2.1: it is answered, and nothing is sent behind it. */
    @Test
    void closeNotifyIsAnswered() throws Exception {
        Wire wire =
                Ends12.wire(
                                Variant12.ECDHE_ECDSA.client().build(),
                                Variant12.ECDHE_ECDSA.server().build())
                        .handshake();
        wire.client().closeWrite();
        wire.pump();

        assertThat(wire.server().readClosed()).isTrue();
        assertThat(wire.server().writeClosed()).isTrue();
        assertThat(wire.client().readClosed()).isTrue();
    }
}
