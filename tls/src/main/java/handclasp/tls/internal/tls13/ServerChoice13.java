package handclasp.tls.internal.tls13;

import handclasp.tls.ExtensionType;
import handclasp.tls.Incompatible;
import handclasp.tls.Misbehaved;
import handclasp.tls.ReplayGuard;
import handclasp.tls.Role;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.ServerName;
import handclasp.tls.SignatureScheme;
import handclasp.tls.TlsException;
import handclasp.tls.WorkFailed;
import handclasp.tls.WorkKind;
import handclasp.tls.auth.Credential;
import handclasp.tls.auth.CredentialRequest;
import handclasp.tls.crypto.InvalidShareException;
import handclasp.tls.crypto.KeyExchange;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.extension.KeyShareEntry;
import handclasp.tls.internal.handshake.EarlyDataProof;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.Sessions;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.handshake.Suspended;
import handclasp.tls.internal.handshake.Transcript;
import handclasp.tls.internal.message.ClientHello;
import handclasp.tls.internal.message.Input;
import java.util.List;
import java.util.Optional;

/**
 * What a server chooses after a hello that suffices: RECVD_CH to NEGOTIATED (RFC 9846 §A.2).
 *
 * @param transcript up to the hello
 * @param protocol the application protocol
 * @param selected the pre-shared key, if one is taken
 */
record ServerChoice13(
        ServerConfiguration configuration,
        Suite13 suite,
        Transcript transcript,
        ClientHello hello,
        Optional<String> protocol,
        Optional<ServerPsks.Selected> selected) {
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
                    ServerChoice13 choice =
                            new ServerChoice13(
                                    configuration, suite, transcript, hello, protocol, selected);
                    return selected.isPresent()
                            ? considerEarlyData(choice, share, selected.get(), then)
                            : chooseCredential(choice, share);
                });
    }

    private static State chooseCredential(ServerChoice13 choice, KeyShareEntry share)
            throws TlsException {
        CredentialRequest wish = credentialRequest(choice.hello());
        return Suspended.on(
                WorkKind.CHOOSE_CREDENTIAL,
                WorkFailed.CREDENTIAL,
                () -> choice.configuration().credentials().select(wish),
                (credential, effects) -> {
                    Credential chosen = requireCredential(choice, credential, wish);
                    ServerAnswer13.Shown shown =
                            new ServerAnswer13.Shown(chosen, wish.schemeFor(chosen).orElseThrow());
                    return agree(choice, share, Optional.of(shown), Optional.empty());
                });
    }

    /** Early data needs more than the handshake that it comes with (RFC 9846 §4.3.10, §8). */
    private static State considerEarlyData(
            ServerChoice13 choice,
            KeyShareEntry share,
            ServerPsks.Selected selected,
            Effects effects)
            throws TlsException {
        EarlyDataProof.Hello hello =
                new EarlyDataProof.Hello(
                        selected.index(),
                        selected.obfuscatedTicketAge(),
                        choice.suite().cipherSuite(),
                        choice.protocol());
        Optional<ReplayGuard> guard = choice.configuration().replayGuard();
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
                                choice.configuration().earlyDataLimit()),
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
            ServerChoice13 choice, Optional<Credential> credential, CredentialRequest wish)
            throws TlsException {
        if (credential.isEmpty() || wish.schemeFor(credential.get()).isEmpty()) {
            if (choice.hello().extensions().contains(ExtensionType.PRE_SHARED_KEY)
                    && credential.isEmpty()) {
                // Told as a wrong binder is: who asks does not learn which identities exist
                // (RFC 9846 §F.6).
                throw TlsException.of(Incompatible.PRE_SHARED_KEY);
            }
            List<SignatureScheme> ours =
                    credential
                            .map(chosen -> chosen.signer().signatureSchemes())
                            .orElseGet(choice.configuration().credentials()::signatureSchemes);
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
            ServerChoice13 choice,
            KeyShareEntry share,
            Optional<ServerAnswer13.Shown> shown,
            Optional<EarlyDataProof> early) {
        KeyExchange exchange = choice.configuration().crypto().keyExchange(share.group());
        return Suspended.on(
                WorkKind.KEY_AGREEMENT,
                WorkFailed.KEY_AGREEMENT,
                () -> encapsulate(exchange, share, choice.configuration()),
                (encapsulation, effects) ->
                        ServerAnswer13.send(
                                choice, share.group(), encapsulation, shown, early, effects));
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
