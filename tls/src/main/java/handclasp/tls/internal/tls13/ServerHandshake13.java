package handclasp.tls.internal.tls13;

import handclasp.tls.ClientAuthentication;
import handclasp.tls.Direction;
import handclasp.tls.EarlyData;
import handclasp.tls.Epoch;
import handclasp.tls.ExtensionType;
import handclasp.tls.Fact;
import handclasp.tls.Incompatible;
import handclasp.tls.Misbehaved;
import handclasp.tls.NamedGroup;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.ReplayGuard;
import handclasp.tls.Resumption;
import handclasp.tls.Role;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.ServerName;
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
import handclasp.tls.internal.handshake.EarlyDataProof;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.FinishedProof;
import handclasp.tls.internal.handshake.Flight;
import handclasp.tls.internal.handshake.Gate;
import handclasp.tls.internal.handshake.PreSharedKey;
import handclasp.tls.internal.handshake.Sessions;
import handclasp.tls.internal.handshake.SideTask;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.handshake.Suspended;
import handclasp.tls.internal.handshake.Transcript;
import handclasp.tls.internal.message.CertificateRequest;
import handclasp.tls.internal.message.ClientHello;
import handclasp.tls.internal.message.EncryptedExtensions;
import handclasp.tls.internal.message.Finished;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.ServerHello;
import java.util.HexFormat;
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
    private final Choice choice;

    /** For tickets; empty where none can be given. */
    private final Optional<KeySchedule.MainSecret> main;

    private ServerHandshake13(
            Choice choice,
            Secret clientTraffic,
            Secret clientApplication,
            Optional<KeySchedule.MainSecret> main) {
        this.configuration = choice.configuration;
        this.suite = choice.suite;
        this.transcript = choice.transcript;
        this.clientTraffic = clientTraffic;
        this.clientApplication = clientApplication;
        this.choice = choice;
        this.main = main;
    }

    /**
     * The hello suffices: choose protocol and pre-shared key or credential, agree on keys, then answer.
     *
     * @param transcript before the hello
     */
    static State negotiate(
            ServerConfiguration configuration,
            Suite13 suite,
            Transcript transcript,
            Input.Message input,
            KeyShareEntry share,
            Optional<ServerPsks.External> external,
            Effects effects)
            throws TlsException {
        ClientHello hello = (ClientHello) input.value();
        Optional<String> protocol = chooseProtocol(configuration, hello);
        return ServerPsks.select(
                configuration,
                suite,
                transcript,
                hello,
                input.bytes(),
                external,
                effects,
                (selected, then) -> {
                    transcript.add(input.bytes());
                    Choice choice =
                            new Choice(configuration, suite, transcript, hello, protocol, selected);
                    return selected.isPresent()
                            ? considerEarlyData(choice, share, selected.get(), then)
                            : chooseCredential(choice, share);
                });
    }

    private static State chooseCredential(Choice choice, KeyShareEntry share) throws TlsException {
        CredentialRequest wish = credentialRequest(choice.hello);
        return Suspended.on(
                WorkKind.CHOOSE_CREDENTIAL,
                WorkFailed.CREDENTIAL,
                () -> choice.configuration.credentials().select(wish),
                (credential, effects) -> {
                    Credential chosen = requireCredential(choice, credential, wish);
                    Shown shown = new Shown(chosen, wish.schemeFor(chosen).orElseThrow());
                    return agree(choice, share, Optional.of(shown), Optional.empty());
                });
    }

    /** Early data needs more than the handshake that it comes with (RFC 9846 §4.3.10, §8). */
    private static State considerEarlyData(
            Choice choice, KeyShareEntry share, ServerPsks.Selected selected, Effects effects)
            throws TlsException {
        EarlyDataProof.Hello hello =
                new EarlyDataProof.Hello(
                        selected.index(),
                        selected.obfuscatedTicketAge(),
                        choice.suite.cipherSuite(),
                        choice.protocol);
        Optional<ReplayGuard> guard = choice.configuration.replayGuard();
        if (!choice.earlyDataOffered() || guard.isEmpty() || !hello.fits(selected.key())) {
            return agree(choice, share, Optional.empty(), Optional.empty());
        }
        return Sessions.with(
                guard.get().blocking(),
                WorkKind.CHECK_REPLAY,
                () ->
                        EarlyDataProof.ask(
                                guard.get(),
                                selected.binder(),
                                hello,
                                choice.configuration.earlyDataLimit()),
                effects,
                (proof, then) -> agree(choice, share, Optional.empty(), proof));
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
            Choice choice, Optional<Credential> credential, CredentialRequest wish)
            throws TlsException {
        if (credential.isEmpty() || wish.schemeFor(credential.get()).isEmpty()) {
            if (choice.hello.extensions().contains(ExtensionType.PRE_SHARED_KEY)
                    && credential.isEmpty()) {
                // Told as a wrong binder is: who asks does not learn which identities exist
                // (RFC 9846 §F.6).
                throw TlsException.of(Incompatible.PRE_SHARED_KEY);
            }
            List<SignatureScheme> ours =
                    credential
                            .map(chosen -> chosen.signer().signatureSchemes())
                            .orElseGet(choice.configuration.credentials()::signatureSchemes);
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
            Choice choice,
            KeyShareEntry share,
            Optional<Shown> shown,
            Optional<EarlyDataProof> early) {
        KeyExchange exchange = choice.configuration.crypto().keyExchange(share.group());
        return Suspended.on(
                WorkKind.KEY_AGREEMENT,
                WorkFailed.KEY_AGREEMENT,
                () -> encapsulate(exchange, share, choice.configuration),
                (encapsulation, effects) ->
                        answer(choice, share.group(), encapsulation, shown, early, effects));
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
            Optional<Shown> shown,
            Optional<EarlyDataProof> early,
            Effects effects)
            throws TlsException {
        effects.fact(new Fact.Group(group));
        KeySchedule.HandshakeSecret handshakeSecret;
        Optional<Secret> earlyTraffic;
        try (KeySchedule.EarlySecret earlySecret = choice.earlySecret()) {
            byte[] hello = choice.transcript.value();
            earlyTraffic = early.map(proof -> earlySecret.clientEarlyTraffic(hello));
            sendServerHello(choice, new KeyShareEntry(group, encapsulation.share()), effects);
            handshakeSecret = earlySecret.handshakeSecret(encapsulation.secret());
        }
        byte[] hash = choice.transcript.value();
        Secret client = handshakeSecret.clientTraffic(hash);
        Secret server = handshakeSecret.serverTraffic(hash);
        byte[] random = choice.hello.random();
        earlyTraffic.ifPresent(
                secret -> effects.secret("CLIENT_EARLY_TRAFFIC_SECRET", random, secret));
        effects.secret("CLIENT_HANDSHAKE_TRAFFIC_SECRET", random, client);
        effects.secret("SERVER_HANDSHAKE_TRAFFIC_SECRET", random, server);
        read(choice, client, early, earlyTraffic, effects);
        effects.protect(Epoch.HANDSHAKE, new TrafficKeys13(choice.suite, server.copy()));

        Flight flight = effects.flight(choice.transcript);
        flight.add(encryptedExtensions(choice, early.isPresent(), effects));
        Ending ending = new Ending(choice, flight, handshakeSecret, client, server, early);
        if (shown.isEmpty()) {
            choice.selected.orElseThrow().key().close();
            return ending.finish(resumed(choice, effects), effects);
        }
        if (choice.configuration.clientAuthentication() != ClientAuthentication.NONE) {
            flight.add(certificateRequest(choice.configuration));
            effects.fact(new Fact.ClientCertificateRequested());
        }
        Credential credential = shown.get().credential;
        flight.add(CertificateMessages.of(EMPTY, credential));
        effects.fact(new Fact.OwnCertificates(credential.chain()));
        effects.fact(new Fact.OwnSignature(shown.get().scheme));
        byte[] content = CertificateMessages.signedContent(Role.SERVER, choice.transcript);
        return Signing.suspend(
                credential,
                shown.get().scheme,
                content,
                choice.configuration.random(),
                (verify, then) -> {
                    flight.add(verify);
                    return ending.finish(Optional.empty(), then);
                });
    }

    /** From here on, what comes is early data, or is it thrown away, or is it the client's last flight. */
    private static void read(
            Choice choice,
            Secret client,
            Optional<EarlyDataProof> early,
            Optional<Secret> earlyTraffic,
            Effects effects)
            throws TlsException {
        if (early.isPresent()) {
            effects.unprotect(
                    Epoch.EARLY,
                    new TrafficKeys13(choice.suite, earlyTraffic.orElseThrow()),
                    effects.boundary());
            effects.gate(Direction.INBOUND, Gate.early(early.get()));
            effects.fact(new Fact.EarlyDataOffered(EarlyData.ACCEPTED));
            return;
        }
        effects.unprotect(
                Epoch.HANDSHAKE,
                new TrafficKeys13(choice.suite, client.copy()),
                effects.boundary());
        if (choice.earlyDataOffered()) {
            effects.gate(
                    Direction.INBOUND,
                    Gate.skipUnreadable(ServerStart13.skipLimit(choice.configuration)));
            effects.fact(new Fact.EarlyDataOffered(EarlyData.REFUSED));
        }
    }

    /** Who the client is by its pre-shared key. */
    private static Optional<Authenticated> resumed(Choice choice, Effects effects) {
        PreSharedKey key = choice.selected.orElseThrow().key();
        if (key.isExternal()) {
            effects.fact(new Fact.ExternalKey(HexFormat.of().formatHex(key.identity())));
            return Optional.of(Authenticated.byExternalKey(key));
        }
        Authenticated client =
                Authenticated.resumed(key.session().orElseThrow(), choice.configuration);
        effects.fact(new Fact.Resumed(Resumption.TICKET));
        if (!client.shown().isEmpty()) {
            effects.fact(new Fact.PeerCertificates(client.shown()));
        }
        if (!client.verifiedChain().isEmpty()) {
            effects.fact(new Fact.VerifiedChain(client.verifiedChain()));
        }
        return Optional.of(client);
    }

    private static void sendServerHello(Choice choice, KeyShareEntry share, Effects effects) {
        byte[] random = new byte[ClientHello.RANDOM];
        choice.configuration.random().nextBytes(random);
        Flight flight = effects.flight(choice.transcript);
        Extensions.Builder extensions = Extensions.builder();
        choice.selected.ifPresent(
                key -> extensions.put(ExtensionTable.SELECTED_IDENTITY, key.index()));
        flight.add(
                new ServerHello(
                        ProtocolVersion.TLS_1_2,
                        random,
                        choice.hello.legacySessionId(),
                        choice.suite.cipherSuite(),
                        0,
                        extensions
                                .put(ExtensionTable.KEY_SHARE, share)
                                .put(ExtensionTable.SELECTED_VERSION, ProtocolVersion.TLS_1_3)
                                .build()));
        effects.send(flight);
        if (choice.hello.legacySessionId().length > 0 && !choice.transcript.retried()) {
            effects.changeCipherSpec();
        }
    }

    private static EncryptedExtensions encryptedExtensions(
            Choice choice, boolean earlyData, Effects effects) {
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
        if (earlyData) {
            extensions.put(ExtensionTable.EARLY_DATA, true);
        }
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

    /** The end of the server's flight. */
    private static final class Ending {
        private final Choice choice;
        private final Flight flight;
        private final KeySchedule.HandshakeSecret handshakeSecret;
        private final Secret clientTraffic;
        private final Secret serverTraffic;
        private final boolean earlyData;

        Ending(
                Choice choice,
                Flight flight,
                KeySchedule.HandshakeSecret handshakeSecret,
                Secret clientTraffic,
                Secret serverTraffic,
                Optional<EarlyDataProof> early) {
            this.choice = choice;
            this.flight = flight;
            this.handshakeSecret = handshakeSecret;
            this.clientTraffic = clientTraffic;
            this.serverTraffic = serverTraffic;
            this.earlyData = early.isPresent();
        }

        /** @param known who the client is, if its pre-shared key says it */
        State finish(Optional<Authenticated> known, Effects effects) {
            Suite13 suite = choice.suite;
            flight.add(new Finished(suite.verifyData(serverTraffic, choice.transcript.value())));
            effects.send(flight);
            byte[] random = choice.hello.random();
            byte[] hash = choice.transcript.value();
            KeySchedule.MainSecret main = handshakeSecret.mainSecret();
            handshakeSecret.close();
            serverTraffic.close();
            Secret exporter = main.exporter(hash);
            Secret clientApplication = main.clientTraffic(hash);
            Secret serverApplication = main.serverTraffic(hash);
            effects.secret("CLIENT_TRAFFIC_SECRET_0", random, clientApplication);
            effects.secret("SERVER_TRAFFIC_SECRET_0", random, serverApplication);
            effects.secret("EXPORTER_SECRET", random, exporter);
            effects.exporter(new Exporter13(suite, exporter));
            effects.protect(Epoch.APPLICATION, new TrafficKeys13(suite, serverApplication));
            Optional<KeySchedule.MainSecret> forTickets =
                    choice.canGiveTickets() ? Optional.of(main) : Optional.empty();
            if (forTickets.isEmpty()) {
                main.close();
            }
            return next(
                    new ServerHandshake13(choice, clientTraffic, clientApplication, forTickets),
                    known,
                    effects);
        }

        private State next(
                ServerHandshake13 handshake, Optional<Authenticated> known, Effects effects) {
            ServerConfiguration configuration = choice.configuration;
            if (configuration.writesBeforeClientFinished()) {
                effects.gate(Direction.OUTBOUND, Gate.beforeClientFinished(configuration));
            }
            if (known.isPresent()) {
                return earlyData
                        ? new WaitEndOfEarlyData(handshake, known.get())
                        : new WaitClientFinished(handshake, known.get());
            }
            return configuration.clientAuthentication() != ClientAuthentication.NONE
                    ? new WaitClientCertificate(handshake)
                    : new WaitClientFinished(
                            handshake, Authenticated.withoutCertificate(configuration));
        }
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

    /** The client has sent all of its early data (RFC 9846 §4.6). */
    void endEarlyData(byte[] message, Effects effects) throws TlsException {
        effects.unprotect(
                Epoch.HANDSHAKE,
                new TrafficKeys13(suite, clientTraffic.copy()),
                effects.boundary());
        effects.gate(Direction.INBOUND, Gate.CLOSED);
        transcript.add(message);
    }

    /**
     * The client has proved all it had to: over to application keys in its direction.
     *
     * @param finished the client's Finished, the last message of the transcript
     */
    State connect(Authenticated client, FinishedProof proof, byte[] finished, Effects effects)
            throws TlsException {
        clientTraffic.close();
        transcript.add(finished);
        effects.unprotect(
                Epoch.APPLICATION, new TrafficKeys13(suite, clientApplication), effects.boundary());
        Gate open = Gate.open(client, proof);
        effects.gate(Direction.INBOUND, open);
        effects.gate(Direction.OUTBOUND, open);
        effects.fact(new Fact.Completed());
        giveTickets(client, effects);
        return new ServerConnected();
    }

    private void giveTickets(Authenticated client, Effects effects) {
        if (main.isEmpty()) {
            return;
        }
        ServerTickets tickets;
        try (KeySchedule.MainSecret secret = main.get()) {
            tickets =
                    new ServerTickets(
                            configuration,
                            suite,
                            secret.resumptionSecret(transcript.value()),
                            choice.serverName(),
                            choice.protocol,
                            client,
                            choice.selected.flatMap(selected -> selected.key().session()));
        }
        effects.tickets(tickets);
        int count = configuration.tickets();
        if (count == 0) {
            return;
        }
        if (tickets.blocking()) {
            effects.aside(new SideTask(WorkKind.STORE_SESSION, () -> tickets.give(count, effects)));
        } else {
            tickets.give(count, effects);
        }
    }

    /** A credential and how it signs. */
    private static final class Shown {
        private final Credential credential;
        private final SignatureScheme scheme;

        Shown(Credential credential, SignatureScheme scheme) {
            this.credential = credential;
            this.scheme = scheme;
        }
    }

    /** What was chosen after the hello. */
    private static final class Choice {
        private final ServerConfiguration configuration;
        private final Suite13 suite;
        private final Transcript transcript;
        private final ClientHello hello;
        private final Optional<String> protocol;
        private final Optional<ServerPsks.Selected> selected;

        Choice(
                ServerConfiguration configuration,
                Suite13 suite,
                Transcript transcript,
                ClientHello hello,
                Optional<String> protocol,
                Optional<ServerPsks.Selected> selected) {
            this.configuration = configuration;
            this.suite = suite;
            this.transcript = transcript;
            this.hello = hello;
            this.protocol = protocol;
            this.selected = selected;
        }

        boolean earlyDataOffered() {
            return hello.extensions().contains(ExtensionType.EARLY_DATA);
        }

        Optional<ServerName> serverName() {
            return ExtensionTable.SERVER_NAME.in(hello.extensions()).flatMap(name -> name);
        }

        KeySchedule.EarlySecret earlySecret() {
            return selected.isPresent()
                    ? KeySchedule.earlySecret(suite, selected.get().key().secret())
                    : KeySchedule.earlySecret(suite);
        }

        /** There is somewhere to keep them, the client can use them, and no external key is prolonged by them. */
        boolean canGiveTickets() {
            return (configuration.ticketKeys().isPresent() || configuration.sessions().isPresent())
                    && ServerPsks.canUse(hello)
                    && selected.filter(key -> key.key().isExternal()).isEmpty();
        }
    }
}
