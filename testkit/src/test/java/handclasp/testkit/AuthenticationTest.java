package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.pki.ChainVerifier;
import handclasp.tls.Alert;
import handclasp.tls.BadCertificate;
import handclasp.tls.ClientAuthentication;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.ExtensionType;
import handclasp.tls.HandshakeType;
import handclasp.tls.Malformed;
import handclasp.tls.Misbehaved;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.SignatureScheme;
import handclasp.tls.TlsConnection;
import handclasp.tls.TlsError;
import handclasp.tls.auth.Credential;
import handclasp.tls.auth.CredentialRequest;
import handclasp.tls.auth.CredentialSelector;
import handclasp.tls.crypto.Signer;
import handclasp.tls.internal.extension.Extensions;
import handclasp.tls.internal.message.Certificate;
import handclasp.tls.internal.message.CertificateVerify;
import handclasp.tls.internal.message.Finished;
import handclasp.tls.internal.message.HandshakeMessage;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificate, CertificateVerify and Finished of both roles (RFC 9846 §4.5). */
class AuthenticationTest {
    /** Which end misbehaves. */
    enum Who {
        CLIENT,
        SERVER;

        /** The other end refuses what this one sends. */
        <M extends HandshakeMessage> void mustBeRefused(
                Class<M> type, Function<M, HandshakeMessage> change, TlsError error, Alert alert) {
            Tamper tamper = Tamper.with(type, change);
            ClientConfiguration.Builder client = Ends.clientWithCertificate();
            ServerConfiguration.Builder server =
                    Ends.server().clientAuthentication(ClientAuthentication.NEED);
            if (this == SERVER) {
                End.client(client).mustRefuse(error, alert, End.server(server.listener(tamper)));
            } else {
                End.server(server).mustRefuse(error, alert, End.client(client.listener(tamper)));
            }
        }
    }

    // ---- Certificate

    @ParameterizedTest
    @EnumSource
    void theContextIsEmpty(Who who) {
        who.mustBeRefused(
                Certificate.class,
                message -> new Certificate(new byte[] {1}, message.entries()),
                Misbehaved.ILLEGAL_CERTIFICATE_CONTEXT,
                Alert.ILLEGAL_PARAMETER);
    }

    @Test
    void aServerShowsACertificate() {
        Who.SERVER.mustBeRefused(
                Certificate.class,
                message -> new Certificate(new byte[0], List.of()),
                Malformed.EMPTY_SERVER_CERTIFICATE,
                Alert.DECODE_ERROR);
    }

    @ParameterizedTest
    @EnumSource
    void itIsACertificate(Who who) {
        assertEntryRefused(who, der -> new byte[] {1, 2, 3});
        assertEntryRefused(who, der -> Arrays.copyOf(der, der.length - 1));
        assertEntryRefused(who, der -> Arrays.copyOf(der, der.length + 1));
        assertEntryRefused(
                who,
                der ->
                        ("-----BEGIN CERTIFICATE-----\n"
                                        + Base64.getMimeEncoder().encodeToString(der)
                                        + "\n-----END CERTIFICATE-----\n")
                                .getBytes(StandardCharsets.US_ASCII));
    }

    private static void assertEntryRefused(Who who, Function<byte[], byte[]> change) {
        who.mustBeRefused(
                Certificate.class,
                message ->
                        new Certificate(
                                new byte[0],
                                List.of(
                                        new Certificate.Entry(
                                                change.apply(message.entries().getFirst().data()),
                                                Extensions.NONE))),
                BadCertificate.CORRUPT,
                Alert.BAD_CERTIFICATE);
    }

    @ParameterizedTest
    @EnumSource
    void aChainHasALimit(Who who) {
        who.mustBeRefused(
                Certificate.class,
                message ->
                        new Certificate(
                                new byte[0], Collections.nCopies(17, message.entries().getFirst())),
                Misbehaved.TOO_MANY_CERTIFICATES,
                Alert.ILLEGAL_PARAMETER);
    }

    @ParameterizedTest
    @EnumSource
    void extensionsOfAnEntryAnswerWhatWasAsked(Who who) {
        who.mustBeRefused(
                Certificate.class,
                message ->
                        new Certificate(
                                new byte[0],
                                List.of(
                                        new Certificate.Entry(
                                                message.entries().getFirst().data(),
                                                Extensions.builder()
                                                        .putRaw(new ExtensionType(5), new byte[4])
                                                        .build()))),
                Misbehaved.UNSOLICITED_EXTENSION,
                Alert.UNSUPPORTED_EXTENSION);
    }

