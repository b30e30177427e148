package handclasp.tls.internal.tls13;

import handclasp.tls.ClientAuthentication;
import handclasp.tls.Direction;
import handclasp.tls.Epoch;
import handclasp.tls.Fact;
import handclasp.tls.Incompatible;
import handclasp.tls.Misbehaved;
import handclasp.tls.NamedGroup;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.Role;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.SignatureScheme;
import handclasp.tls.TlsException;
import handclasp.tls.WorkFailed;
import handclasp.tls.WorkKind;
import handclasp.tls.auth.CertificateVerifier;
import handclasp.tls.auth.Credential;
import handclasp.tls.auth.CredentialRequest;
import handclasp.tls.crypto.InvalidShareException;
import handclasp.tls.crypto.KeyExchange;
import handclasp.tls.crypto.Secret;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.extension.Extensions;
import handclasp.tls.internal.extension.KeyShareEntry;
import handclasp.tls.internal.handshake.Authenticated;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.FinishedProof;
import handclasp.tls.internal.handshake.Flight;
import handclasp.tls.internal.handshake.Gate;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.handshake.Suspended;
import handclasp.tls.internal.handshake.Transcript;
import handclasp.tls.internal.message.CertificateRequest;
import handclasp.tls.internal.message.CertificateVerify;
import handclasp.tls.internal.message.ClientHello;
import handclasp.tls.internal.message.EncryptedExtensions;
import handclasp.tls.internal.message.Finished;
import handclasp.tls.internal.message.ServerHello;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * A server from NEGOTIATED to CONNECTED: its one flight, in the order of RFC 9846 §2, and what the client's answer is
 * checked against.
 */
final class ServerHandshake13 {
    private static final byte[] EMPTY = {};

    private final ServerConfiguration configuration;
    private final Suite13 suite;
    private final Transcript transcript;
    private final Secret clientTraffic;
    private final Secret clientApplication;

    private ServerHandshake13(
            ServerConfiguration configuration,
            Suite13 suite,
            Transcript transcript,
            Secret clientTraffic,
            Secret clientApplication) {
        this.configuration = configuration;
        this.suite = suite;
        this.transcript = transcript;
        this.clientTraffic = clientTraffic;
        this.clientApplication = clientApplication;
    }

    /** The hello suffices: choose protocol and credential, agree on keys, then answer. */
    static State negotiate(
            ServerConfiguration configuration,
            Suite13 suite,
            Transcript transcript,
            ClientHello hello,
            KeyShareEntry share)
            throws TlsException {
        Choice choice =
                new Choice(
                        configuration,
                        suite,
                        transcript,
                        hello,
                        chooseProtocol(configuration, hello));
        CredentialRequest wish = credentialRequest(hello);
        return Suspended.on(
                WorkKind.CHOOSE_CREDENTIAL,
                WorkFailed.CREDENTIAL,
                () -> configuration.credentials().select(wish),
                (credential, effects) ->
                        agree(
                                choice,
                                share,
                                requireCredential(configuration, credential, wish),
                                wish));
    }

