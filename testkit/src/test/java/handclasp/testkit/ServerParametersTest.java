package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.tls.Alert;
import handclasp.tls.ClientAuthentication;
import handclasp.tls.ExtensionType;
import handclasp.tls.HandshakeType;
import handclasp.tls.Malformed;
import handclasp.tls.Misbehaved;
import handclasp.tls.NamedGroup;
import handclasp.tls.TlsError;
import handclasp.tls.TlsException;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.extension.Extensions;
import handclasp.tls.internal.message.CertificateRequest;
import handclasp.tls.internal.message.EncryptedExtensions;
import handclasp.tls.internal.message.HandshakeMessage;
import handclasp.tls.internal.message.RawMessage;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a client refuses in EncryptedExtensions and CertificateRequest (RFC 9846 §4.4). */
class ServerParametersTest {
    @Test
    void encryptedExtensionsAnswerWhatWasAsked() {
        refused(
                all -> all.putRaw(new ExtensionType(0x7777), new byte[0]),
                Misbehaved.UNSOLICITED_EXTENSION,
                Alert.UNSUPPORTED_EXTENSION);
        // This client offers no protocol at all.
        refused(
                all -> all.put(ExtensionTable.APPLICATION_PROTOCOL, "h2"),
                Misbehaved.UNSOLICITED_EXTENSION,
                Alert.UNSUPPORTED_EXTENSION);
    }

    @Test
    void extensionsOfOtherMessagesAreIllegal() {
        for (ExtensionType type :
                List.of(
                        ExtensionType.KEY_SHARE,
                        ExtensionType.SUPPORTED_VERSIONS,
                        ExtensionType.COOKIE,
                        ExtensionType.SIGNATURE_ALGORITHMS)) {
            refused(
                    all -> all.putRaw(type, new byte[2]),
                    Misbehaved.EXTENSION_IN_WRONG_MESSAGE,
                    Alert.ILLEGAL_PARAMETER);
        }
    }

    @Test
    void theProtocolWasOffered() {
        End client = End.client(Ends.client().applicationProtocols(List.of("h2", "http/1.1")));
        Tamper tamper = changing(all -> all.put(ExtensionTable.APPLICATION_PROTOCOL, "h3"));
        TlsException refusal =
                client.mustRefuse(
                        Misbehaved.ALPN_NOT_OFFERED,
                        Alert.ILLEGAL_PARAMETER,
                        End.server(Ends.server().listener(tamper)));

        assertThat(refusal).hasMessageContaining("this end: [h2, http/1.1]; the peer: h3");
    }

    @Test
    void theServerNamesOneProtocol() {
        End client = End.client(Ends.client().applicationProtocols(List.of("h2", "h3")));
        byte[] two = {0, 6, 2, 'h', '2', 2, 'h', '3'};
        Tamper tamper =
                changing(
                        all ->
                                all.putRaw(
                                        ExtensionType.APPLICATION_LAYER_PROTOCOL_NEGOTIATION, two));

        client.mustRefuse(
                Malformed.TRAILING_DATA,
                Alert.DECODE_ERROR,
                End.server(Ends.server().listener(tamper)));
    }

    @Test
    void theAnswerToAServerNameIsEmpty() {
        refused(
                all -> all.putRaw(ExtensionType.SERVER_NAME, new byte[1]),
                Malformed.TRAILING_DATA,
                Alert.DECODE_ERROR);
    }

    @Test
    void theServersGroupsAreOnlyAHint() throws Exception {
        Tamper hint =
                changing(
                        all ->
                                all.put(
                                        ExtensionTable.SUPPORTED_GROUPS,
                                        List.of(NamedGroup.X448, new NamedGroup(0x9999))));

        Ends.wire(Ends.client(), Ends.server().listener(hint)).handshake();
    }

    @Test
    void encryptedExtensionsAreWellFormed() {
        Tamper tamper =
                Tamper.with(
                        EncryptedExtensions.class,
                        message -> new RawMessage(HandshakeType.ENCRYPTED_EXTENSIONS, new byte[1]));

        End.client(Ends.client())
                .mustRefuse(
                        Malformed.FIELD_TRUNCATED,
                        Alert.DECODE_ERROR,
                        End.server(Ends.server().listener(tamper)));
    }

    // ---- CertificateRequest

    @Test
    void theContextIsEmptyDuringTheHandshake() {
        requestRefused(
                request -> new CertificateRequest(new byte[1], request.extensions()),
                Misbehaved.ILLEGAL_CERTIFICATE_CONTEXT,
                Alert.ILLEGAL_PARAMETER);
    }

    @Test
    void aRequestNamesSignatureAlgorithms() {
        requestRefused(
                request -> new CertificateRequest(new byte[0], Extensions.NONE),
                Misbehaved.MISSING_EXTENSION,
                Alert.MISSING_EXTENSION);
    }

    @Test
    void unknownExtensionsOfARequestAreIgnored() throws Exception {
        Tamper tamper =
                Tamper.with(
                        CertificateRequest.class,
                        request ->
                                new CertificateRequest(
                                        new byte[0],
                                        request.extensions().toBuilder()
                                                .putRaw(new ExtensionType(0x7777), new byte[3])
                                                .build()));

        Wire wire =
                Ends.wire(
                                Ends.clientWithCertificate(),
                                Ends.server()
                                        .clientAuthentication(ClientAuthentication.NEED)
                                        .listener(tamper))
                        .handshake();
        assertThat(wire.server().facts().verifiedChain()).hasSize(1);
    }

    private static void requestRefused(
            Function<CertificateRequest, HandshakeMessage> change, TlsError error, Alert alert) {
        End server =
                End.server(
                        Ends.server()
                                .clientAuthentication(ClientAuthentication.WANT)
                                .listener(Tamper.with(CertificateRequest.class, change)));
        End.client(Ends.client()).mustRefuse(error, alert, server);
    }

    private static void refused(
            UnaryOperator<Extensions.Builder> change, TlsError error, Alert alert) {
        End.client(Ends.client())
                .mustRefuse(error, alert, End.server(Ends.server().listener(changing(change))));
    }

    private static Tamper changing(UnaryOperator<Extensions.Builder> change) {
        return Tamper.with(
                EncryptedExtensions.class,
                message ->
                        new EncryptedExtensions(
                                change.apply(message.extensions().toBuilder()).build()));
    }
}