    @Test
    void moreCertificatesThanNeededDoNoHarm() throws Exception {
        Tamper tamper =
                Tamper.with(
                        Certificate.class,
                        message ->
                                new Certificate(
                                        new byte[0],
                                        Collections.nCopies(16, message.entries().getFirst())));
        Wire wire = Ends.wire(Ends.client(), Ends.server().listener(tamper)).handshake();

        assertThat(wire.client().facts().peerCertificates()).hasSize(16);
        assertThat(wire.client().facts().verifiedChain()).hasSize(1);
    }

    // ---- CertificateVerify

    @ParameterizedTest
    @ValueSource(ints = {0x0401, 0x0201, 0x0203, 0x9999})
    void theSchemeWasOffered(int scheme) {
        for (Who who : Who.values()) {
            who.mustBeRefused(
                    CertificateVerify.class,
                    verify ->
                            new CertificateVerify(new SignatureScheme(scheme), verify.signature()),
                    Misbehaved.SIGNATURE_SCHEME_NOT_OFFERED,
                    Alert.ILLEGAL_PARAMETER);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSchemeFitsTheKey(Who who) {
        // Offered, but for keys on another curve, and for keys of another kind.
        for (SignatureScheme scheme :
                List.of(
                        SignatureScheme.ECDSA_SECP384R1_SHA384,
                        SignatureScheme.ED25519,
                        SignatureScheme.RSA_PSS_RSAE_SHA256)) {
            who.mustBeRefused(
                    CertificateVerify.class,
                    verify -> new CertificateVerify(scheme, verify.signature()),
                    Misbehaved.SIGNATURE_SCHEME_NOT_OFFERED,
                    Alert.ILLEGAL_PARAMETER);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSignatureIsRight(Who who) {
        List<Function<byte[], byte[]>> changes =
                List.of(
                        AuthenticationTest::lastBitChanged,
                        signature -> new byte[0],
                        signature -> Arrays.copyOf(signature, signature.length - 1),
                        signature -> Arrays.copyOf(signature, signature.length + 1),
                        signature -> new byte[] {0x30, 6, 2, 1, 0, 2, 1, 0});
        for (Function<byte[], byte[]> change : changes) {
            who.mustBeRefused(
                    CertificateVerify.class,
                    verify ->
                            new CertificateVerify(
                                    verify.algorithm(), change.apply(verify.signature())),
                    Misbehaved.BAD_SIGNATURE,
                    Alert.DECRYPT_ERROR);
        }
    }

    /** Each end signs 64 spaces, a context string of its own, a zero and the hash (RFC 9846 §4.5.2). */
    @Test
    void eachEndSignsInAContextOfItsOwn() throws Exception {
        Recording client = new Recording(Ends.clientIdentity().credential());
        Recording server = new Recording(Ends.serverIdentity().credential());
        Ends.wire(
                        Ends.client().credentials(client),
                        Ends.server()
                                .credentials(server)
                                .clientAuthentication(ClientAuthentication.NEED))
                .handshake();

        assertThat(client.signed).hasSize(64 + 33 + 1 + 32);
        assertThat(server.signed).hasSize(64 + 33 + 1 + 32);
        assertThat(new String(client.signed, 0, 98, StandardCharsets.US_ASCII))
                .isEqualTo(" ".repeat(64) + "TLS 1.3, client CertificateVerify\0");
        assertThat(new String(server.signed, 0, 98, StandardCharsets.US_ASCII))
                .isEqualTo(" ".repeat(64) + "TLS 1.3, server CertificateVerify\0");
    }

    /** Shows a credential whatever it is asked, and keeps what it signs. */
    private static final class Recording implements CredentialSelector, Signer {
        private final Credential credential;
        private byte[] signed = {};

        Recording(Credential credential) {
            this.credential = credential;
        }

        @Override
        public Optional<Credential> select(CredentialRequest request) {
            return Optional.of(new Credential(credential.chain(), this));
        }

        @Override
        public List<SignatureScheme> signatureSchemes() {
            return credential.signer().signatureSchemes();
        }

        @Override
        public byte[] sign(SignatureScheme scheme, byte[] input, SecureRandom random)
                throws GeneralSecurityException {
            signed = input.clone();
            return credential.signer().sign(scheme, input, random);
        }
    }

    @Test
    void aSignatureOfAnotherHandshakeIsWrong() throws Exception {
        Spy spy = new Spy();
        Ends.wire(Ends.client().listener(spy), Ends.server()).handshake();
        byte[] old = spy.bodies("CertificateVerify").getFirst();

        Who.SERVER.mustBeRefused(
                CertificateVerify.class,
                verify ->
                        new handclasp.tls.internal.message.RawMessage(
                                HandshakeType.CERTIFICATE_VERIFY, old),
                Misbehaved.BAD_SIGNATURE,
                Alert.DECRYPT_ERROR);
    }

    // ---- Finished

    @ParameterizedTest
    @EnumSource
    void finishedMatches(Who who) {
        List<Function<byte[], byte[]>> changes =
                List.of(
                        AuthenticationTest::lastBitChanged,
                        data -> new byte[0],
                        data -> new byte[data.length],
                        data -> Arrays.copyOf(data, data.length - 1),
                        data -> Arrays.copyOf(data, data.length + 1));
        for (Function<byte[], byte[]> change : changes) {
            who.mustBeRefused(
                    Finished.class,
                    finished -> new Finished(change.apply(finished.verifyData())),
                    Misbehaved.BAD_FINISHED,
                    Alert.DECRYPT_ERROR);
        }
    }

    // ---- trust

    @Test
    void aStrangeServerIsRefused() {
        End client =
                End.client(
                        ClientConfiguration.builder()
                                .verifier(ChainVerifier.trusting(Ends.clientIdentity().chain())));

        client.mustRefuse(
                BadCertificate.UNKNOWN_AUTHORITY, Alert.UNKNOWN_CA, End.server(Ends.server()));
    }

    @Test
    void aServerOfAnotherNameIsRefused() {
        TlsConnection client =
                TlsConnection.client(
                        Ends.client().build(), handclasp.tls.ServerName.of("other.test"));
        client.begin();
        End server = End.server(Ends.server());
        handclasp.tls.TlsException refusal =
                org.assertj.core.api.Assertions.catchThrowableOfType(
                        handclasp.tls.TlsException.class,
                        () -> {
                            server.hears(Wire.drain(client));
                            Wire.deliver(server.says(), client, (data, offset, length) -> {});
                        });

        assertThat(refusal.error()).isEqualTo(BadCertificate.WRONG_NAME);
        assertThat(server.refuses(Wire.drain(client)).error().alert())
                .isEqualTo(Alert.BAD_CERTIFICATE);
    }

    @Test
    void aClientCertificateIsRequired() {
        End server = End.server(Ends.server().clientAuthentication(ClientAuthentication.NEED));

        server.mustRefuse(
                BadCertificate.REQUIRED, Alert.CERTIFICATE_REQUIRED, End.client(Ends.client()));
    }

    @ParameterizedTest
    @EnumSource(
            value = ClientAuthentication.class,
            names = {"WANT", "NEED"})
    void aStrangeClientIsRefused(ClientAuthentication mode) {
        End server = End.server(Ends.server().clientAuthentication(mode));

        server.mustRefuse(
                BadCertificate.UNKNOWN_AUTHORITY,
                Alert.UNKNOWN_CA,
                End.client(Ends.clientWithStrangeCertificate()));
    }

    @Test
    void aWantedClientMayHaveNone() throws Exception {
        Wire wire =
                Ends.wire(
                                Ends.client(),
                                Ends.server().clientAuthentication(ClientAuthentication.WANT))
                        .handshake();

        assertThat(wire.client().facts().clientCertificateRequested()).isTrue();
        assertThat(wire.server().facts().peerCertificates()).isEmpty();
        assertThat(wire.server().facts().verifiedChain()).isEmpty();
    }

    @Test
    void aClientWhoseKeyDoesNotSuitShowsNone() throws Exception {
        Wire wire =
                Ends.wire(
                                Ends.client()
                                        .credentials(
                                                request ->
                                                        Optional.of(
                                                                Ends.clientIdentity()
                                                                        .credential())),
                                Ends.server()
                                        .clientAuthentication(ClientAuthentication.WANT)
                                        .signatureSchemes(List.of(SignatureScheme.ED25519)))
                        .handshake();

        assertThat(wire.server().facts().peerCertificates()).isEmpty();
        assertThat(wire.client().facts().ownCertificates()).isEmpty();
    }

    @Test
    void aClientChoosesByWhatItIsAsked() throws Exception {
        List<CredentialRequest> requests = new ArrayList<>();
        Ends.wire(
                        Ends.client()
                                .credentials(
                                        request -> {
                                            requests.add(request);
                                            return Optional.of(Ends.clientIdentity().credential());
                                        }),
                        Ends.server().clientAuthentication(ClientAuthentication.NEED))
                .handshake();

        CredentialRequest request = requests.getFirst();
        assertThat(requests).hasSize(1);
        assertThat(request.authorities())
                .containsExactly(Ends.clientIdentity().certificate().getSubjectX500Principal());
        assertThat(request.serverName()).contains(Ends.NAME);
        assertThat(request.signatureSchemes())
                .contains(SignatureScheme.ECDSA_SECP256R1_SHA256)
                .noneMatch(SignatureScheme::certificatesOnly);
        assertThat(request.certificateSignatureSchemes())
                .contains(SignatureScheme.RSA_PKCS1_SHA256);
    }

    private static byte[] lastBitChanged(byte[] bytes) {
        byte[] changed = bytes.clone();
        changed[changed.length - 1] ^= 1;
        return changed;
    }
}
