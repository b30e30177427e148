package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.pki.KeyKind;
import handclasp.tls.Alert;
import handclasp.tls.BadCertificate;
import handclasp.tls.CipherSuite;
import handclasp.tls.ClientAuthentication;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.ExtensionType;
import handclasp.tls.HandshakeListener;
import handclasp.tls.HandshakeType;
import handclasp.tls.Incompatible;
import handclasp.tls.Misbehaved;
import handclasp.tls.NamedGroup;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.SignatureScheme;
import handclasp.tls.TlsError;
import handclasp.tls.TlsException;
import handclasp.tls.Unexpected;
import handclasp.tls.crypto.FiniteFieldGroup;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.extension.Extensions;
import handclasp.tls.internal.message.Certificate12;
import handclasp.tls.internal.message.CertificateVerify;
import handclasp.tls.internal.message.ClientHello;
import handclasp.tls.internal.message.ClientKeyExchange;
import handclasp.tls.internal.message.Finished;
import handclasp.tls.internal.message.Form;
import handclasp.tls.internal.message.HandshakeMessage;
import handclasp.tls.internal.message.RawMessage;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server of TLS 1.2 refuses in a client's messages (RFC 5246 §7.4), and by which alert. */
class ClientRules12Test {
    private static <M extends HandshakeMessage> TlsException refused(
            Variant12 variant,
            Class<M> message,
            Function<M, HandshakeMessage> change,
            TlsError error,
            Alert alert) {
        return refused(
                variant.client().listener(Tamper.with(message, change)),
                variant.server(),
                error,
                alert);
    }

    private static TlsException refused(
            ClientConfiguration.Builder client,
            ServerConfiguration.Builder server,
            TlsError error,
            Alert alert) {
        return End.server(server).mustRefuse(error, alert, End.client(client));
    }

    private static void unexpected(
            Variant12 variant, HandshakeListener tamper, String got, String expected) {
        TlsException refusal =
                End.server(variant.server())
                        .mustRefuse(
                                Unexpected.class,
                                Alert.UNEXPECTED_MESSAGE,
                                End.client(variant.client().listener(tamper)));
        assertThat(refusal).hasMessageContaining("got " + got + ", expected " + expected);
    }

    private static Function<ClientHello, HandshakeMessage> hello(
            UnaryOperator<Extensions.Builder> change) {
        return hello -> hello.with(change.apply(hello.extensions().toBuilder()).build());
    }

    private static Function<ClientHello, HandshakeMessage> suites(CipherSuite... suites) {
        return hello ->
                new ClientHello(
                        hello.legacyVersion(),
                        hello.random(),
                        hello.legacySessionId(),
                        List.of(suites),
                        hello.legacyCompressionMethods(),
                        hello.extensions());
    }

    // ---- ClientHello (RFC 5246 §7.4.1.2)

    @Test
    void noNullCompression() {
        refused(
                Variant12.ECDHE_ECDSA,
                ClientHello.class,
                hello ->
                        new ClientHello(
                                hello.legacyVersion(),
                                hello.random(),
                                hello.legacySessionId(),
                                hello.cipherSuites(),
                                new byte[] {1},
                                hello.extensions()),
                Misbehaved.ILLEGAL_COMPRESSION,
                Alert.ILLEGAL_PARAMETER);
    }

    /** Other methods beside null are legal in TLS 1.2, and null it is (CRIME). */
    @Test
    void compressionOffered() throws Exception {
        HandshakeListener tamper =
                Tamper.with(
                        ClientHello.class,
                        hello ->
                                new ClientHello(
                                        hello.legacyVersion(),
                                        hello.random(),
                                        hello.legacySessionId(),
                                        hello.cipherSuites(),
                                        new byte[] {1, 0},
                                        hello.extensions()));
        End.shakeHands(
                End.client(Variant12.ECDHE_ECDSA.client().listener(tamper)),
                End.server(Variant12.ECDHE_ECDSA.server()));
    }

    @Test
    void aRenegotiationInfoThatIsNotEmpty() {
        refused(
                Variant12.ECDHE_ECDSA,
                ClientHello.class,
                hello(
                        extensions ->
                                extensions.put(ExtensionTable.RENEGOTIATION_INFO, new byte[12])),
                Misbehaved.RENEGOTIATION_INFO_NOT_EMPTY,
                Alert.HANDSHAKE_FAILURE);
    }

