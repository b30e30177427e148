package handclasp.tls.internal.tls13;

import handclasp.tls.ClientAuthentication;
import handclasp.tls.Direction;
import handclasp.tls.EarlyData;
import handclasp.tls.Epoch;
import handclasp.tls.Fact;
import handclasp.tls.NamedGroup;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.Resumption;
import handclasp.tls.Role;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.SignatureScheme;
import handclasp.tls.TlsException;
import handclasp.tls.auth.CertificateVerifier;
import handclasp.tls.auth.Credential;
import handclasp.tls.crypto.KeyExchange;
import handclasp.tls.crypto.Secret;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.extension.Extensions;
import handclasp.tls.internal.extension.KeyShareEntry;
import handclasp.tls.internal.handshake.Authenticated;
import handclasp.tls.internal.handshake.EarlyDataProof;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.Flight;
import handclasp.tls.internal.handshake.Gate;
import handclasp.tls.internal.handshake.PreSharedKey;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.message.CertificateRequest;
import handclasp.tls.internal.message.ClientHello;
import handclasp.tls.internal.message.EncryptedExtensions;
import handclasp.tls.internal.message.Finished;
import handclasp.tls.internal.message.ServerHello;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/** A server's one flight, in the order of RFC 9846 §2. */
final class ServerAnswer13 {
    private static final byte[] EMPTY = {};

    private ServerAnswer13() {}

    /**
     * ServerHello, and behind it all up to Finished.
     *
     * @param shown the certificate, where no pre-shared key stands in for it
     * @param early that early data is taken
     */
    static State send(
            ServerChoice13 choice,
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
            byte[] hello = choice.transcript().value();
            earlyTraffic = early.map(proof -> earlySecret.clientEarlyTraffic(hello));
            sendServerHello(choice, new KeyShareEntry(group, encapsulation.share()), effects);
            handshakeSecret = earlySecret.handshakeSecret(encapsulation.secret());
        }
        byte[] hash = choice.transcript().value();
        Secret client = handshakeSecret.clientTraffic(hash);
        Secret server = handshakeSecret.serverTraffic(hash);
        byte[] random = choice.hello().random();
        earlyTraffic.ifPresent(
                secret -> effects.secret("CLIENT_EARLY_TRAFFIC_SECRET", random, secret));
        effects.secret("CLIENT_HANDSHAKE_TRAFFIC_SECRET", random, client);
        effects.secret("SERVER_HANDSHAKE_TRAFFIC_SECRET", random, server);
        read(choice, client, early, earlyTraffic, effects);
        effects.protect(Epoch.HANDSHAKE, new TrafficKeys13(choice.suite(), server.copy()));

