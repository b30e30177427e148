package handclasp.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import handclasp.tls.auth.CertificateVerifier;
import handclasp.tls.auth.PeerCertificates;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConfigurationTest {
    private static final CertificateVerifier VERIFIER = PeerCertificates::chain;

    // ---- defaults

    @Test
    void theDefaultsAreSecure() {
        ClientConfiguration client = client().build();
        assertThat(client.peerUnverified()).isFalse();
        assertThat(client.keyLog()).isEmpty();
        assertThat(client.compatibilityMode()).isTrue();
        assertThat(client.applicationProtocols()).isEmpty();
        assertThat(client.keyShareGroups()).containsExactly(client.namedGroups().get(0));
        assertThat(client.protocolVersions())
                .containsExactly(ProtocolVersion.TLS_1_3, ProtocolVersion.TLS_1_2);
        assertThat(client.signatureSchemes())
                .contains(SignatureScheme.RSA_PKCS1_SHA256)
                .noneMatch(SignatureScheme::isBroken);
        assertThat(client.certificateSignatureSchemes()).isEqualTo(client.signatureSchemes());
        assertThat(client.sessions()).isPresent();
        assertThat(client.tickets()).isTrue();
        assertThat(client.extendedMasterSecretRequired()).isFalse();
        assertThat(client.renegotiationIndicationOptional()).isFalse();
        assertThat(client.secretListener()).isEmpty();
        assertThat(client.limits()).isEqualTo(Limits.DEFAULT);

        ServerConfiguration server = ServerConfiguration.builder().build();
        assertThat(server.clientAuthentication()).isEqualTo(ClientAuthentication.NONE);
        assertThat(server.writesBeforeClientFinished()).isFalse();
        assertThat(server.configurationSelector()).isEmpty();
        assertThat(server.keyLog()).isEmpty();
    }

    @Test
    void issueTwosAlgorithmsAreThere() {
        ClientConfiguration client = client().build();

        assertThat(client.cipherSuites())
                .containsExactlyInAnyOrder(
                        CipherSuite.TLS_AES_128_GCM_SHA256,
                        CipherSuite.TLS_AES_256_GCM_SHA384,
                        CipherSuite.TLS_CHACHA20_POLY1305_SHA256,
                        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
                        CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
                        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
                        CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
                        CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
                        CipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256);
        assertThat(client.namedGroups()).noneMatch(NamedGroup::isFiniteField);
        assertThat(client.namedGroups())
                .contains(
                        NamedGroup.X25519,
                        NamedGroup.SECP256R1,
                        NamedGroup.SECP384R1,
                        NamedGroup.SECP521R1,
                        NamedGroup.X448);
    }

    // ---- refusals

    @Test
    void aClientNeedsAVerifierUnlessItSaysDangerous() {
        assertThatIllegalStateException()
                .isThrownBy(() -> ClientConfiguration.builder().build())
                .withMessage(
                        "a client needs a verifier for the server's certificate, or an external key");

        assertThat(
                        ClientConfiguration.builder()
                                .dangerous()
                                .acceptAnyCertificate()
                                .build()
                                .peerUnverified())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = ClientAuthentication.class,
            names = {"WANT", "NEED"})
    void aServerThatAsksForCertificatesNeedsAVerifier(ClientAuthentication mode) {
        ServerConfiguration.Builder server =
                ServerConfiguration.builder().clientAuthentication(mode);

        assertThatIllegalStateException()
                .isThrownBy(server::build)
                .withMessage(
                        "client authentication needs a verifier for the clients' certificates");
        assertThat(server.verifier(VERIFIER).build().clientAuthentication()).isEqualTo(mode);
    }

    @Test
    void refusesUnknownAlgorithmsByName() {
        assertRefused(
                client().cipherSuites(List.of(new CipherSuite(0x1304))),
                "unknown cipher suite TLS_AES_128_CCM_SHA256; known: [");
        assertRefused(
                client().namedGroups(List.of(NamedGroup.X25519, new NamedGroup(0x1234))),
                "unknown group 0x1234; known: [");
        assertRefused(
                client().signatureSchemes(List.of(new SignatureScheme(0x0203))),
                "unknown signature scheme ecdsa_sha1; known: [");
        assertRefused(
                client().certificateSignatureSchemes(List.of(new SignatureScheme(0x0203))),
                "unknown signature scheme ecdsa_sha1; known: [");
    }

    @Test
    void refusesEmptyLists() {
        assertRefused(client().cipherSuites(List.of()), "at least one cipher suite is needed");
        assertRefused(client().namedGroups(List.of()), "at least one group is needed");
        assertRefused(
                client().signatureSchemes(List.of()), "at least one signature scheme is needed");
        assertRefused(
                client().certificateSignatureSchemes(List.of()),
                "at least one signature scheme is needed");
    }

    @Test
    void refusesSchemesForCertificatesOnly() {
        assertRefused(
                client().signatureSchemes(List.of(SignatureScheme.RSA_PKCS1_SHA256)),
                "[rsa_pkcs1_sha256] are for certificates only in TLS 1.3");
        assertThat(
                        client().protocolVersion(ProtocolVersion.TLS_1_2)
                                .signatureSchemes(List.of(SignatureScheme.RSA_PKCS1_SHA256))
                                .build()
                                .signatureSchemes())
                .hasSize(1);
    }

    // ---- versions

    @Test
    void aVersionWithoutASuiteIsNotSpoken() {
        ClientConfiguration only13 =
                client().cipherSuites(List.of(CipherSuite.TLS_AES_128_GCM_SHA256)).build();
        assertThat(only13.protocolVersions()).containsExactly(ProtocolVersion.TLS_1_3);

        ClientConfiguration only12 = client().protocolVersion(ProtocolVersion.TLS_1_2).build();
        assertThat(only12.protocolVersions()).containsExactly(ProtocolVersion.TLS_1_2);
        assertThat(only12.cipherSuites())
                .isNotEmpty()
                .allMatch(suite -> suite.toString().contains("_ECDHE_"));
        assertThat(only13.toBuilder().cipherSuites(only12.cipherSuites()).build())
                .extracting(ClientConfiguration::protocolVersions)
                .isEqualTo(List.of(ProtocolVersion.TLS_1_2));
        assertRefused(
                client().protocolVersion(ProtocolVersion.TLS_1_2)
                        .cipherSuites(only13.cipherSuites()),
                "none of the cipher suites is of [TLS 1.2]");
        assertRefused(
                client().protocolVersions(List.of(ProtocolVersion.TLS_1_1)),
                "versions are some of [TLS 1.3, TLS 1.2], not [TLS 1.1]");
        assertRefused(client().protocolVersions(List.of()), "not []");
        // A server that preferred the older one would look to newer clients like a forged
        // downgrade.
        assertThat(
                        client().protocolVersions(
                                        List.of(ProtocolVersion.TLS_1_2, ProtocolVersion.TLS_1_3))
                                .build()
                                .protocolVersions())
                .containsExactly(ProtocolVersion.TLS_1_3, ProtocolVersion.TLS_1_2);
    }

    @Test
    void aSessionHasALifetime() {
        assertRefused(
                client().sessionLifetime(Duration.ofDays(8)), "1 second to 7 days, not PT192H");
        assertRefused(client().sessionLifetime(Duration.ZERO), "1 second to 7 days, not PT0S");
        assertThat(client().withoutSessions().build().sessions()).isEmpty();
    }

    @Test
    void copiesShareTheirSessionsAndTickets() {
        ClientConfiguration client = client().build();
        assertThat(client.toBuilder().build().sessions()).isEqualTo(client.sessions());
        assertThat(client().build().sessions()).isNotEqualTo(client.sessions());
        ServerConfiguration server = ServerConfiguration.builder().build();
        assertThat(server.toBuilder().build().ticketKeys()).isEqualTo(server.ticketKeys());
        assertThat(ServerConfiguration.builder().withoutTickets().build().ticketKeys()).isEmpty();
    }

    @Test
    void refusesKeySharesThatAreNoOrderedSubset() {
        ClientConfiguration.Builder client =
                client().namedGroups(List.of(NamedGroup.X25519, NamedGroup.SECP256R1));
        assertThat(client.keyShareGroups(List.of()).build().keyShareGroups()).isEmpty();
        assertThat(
                        client.keyShareGroups(List.of(NamedGroup.X25519, NamedGroup.SECP256R1))
                                .build()
                                .keyShareGroups())
                .hasSize(2);
        assertRefused(
                client.keyShareGroups(List.of(NamedGroup.X448)),
                "keyShareGroups [x448] is no ordered subset of [x25519, secp256r1]");
        assertRefused(
                client.keyShareGroups(List.of(NamedGroup.SECP256R1, NamedGroup.X25519)),
                "is no ordered subset");
        assertRefused(
                client.keyShareGroups(List.of(NamedGroup.X25519, NamedGroup.X25519)),
                "is no ordered subset");
    }

    @Test
    void refusesProtocolNamesOfOtherLengths() {
        assertRefused(
                client().applicationProtocols(List.of("h2", "")),
                "an ALPN name has 0 bytes, not 1 to 255");
        assertRefused(
                client().applicationProtocols(List.of("x".repeat(256))),
                "an ALPN name has 256 bytes, not 1 to 255");
        assertRefused(
                client().applicationProtocols(List.of("\u20ac")),
                "an ALPN name has a character beyond U+00FF");
        assertThat(client().applicationProtocols(List.of("x".repeat(255))).build()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "handshakeMessageSize, 1023, 1024 to 16777215",
        "handshakeMessageSize, 16777216, 1024 to 16777215",
        "certificates, 0, 1 to 100",
        "recordsWithoutData, 0, 1 to 100000",
        "changeCipherSpecs, 0, 1 to 100",
        "messagesWithoutData, 7, 8 to 100000",
        "warnings, -1, 0 to 100",
        "warnings, 101, 0 to 100"
    })
    void limitsHaveRanges(String name, int value, String range) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limits(name, value))
                .withMessage(name + " is " + value + ", not " + range);
    }

    @Test
    void paddingHasARange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordPadding.toMultipleOf(1))
                .withMessage("block is 1, not 2 to 16384");
        assertThatIllegalArgumentException().isThrownBy(() -> RecordPadding.toMultipleOf(16_385));
        RecordPadding padding = RecordPadding.toMultipleOf(16);
        assertThat(padding.paddingFor(0)).isZero();
        assertThat(padding.paddingFor(1)).isEqualTo(15);
        assertThat(padding.paddingFor(16)).isZero();
        assertThat(RecordPadding.none().paddingFor(7)).isZero();
    }

    // ---- copies

    @Test
    void aCopyStartsFromAllSettings() {
        SecureRandom random = new SecureRandom();
        InstantSource clock = InstantSource.fixed(Instant.EPOCH);
        HandshakeListener listener = new HandshakeListener() {};
        KeyLog keyLog = (label, clientRandom, secret) -> {};
        ClientConfiguration first =
                client().cipherSuites(List.of(CipherSuite.TLS_AES_256_GCM_SHA384))
                        .namedGroups(List.of(NamedGroup.X448, NamedGroup.X25519))
                        .keyShareGroups(List.of(NamedGroup.X25519))
                        .signatureSchemes(List.of(SignatureScheme.ED25519))
                        .certificateSignatureSchemes(List.of(SignatureScheme.ED448))
                        .applicationProtocols(List.of("h2"))
                        .credentials(request -> java.util.Optional.empty())
                        .clock(clock)
                        .random(random)
                        .padding(RecordPadding.toMultipleOf(32))
                        .limits(limits("warnings", 1))
                        .listener(listener)
                        .compatibilityMode(false)
                        .dangerous()
                        .keyLog(keyLog)
                        .dangerous()
                        .secretListener((name, secret) -> {})
                        .protocolVersions(List.of(ProtocolVersion.TLS_1_3))
                        .finiteFieldGroups(List.of(handclasp.tls.crypto.FiniteFieldGroup.MODP2048))
                        .sessions(SessionCache.of(1))
                        .sessionLifetime(Duration.ofHours(1))
                        .requireExtendedMasterSecret(true)
                        .tickets(false)
                        .requestCertificateStatus(true)
                        .acceptServersWithoutRenegotiationIndication()
                        .dangerous()
                        .acceptAnyCertificate()
                        .build();

        assertThat(first.toBuilder().build()).usingRecursiveComparison().isEqualTo(first);
        ServerConfiguration server =
                ServerConfiguration.builder()
                        .verifier(VERIFIER)
                        .clientAuthentication(ClientAuthentication.WANT)
                        .writesBeforeClientFinished(true)
                        .certificateStatus(credential -> java.util.Optional.empty())
                        .configurationSelector(hello -> ServerConfiguration.builder().build())
                        .build();
        assertThat(server.toBuilder().build()).usingRecursiveComparison().isEqualTo(server);
    }

    @Test
    void otherGroupsMeanAnotherShare() {
        ClientConfiguration first =
                client().namedGroups(List.of(NamedGroup.X25519, NamedGroup.X448)).build();

        assertThat(
                        first.toBuilder()
                                .namedGroups(List.of(NamedGroup.SECP384R1))
                                .build()
                                .keyShareGroups())
                .containsExactly(NamedGroup.SECP384R1);
    }

    @Test
    void listsAreCopied() {
        List<CipherSuite> suites = new ArrayList<>(List.of(CipherSuite.TLS_AES_128_GCM_SHA256));
        ClientConfiguration client = client().cipherSuites(suites).build();
        suites.clear();

        assertThat(client.cipherSuites()).hasSize(1);
    }

    private static ClientConfiguration.Builder client() {
        return ClientConfiguration.builder().verifier(VERIFIER);
    }

    private static Limits limits(String changed, int value) {
        Limits base = Limits.DEFAULT;
        return new Limits(
                changed.equals("handshakeMessageSize") ? value : base.handshakeMessageSize(),
                changed.equals("certificates") ? value : base.certificates(),
                changed.equals("recordsWithoutData") ? value : base.recordsWithoutData(),
                changed.equals("changeCipherSpecs") ? value : base.changeCipherSpecs(),
                changed.equals("messagesWithoutData") ? value : base.messagesWithoutData(),
                changed.equals("warnings") ? value : base.warnings());
    }

    private static void assertRefused(ClientConfiguration.Builder builder, String why) {
        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining(why);
    }
}