    /** RFC 5746 §3.6: the signalling value asks for the extension as well. */
    @Test
    void theSignallingValueStandsForRenegotiationInfo() throws Exception {
        End client =
                End.client(
                        Variant12.ECDHE_ECDSA
                                .client()
                                .listener(
                                        Tamper.with(
                                                ClientHello.class,
                                                suites(
                                                        CipherSuite
                                                                .TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
                                                        CipherSuite
                                                                .TLS_EMPTY_RENEGOTIATION_INFO_SCSV))));
        End.shakeHands(client, End.server(Variant12.ECDHE_ECDSA.server()));
    }

    /** RFC 7507 §3. */
    @Test
    void aFallbackThatWasNotNeeded() {
        refused(
                Variant12.ECDHE_ECDSA
                        .client()
                        .listener(
                                Tamper.with(
                                        ClientHello.class,
                                        suites(
                                                CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
                                                CipherSuite.TLS_FALLBACK_SCSV))),
                Variant12.ECDHE_ECDSA.server(),
                Incompatible.FALLBACK,
                Alert.INAPPROPRIATE_FALLBACK);
    }

    @Test
    void aFallbackToTheNewestOfTheServers() throws Exception {
        End.shakeHands(
                End.client(
                        Variant12.ECDHE_ECDSA
                                .client()
                                .listener(
                                        Tamper.with(
                                                ClientHello.class,
                                                suites(
                                                        CipherSuite
                                                                .TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
                                                        CipherSuite.TLS_FALLBACK_SCSV)))),
                End.server(
                        Variant12.ECDHE_ECDSA.server().protocolVersion(ProtocolVersion.TLS_1_2)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0300, 0x0301, 0x0302})
    void anOlderVersion(int version) {
        TlsException refusal =
                refused(
                        Variant12.ECDHE_ECDSA,
                        ClientHello.class,
                        hello ->
                                new ClientHello(
                                        new ProtocolVersion(version),
                                        hello.random(),
                                        hello.legacySessionId(),
                                        hello.cipherSuites(),
                                        hello.legacyCompressionMethods(),
                                        hello.extensions()),
                        Incompatible.VERSION,
                        Alert.PROTOCOL_VERSION);
        assertThat(refusal)
                .hasMessageContaining(new ProtocolVersion(version).toString())
                .hasMessageContaining("Enable TLS 1.3 or TLS 1.2 on the peer.");
    }

    /** RFC 9155 §2: a client that names no schemes means SHA-1. */
    @Test
    void noSignatureAlgorithms() {
        refused(
                Variant12.ECDHE_ECDSA,
                ClientHello.class,
                hello(extensions -> extensions.remove(ExtensionType.SIGNATURE_ALGORITHMS)),
                Incompatible.NO_SIGNATURE_ALGORITHMS,
                Alert.HANDSHAKE_FAILURE);
    }

    @Test
    void onlyBrokenSignatureAlgorithms() {
        refused(
                Variant12.ECDHE_RSA,
                ClientHello.class,
                hello(
                        extensions ->
                                extensions.put(
                                        ExtensionTable.SIGNATURE_ALGORITHMS,
                                        List.of(
                                                new SignatureScheme(0x0201),
                                                new SignatureScheme(0x0203)))),
                Incompatible.SIGNATURE_SCHEME,
                Alert.HANDSHAKE_FAILURE);
    }

    @Test
    void noGroupInCommon() {
        refused(
                Variant12.ECDHE_ECDSA,
                ClientHello.class,
                hello(
                        extensions ->
                                extensions.put(
                                        ExtensionTable.SUPPORTED_GROUPS,
                                        List.of(new NamedGroup(0x0016)))),
                Incompatible.GROUP,
                Alert.HANDSHAKE_FAILURE);
    }

    /** RFC 8422 §4: no groups named means any, of which we take the one that all know. */
    @Test
    void noGroupsNamed() throws Exception {
        End server = End.server(Variant12.ECDHE_RSA.server());
        End.shakeHands(
                End.client(
                        Variant12.ECDHE_RSA
                                .client()
                                .listener(
                                        Tamper.with(
                                                ClientHello.class,
                                                hello(
                                                        extensions ->
                                                                extensions.remove(
                                                                        ExtensionType
                                                                                .SUPPORTED_GROUPS))))),
                server);
        assertThat(server.connection().facts().namedGroup()).contains(NamedGroup.SECP256R1);
    }

    /** RFC 7919 §4: a client that names finite fields takes no others. */
    @Test
    void aClientNamesItsFiniteField() throws Exception {
        Function<ClientHello, HandshakeMessage> naming =
                hello(
                        extensions ->
                                extensions.put(
                                        ExtensionTable.SUPPORTED_GROUPS,
                                        List.of(NamedGroup.X25519, NamedGroup.FFDHE2048)));
        End server = End.server(Variant12.DHE_RSA.server());
        End.shakeHands(
                End.client(
                        Variant12.DHE_RSA
                                .client()
                                .listener(Tamper.with(ClientHello.class, naming))),
                server);
        assertThat(server.connection().facts().namedGroup()).contains(NamedGroup.FFDHE2048);

        refused(
                Variant12.DHE_RSA.client().listener(Tamper.with(ClientHello.class, naming)),
                Variant12.DHE_RSA.server().finiteFieldGroups(List.of(FiniteFieldGroup.MODP2048)),
                Incompatible.GROUP,
                Alert.HANDSHAKE_FAILURE);
    }

    @Test
    void aGroupOfTheConfigurationsOwn() throws Exception {
        End client = End.client(Variant12.DHE_RSA.client());
        End.shakeHands(
                client,
                End.server(
                        Variant12.DHE_RSA
                                .server()
                                .finiteFieldGroups(List.of(FiniteFieldGroup.MODP2048))));
        assertThat(client.connection().facts().namedGroup()).isEmpty();
    }

    @Test
    void suitesThatAreNeverDone() {
        TlsException refusal =
                refused(
                        Variant12.ECDHE_ECDSA,
                        ClientHello.class,
                        suites(
                                CipherSuite.named("TLS_DH_anon_WITH_AES_128_CBC_SHA").orElseThrow(),
                                CipherSuite.named("TLS_RSA_WITH_NULL_SHA").orElseThrow(),
                                CipherSuite.named("TLS_RSA_WITH_RC4_128_SHA").orElseThrow(),
                                CipherSuite.named("TLS_RSA_EXPORT_WITH_RC4_40_MD5").orElseThrow(),
                                CipherSuite.named("TLS_RSA_WITH_3DES_EDE_CBC_SHA").orElseThrow()),
                        Incompatible.CIPHER_SUITE,
                        Alert.HANDSHAKE_FAILURE);
        assertThat(refusal)
                .hasMessageContaining("never done: TLS_DH_anon_WITH_AES_128_CBC_SHA (")
                .hasMessageContaining("TLS_RSA_WITH_3DES_EDE_CBC_SHA (");
    }

    @Test
    void suitesThatAreNotOnByDefault() {
        TlsException refusal =
                refused(
                        Variant12.RSA.client(),
                        Ends12.server(KeyKind.RSA_2048),
                        Incompatible.CIPHER_SUITE,
                        Alert.HANDSHAKE_FAILURE);
        assertThat(refusal)
                .hasMessageContaining("[TLS_RSA_WITH_AES_128_GCM_SHA256] on this end")
                .hasMessageContaining("not to have it on by default");
    }

    @Test
    void aSuiteWithoutItsKindOfCertificate() {
        refused(
                Variant12.ECDHE_RSA.client(),
                Ends12.server(KeyKind.EC_P256),
                Incompatible.SIGNATURE_SCHEME,
                Alert.HANDSHAKE_FAILURE);
    }

    @Test
    void noExtendedMasterSecretWhereItIsRequired() {
        refused(
                Variant12.ECDHE_ECDSA
                        .client()
                        .listener(
                                Tamper.with(
                                        ClientHello.class,
                                        hello(
                                                extensions ->
                                                        extensions.remove(
                                                                ExtensionType
                                                                        .EXTENDED_MASTER_SECRET)))),
                Variant12.ECDHE_ECDSA.server().requireExtendedMasterSecret(true),
                Incompatible.EXTENDED_MASTER_SECRET,
                Alert.HANDSHAKE_FAILURE);
    }

    @Test
    void noProtocolInCommon() {
        refused(
                Variant12.ECDHE_ECDSA.client().applicationProtocols(List.of("h2")),
                Variant12.ECDHE_ECDSA.server().applicationProtocols(List.of("http/1.1")),
                Incompatible.APPLICATION_PROTOCOL,
                Alert.NO_APPLICATION_PROTOCOL);
    }

    // ---- Certificate (§7.4.6)

    @Test
    void noCertificateWhereOneIsNeeded() {
        refused(
                Variant12.ECDHE_ECDSA.client(),
                Variant12.ECDHE_ECDSA.server().clientAuthentication(ClientAuthentication.NEED),
                BadCertificate.MISSING,
                Alert.HANDSHAKE_FAILURE);
    }

    @Test
    void aCertificateThatNobodyTrusts() {
        refused(
                Variant12.MUTUAL_ECDHE_ECDSA.client(),
                Variant12.MUTUAL_ECDHE_ECDSA.server().verifier(TestAuthority.create().verifier()),
                BadCertificate.UNKNOWN_AUTHORITY,
                Alert.UNKNOWN_CA);
    }

    @Test
    void aCertificateThatWasNotAskedFor() {
        unexpected(
                Variant12.ECDHE_ECDSA,
                Tamper.with(
                        ClientKeyExchange.class,
                        any -> new RawMessage(HandshakeType.CERTIFICATE, new byte[3])),
                "Certificate",
                "ClientKeyExchange");
    }

    // ---- ClientKeyExchange (§7.4.7)

    @ParameterizedTest
    @CsvSource({
        "ECDHE_ECDSA, 32, KEY_SHARE_INVALID",
        "ECDHE_ECDSA, 31, KEY_SHARE_INVALID",
        "ECDHE_ECDSA, 33, KEY_SHARE_INVALID",
        "DHE_RSA, 384, KEY_SHARE_INVALID",
        "DHE_RSA, 1, KEY_SHARE_INVALID"
    })
    void aShareThatIsNone(Variant12 variant, int length, Misbehaved error) {
        refused(
                variant,
                ClientKeyExchange.class,
                exchange -> new ClientKeyExchange(exchange.form(), new byte[length]),
                error,
                Alert.ILLEGAL_PARAMETER);
    }

    @Test
    void aPointThatIsNotOnItsCurve() {
        byte[] point = new byte[65];
        point[0] = 4;
        point[64] = 1;
        refused(
                Variant12.ECDHE_ECDSA
                        .client()
                        .namedGroups(List.of(NamedGroup.SECP256R1))
                        .listener(
                                Tamper.with(
                                        ClientKeyExchange.class,
                                        exchange -> new ClientKeyExchange(Form.ECDHE, point))),
                Variant12.ECDHE_ECDSA.server(),
                Misbehaved.KEY_SHARE_INVALID,
                Alert.ILLEGAL_PARAMETER);
    }

    /** RFC 5246 §7.4.7.1: whatever is wrong, the same records go back at the same point, and no others. */
    @ParameterizedTest
    @CsvSource({
        "version, 48",
        "right, 47",
        "right, 49",
        "random, 256",
        "zeros, 256",
        "short, 255",
        "long, 257",
        "empty, 0"
    })
    void aPremasterSecretThatIsWrongShowsAtFinishedOnly(String how, int length) throws Exception {
        End client =
                End.client(
                        Variant12.RSA
                                .client()
                                .listener(
                                        Tamper.with(
                                                ClientKeyExchange.class,
                                                any ->
                                                        new ClientKeyExchange(
                                                                Form.RSA, wrong(how, length)))));
        End server = End.server(Variant12.RSA.server());
        server.hears(client.says());
        client.hears(server.says());
        List<byte[]> flight = Wire.split(client.says());
        assertThat(flight).hasSize(3);

        server.hears(flight.get(0), flight.get(1));
        assertThat(server.says()).as("nothing before Finished").isEmpty();
        server.refuses(Misbehaved.BAD_RECORD_MAC, Alert.BAD_RECORD_MAC, client, flight.get(2));
    }

    private static byte[] wrong(String how, int length) {
        if (!how.equals("version") && !how.equals("right")) {
            byte[] bytes = new byte[length];
            Arrays.fill(bytes, (byte) (how.equals("zeros") ? 0 : 0x11));
            return bytes;
        }
        byte[] premaster = new byte[length];
        premaster[0] = 3;
        premaster[1] = (byte) (how.equals("version") ? 2 : 3);
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    (RSAPublicKey) Ends12.identity(KeyKind.RSA_2048).certificate().getPublicKey());
            return cipher.doFinal(premaster);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    // ---- CertificateVerify (§7.4.8)

    @Test
    void aWrongSignature() {
        refused(
                Variant12.MUTUAL_DHE_RSA,
                CertificateVerify.class,
                verify -> {
                    byte[] signature = verify.signature().clone();
                    signature[9] ^= 1;
                    return new CertificateVerify(verify.algorithm(), signature);
                },
                Misbehaved.BAD_SIGNATURE,
                Alert.DECRYPT_ERROR);
    }

    /** RFC 9155 §5. */
    @ParameterizedTest
    @ValueSource(ints = {0x0101, 0x0201, 0x0203, 0x0804, 0x0401})
    void aSignatureOfAnotherScheme(int scheme) {
        refused(
                Variant12.MUTUAL_ECDHE_ECDSA,
                CertificateVerify.class,
                verify -> new CertificateVerify(new SignatureScheme(scheme), verify.signature()),
                Misbehaved.SIGNATURE_SCHEME_NOT_OFFERED,
                Alert.ILLEGAL_PARAMETER);
    }

    @Test
    void aMissingCertificateVerify() {
        Tamper empty =
                Tamper.with(
                        CertificateVerify.class,
                        any -> new RawMessage(HandshakeType.CLIENT_KEY_EXCHANGE, new byte[2]));
        unexpected(Variant12.MUTUAL_ECDHE_ECDSA, empty, "ClientKeyExchange", "CertificateVerify");
    }

    /** One that goes with a certificate that was not shown. */
    @Test
    void aCertificateVerifyWithoutCertificate() {
        unexpected(
                Variant12.MUTUAL_ECDHE_ECDSA,
                Tamper.with(Certificate12.class, any -> new Certificate12(List.of())),
                "CertificateVerify",
                "ChangeCipherSpec",
                ClientAuthentication.WANT);
    }

    private static void unexpected(
            Variant12 variant,
            HandshakeListener tamper,
            String got,
            String expected,
            ClientAuthentication mode) {
        TlsException refusal =
                End.server(variant.server().clientAuthentication(mode))
                        .mustRefuse(
                                Unexpected.class,
                                Alert.UNEXPECTED_MESSAGE,
                                End.client(variant.client().listener(tamper)));
        assertThat(refusal).hasMessageContaining("got " + got + ", expected " + expected);
    }

    // ---- Finished (§7.4.9)

    @ParameterizedTest
    @CsvSource({"ECDHE_ECDSA, 12", "ECDHE_ECDSA, 0", "DHE_RSA, 13", "CBC, 12", "MUTUAL_RSA, 12"})
    void aFinishedThatDoesNotMatch(Variant12 variant, int length) {
        refused(
                variant,
                Finished.class,
                any -> new Finished(new byte[length]),
                Misbehaved.BAD_FINISHED,
                Alert.DECRYPT_ERROR);
    }

    /** A flight that was recorded is of no use against a server whose random is another (RFC 5246 §F.1.4). */
    @Test
    void aRecordedFlightFailsAtFinished() throws Exception {
        End client = End.client(Variant12.RSA.client());
        End first = End.server(Variant12.RSA.server());
        byte[] hello = client.says();
        first.hears(hello);
        client.hears(first.says());
        List<byte[]> recorded = new ArrayList<>(Wire.split(client.says()));

        End second = End.server(Variant12.RSA.server());
        second.hears(hello);
        second.says();
        second.hears(recorded.get(0), recorded.get(1));
        assertThat(second.refuses(recorded.get(2)).error()).isEqualTo(Misbehaved.BAD_RECORD_MAC);
    }
}