        Flight flight = effects.flight(choice.transcript());
        flight.add(encryptedExtensions(choice, early.isPresent(), effects));
        Ending ending = new Ending(choice, flight, handshakeSecret, client, server, early);
        if (shown.isEmpty()) {
            choice.selected().orElseThrow().key().close();
            return ending.finish(resumed(choice, effects), effects);
        }
        if (choice.configuration().clientAuthentication() != ClientAuthentication.NONE) {
            flight.add(certificateRequest(choice.configuration()));
            effects.fact(new Fact.ClientCertificateRequested());
        }
        Credential credential = shown.get().credential;
        flight.add(CertificateMessages.of(EMPTY, credential));
        effects.fact(new Fact.OwnCertificates(credential.chain()));
        effects.fact(new Fact.OwnSignature(shown.get().scheme));
        byte[] content = CertificateMessages.signedContent(Role.SERVER, choice.transcript());
        return Signing.suspend(
                credential,
                shown.get().scheme,
                content,
                choice.configuration().random(),
                (verify, then) -> {
                    flight.add(verify);
                    return ending.finish(Optional.empty(), then);
                });
    }

    /** From here on, what comes is early data, or is it thrown away, or is it the client's last flight. */
    private static void read(
            ServerChoice13 choice,
            Secret client,
            Optional<EarlyDataProof> early,
            Optional<Secret> earlyTraffic,
            Effects effects)
            throws TlsException {
        if (early.isPresent()) {
            effects.unprotect(
                    Epoch.EARLY,
                    new TrafficKeys13(choice.suite(), earlyTraffic.orElseThrow()),
                    effects.boundary());
            effects.gate(Direction.INBOUND, Gate.early(early.get()));
            effects.fact(new Fact.EarlyDataOffered(EarlyData.ACCEPTED));
            return;
        }
        effects.unprotect(
                Epoch.HANDSHAKE,
                new TrafficKeys13(choice.suite(), client.copy()),
                effects.boundary());
        if (choice.earlyDataOffered()) {
            effects.gate(
                    Direction.INBOUND,
                    Gate.skipUnreadable(ServerStart13.skipLimit(choice.configuration())));
            effects.fact(new Fact.EarlyDataOffered(EarlyData.REFUSED));
        }
    }

    /** Who the client is by its pre-shared key. */
    private static Optional<Authenticated> resumed(ServerChoice13 choice, Effects effects) {
        PreSharedKey key = choice.selected().orElseThrow().key();
        if (key.isExternal()) {
            effects.fact(new Fact.ExternalKey(HexFormat.of().formatHex(key.identity())));
            return Optional.of(Authenticated.byExternalKey(key));
        }
        Authenticated client =
                Authenticated.resumed(key.session().orElseThrow(), choice.configuration());
        effects.fact(new Fact.Resumed(Resumption.TICKET));
        if (!client.shown().isEmpty()) {
            effects.fact(new Fact.PeerCertificates(client.shown()));
        }
        if (!client.verifiedChain().isEmpty()) {
            effects.fact(new Fact.VerifiedChain(client.verifiedChain()));
        }
        return Optional.of(client);
    }

    private static void sendServerHello(
            ServerChoice13 choice, KeyShareEntry share, Effects effects) {
        byte[] random = new byte[ClientHello.RANDOM];
        choice.configuration().random().nextBytes(random);
        Flight flight = effects.flight(choice.transcript());
        Extensions.Builder extensions = Extensions.builder();
        choice.selected()
                .ifPresent(key -> extensions.put(ExtensionTable.SELECTED_IDENTITY, key.index()));
        flight.add(
                new ServerHello(
                        ProtocolVersion.TLS_1_2,
                        random,
                        choice.hello().legacySessionId(),
                        choice.suite().cipherSuite(),
                        0,
                        extensions
                                .put(ExtensionTable.KEY_SHARE, share)
                                .put(ExtensionTable.SELECTED_VERSION, ProtocolVersion.TLS_1_3)
                                .build()));
        effects.send(flight);
        if (choice.hello().legacySessionId().length > 0 && !choice.transcript().retried()) {
            effects.changeCipherSpec();
        }
    }

    private static EncryptedExtensions encryptedExtensions(
            ServerChoice13 choice, boolean earlyData, Effects effects) {
        Extensions.Builder extensions = Extensions.builder();
        if (ExtensionTable.SERVER_NAME
                .in(choice.hello().extensions())
                .flatMap(name -> name)
                .isPresent()) {
            extensions.put(ExtensionTable.SERVER_NAME_USED, true);
        }
        choice.protocol()
                .ifPresent(
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
        private final ServerChoice13 choice;
        private final Flight flight;
        private final KeySchedule.HandshakeSecret handshakeSecret;
        private final Secret clientTraffic;
        private final Secret serverTraffic;
        private final boolean earlyData;

        Ending(
                ServerChoice13 choice,
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
            Suite13 suite = choice.suite();
            flight.add(new Finished(suite.verifyData(serverTraffic, choice.transcript().value())));
            effects.send(flight);
            byte[] random = choice.hello().random();
            byte[] hash = choice.transcript().value();
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
            ServerConfiguration configuration = choice.configuration();
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

    /** A credential and how it signs. */
    static final class Shown {
        private final Credential credential;
        private final SignatureScheme scheme;

        Shown(Credential credential, SignatureScheme scheme) {
            this.credential = credential;
            this.scheme = scheme;
        }
    }
}