    private static Optional<String> chooseProtocol(
            ServerConfiguration configuration, ClientHello hello) throws TlsException {
        List<String> offered =
                ExtensionTable.APPLICATION_PROTOCOLS.in(hello.extensions()).orElse(List.of());
        List<String> ours = configuration.applicationProtocols();
        if (offered.isEmpty() || ours.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> common = ours.stream().filter(offered::contains).findFirst();
        if (common.isEmpty()) {
            throw TlsException.builder(Incompatible.APPLICATION_PROTOCOL)
                    .ours(ours)
                    .theirs(offered)
                    .build();
        }
        return common;
    }

    private static CredentialRequest credentialRequest(ClientHello hello) throws TlsException {
        List<SignatureScheme> schemes =
                ExtensionTable.SIGNATURE_ALGORITHMS.requiredIn(hello.extensions());
        return new CredentialRequest(
                Role.SERVER,
                ExtensionTable.SERVER_NAME.in(hello.extensions()).flatMap(name -> name),
                schemes.stream().filter(scheme -> !scheme.certificatesOnly()).toList(),
                ExtensionTable.SIGNATURE_ALGORITHMS_CERT.in(hello.extensions()).orElse(schemes),
                ExtensionTable.CERTIFICATE_AUTHORITIES.in(hello.extensions()).orElse(List.of()));
    }

    private static Credential requireCredential(
            ServerConfiguration configuration,
            Optional<Credential> credential,
            CredentialRequest wish)
            throws TlsException {
        if (credential.isEmpty() || wish.schemeFor(credential.get()).isEmpty()) {
            List<SignatureScheme> ours =
                    credential
                            .map(chosen -> chosen.signer().signatureSchemes())
                            .orElseGet(configuration.credentials()::signatureSchemes);
            throw TlsException.builder(Incompatible.SIGNATURE_SCHEME)
                    .ours(
                            ours.isEmpty()
                                    ? "no certificate for this client"
                                    : "can sign with " + ours)
                    .theirs(wish.signatureSchemes())
                    .build();
        }
        return credential.get();
    }

    private static State agree(
            Choice choice, KeyShareEntry share, Credential credential, CredentialRequest wish) {
        KeyExchange exchange = choice.configuration.crypto().keyExchange(share.group());
        SignatureScheme scheme = wish.schemeFor(credential).orElseThrow();
        return Suspended.on(
                WorkKind.KEY_AGREEMENT,
                WorkFailed.KEY_AGREEMENT,
                () -> encapsulate(exchange, share, choice.configuration),
                (encapsulation, effects) ->
                        answer(choice, share.group(), encapsulation, credential, scheme, effects));
    }

    private static KeyExchange.Encapsulation encapsulate(
            KeyExchange exchange, KeyShareEntry share, ServerConfiguration configuration)
            throws TlsException {
        try {
            return exchange.encapsulate(share.keyExchange(), configuration.random());
        } catch (InvalidShareException e) {
            throw TlsException.of(
                    Misbehaved.KEY_SHARE_INVALID, share.group() + ", " + e.getMessage());
        }
    }

    private static State answer(
            Choice choice,
            NamedGroup group,
            KeyExchange.Encapsulation encapsulation,
            Credential credential,
            SignatureScheme scheme,
            Effects effects)
            throws TlsException {
        effects.fact(new Fact.Group(group));
        sendServerHello(choice, new KeyShareEntry(group, encapsulation.share()), effects);
        KeySchedule.HandshakeSecret handshakeSecret;
        try (KeySchedule.EarlySecret early = KeySchedule.earlySecret(choice.suite)) {
            handshakeSecret = early.handshakeSecret(encapsulation.secret());
        }
        byte[] hash = choice.transcript.value();
        Secret client = handshakeSecret.clientTraffic(hash);
        Secret server = handshakeSecret.serverTraffic(hash);
        effects.secret("CLIENT_HANDSHAKE_TRAFFIC_SECRET", choice.hello.random(), client);
        effects.secret("SERVER_HANDSHAKE_TRAFFIC_SECRET", choice.hello.random(), server);
        effects.unprotect(
                Epoch.HANDSHAKE,
                new TrafficKeys13(choice.suite, client.copy()),
                effects.boundary());
        effects.protect(Epoch.HANDSHAKE, new TrafficKeys13(choice.suite, server.copy()));

        Flight flight = effects.flight(choice.transcript);
        flight.add(encryptedExtensions(choice, effects));
        if (choice.configuration.clientAuthentication() != ClientAuthentication.NONE) {
            flight.add(certificateRequest(choice.configuration));
            effects.fact(new Fact.ClientCertificateRequested());
        }
        flight.add(CertificateMessages.of(EMPTY, credential));
        effects.fact(new Fact.OwnCertificates(credential.chain()));
        effects.fact(new Fact.OwnSignature(scheme));
        byte[] content = CertificateMessages.signedContent(Role.SERVER, choice.transcript);
        return Signing.suspend(
                credential,
                scheme,
                content,
                choice.configuration.random(),
                (verify, then) ->
                        finish(choice, flight, verify, handshakeSecret, client, server, then));
    }

    private static void sendServerHello(Choice choice, KeyShareEntry share, Effects effects) {
        byte[] random = new byte[ClientHello.RANDOM];
        choice.configuration.random().nextBytes(random);
        Flight flight = effects.flight(choice.transcript);
        flight.add(
                new ServerHello(
                        ProtocolVersion.TLS_1_2,
                        random,
                        choice.hello.legacySessionId(),
                        choice.suite.cipherSuite(),
                        0,
                        Extensions.builder()
                                .put(ExtensionTable.KEY_SHARE, share)
                                .put(ExtensionTable.SELECTED_VERSION, ProtocolVersion.TLS_1_3)
                                .build()));
        effects.send(flight);
        if (choice.hello.legacySessionId().length > 0 && !choice.transcript.retried()) {
            effects.changeCipherSpec();
        }
    }

    private static EncryptedExtensions encryptedExtensions(Choice choice, Effects effects) {
        Extensions.Builder extensions = Extensions.builder();
        if (ExtensionTable.SERVER_NAME
                .in(choice.hello.extensions())
                .flatMap(name -> name)
                .isPresent()) {
            extensions.put(ExtensionTable.SERVER_NAME_USED, true);
        }
        choice.protocol.ifPresent(
                name -> {
                    extensions.put(ExtensionTable.APPLICATION_PROTOCOL, name);
                    effects.fact(new Fact.ApplicationProtocol(name));
                });
        return new EncryptedExtensions(extensions.build());
    }

    private static CertificateRequest certificateRequest(ServerConfiguration configuration) {
        Extensions.Builder extensions =
                Extensions.builder()
                        .put(ExtensionTable.SIGNATURE_ALGORITHMS, configuration.signatureSchemes());
        if (!configuration.certificateSignatureSchemes().equals(configuration.signatureSchemes())) {
            extensions.put(
                    ExtensionTable.SIGNATURE_ALGORITHMS_CERT,
                    configuration.certificateSignatureSchemes());
        }
        List<X500Principal> authorities =
                configuration.verifier().map(CertificateVerifier::authorities).orElse(List.of());
        if (!authorities.isEmpty()) {
            extensions.put(ExtensionTable.CERTIFICATE_AUTHORITIES, authorities);
        }
        return new CertificateRequest(EMPTY, extensions.build());
    }

    private static State finish(
            Choice choice,
            Flight flight,
            CertificateVerify verify,
            KeySchedule.HandshakeSecret handshakeSecret,
            Secret clientTraffic,
            Secret serverTraffic,
            Effects effects) {
        flight.add(verify);
        flight.add(new Finished(choice.suite.verifyData(serverTraffic, choice.transcript.value())));
        effects.send(flight);
        byte[] random = choice.hello.random();
        byte[] hash = choice.transcript.value();
        ServerHandshake13 handshake;
        try (handshakeSecret;
                serverTraffic;
                KeySchedule.MainSecret main = handshakeSecret.mainSecret()) {
            Secret exporter = main.exporter(hash);
            Secret clientApplication = main.clientTraffic(hash);
            Secret serverApplication = main.serverTraffic(hash);
            effects.secret("CLIENT_TRAFFIC_SECRET_0", random, clientApplication);
            effects.secret("SERVER_TRAFFIC_SECRET_0", random, serverApplication);
            effects.secret("EXPORTER_SECRET", random, exporter);
            effects.exporter(new Exporter13(choice.suite, exporter));
            effects.protect(Epoch.APPLICATION, new TrafficKeys13(choice.suite, serverApplication));
            handshake =
                    new ServerHandshake13(
                            choice.configuration,
                            choice.suite,
                            choice.transcript,
                            clientTraffic,
                            clientApplication);
        }
        if (choice.configuration.writesBeforeClientFinished()) {
            effects.gate(Direction.OUTBOUND, Gate.beforeClientFinished(choice.configuration));
        }
        if (choice.configuration.clientAuthentication() != ClientAuthentication.NONE) {
            return new WaitClientCertificate(handshake);
        }
        return new WaitClientFinished(
                handshake, Authenticated.withoutCertificate(choice.configuration));
    }

    ServerConfiguration configuration() {
        return configuration;
    }

    Transcript transcript() {
        return transcript;
    }

    /** What the client's Finished must hold, given the transcript up to before it. */
    byte[] expectedClientFinished() {
        return suite.verifyData(clientTraffic, transcript.value());
    }

    /** The client has proved all it had to: over to application keys in its direction. */
    State connect(Authenticated client, FinishedProof proof, Effects effects) throws TlsException {
        clientTraffic.close();
        effects.unprotect(
                Epoch.APPLICATION, new TrafficKeys13(suite, clientApplication), effects.boundary());
        Gate open = Gate.open(client, proof);
        effects.gate(Direction.INBOUND, open);
        effects.gate(Direction.OUTBOUND, open);
        effects.fact(new Fact.Completed());
        return new ServerConnected();
    }

    /** What was chosen after the hello. */
    private static final class Choice {
        private final ServerConfiguration configuration;
        private final Suite13 suite;
        private final Transcript transcript;
        private final ClientHello hello;
        private final Optional<String> protocol;

        Choice(
                ServerConfiguration configuration,
                Suite13 suite,
                Transcript transcript,
                ClientHello hello,
                Optional<String> protocol) {
            this.configuration = configuration;
            this.suite = suite;
            this.transcript = transcript;
            this.hello = hello;
            this.protocol = protocol;
        }
    }
}
