package handclasp.tls.internal.tls12;

import handclasp.tls.ClientAuthentication;
import handclasp.tls.Fact;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.SignatureScheme;
import handclasp.tls.TlsException;
import handclasp.tls.WorkFailed;
import handclasp.tls.WorkKind;
import handclasp.tls.auth.CertificateVerifier;
import handclasp.tls.auth.Credential;
import handclasp.tls.auth.CredentialRequest;
import handclasp.tls.internal.handshake.CertificateChains;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.Flight;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.handshake.Suspended;
import handclasp.tls.internal.message.Certificate12;
import handclasp.tls.internal.message.CertificateRequest12;
import handclasp.tls.internal.message.CertificateStatus;
import handclasp.tls.internal.message.CertificateType;
import handclasp.tls.internal.message.ServerHello;
import handclasp.tls.internal.message.ServerHelloDone;
import handclasp.tls.internal.message.ServerKeyExchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * A server's flight in a full handshake (RFC 5246 §7.3): ServerHello, Certificate, CertificateStatus if it has one,
 * ServerKeyExchange with Diffie-Hellman, CertificateRequest if the client is to show one, ServerHelloDone.
 */
final class ServerAnswer12 {
    /** Of an identifier, in bytes: as long as can be, so that none can be guessed. */
    private static final int SESSION_ID = 32;

    private final ServerHandshake12 handshake;
    private final ServerConfiguration configuration;
    private final SuiteChoice.Chosen chosen;
    private final Flight flight;
    private final ServerHello hello;

    private ServerAnswer12(
            ServerHandshake12 handshake,
            SuiteChoice.Chosen chosen,
            Flight flight,
            ServerHello hello) {
        this.handshake = handshake;
        this.configuration = handshake.configuration();
        this.chosen = chosen;
        this.flight = flight;
        this.hello = hello;
    }

    static State begin(ServerHandshake12 handshake) throws TlsException {
        SuiteChoice choice = SuiteChoice.of(handshake.configuration(), handshake.hello());
        Optional<String> protocol = handshake.applicationProtocol();
        CredentialRequest wish = choice.wish();
        return Suspended.on(
                WorkKind.CHOOSE_CREDENTIAL,
                WorkFailed.CREDENTIAL,
                () -> handshake.configuration().credentials().select(wish),
                (credential, effects) ->
                        answer(handshake, choice.choose(credential, wish), protocol, effects));
    }

    private static State answer(
            ServerHandshake12 handshake,
            SuiteChoice.Chosen chosen,
            Optional<String> protocol,
            Effects effects)
            throws TlsException {
        Credential credential = chosen.credential();
        Optional<CertificateStatus> status = handshake.status(credential);
        ServerHello hello =
                handshake.answer(
                        chosen.suite(),
                        sessionId(handshake),
                        handshake.givesTickets(),
                        status.isPresent(),
                        false,
                        protocol,
                        effects);
        Flight flight = effects.flight(handshake.transcript());
        ServerHello sent = flight.add(hello);
        flight.add(new Certificate12(CertificateChains.encode(credential)));
        status.ifPresent(flight::add);
        effects.fact(new Fact.OwnCertificates(credential.chain()));
        return new ServerAnswer12(handshake, chosen, flight, sent).exchangeKeys(effects);
    }

    /** RFC 5077 §3.4: none beside a ticket; none where nothing would be kept. */
    private static byte[] sessionId(ServerHandshake12 handshake) {
        boolean keeps =
                handshake.configuration().sessions().isPresent()
                        && handshake.extendedMasterSecret()
                        && !handshake.givesTickets();
        byte[] id = new byte[keeps ? SESSION_ID : 0];
        handshake.configuration().random().nextBytes(id);
        return id;
    }

    private State exchangeKeys(Effects effects) throws TlsException {
        if (chosen.group().isEmpty()) {
            return finish(ClientShare.encrypted(chosen.credential()), effects);
        }
        return Suspended.on(
                WorkKind.KEY_AGREEMENT,
                WorkFailed.KEY_AGREEMENT,
                () -> chosen.group().get().generate(configuration),
                this::sign);
    }

    private State sign(ClientShare share, Effects effects) {
        chosen.group().orElseThrow().name().ifPresent(group -> effects.fact(new Fact.Group(group)));
        SignatureScheme scheme = chosen.scheme().orElseThrow();
        effects.fact(new Fact.OwnSignature(scheme));
        ServerKeyExchange.Parameters parameters = share.parameters();
        byte[] content =
                ServerKeyExchange.signedContent(
                        handshake.hello().random(), hello.random(), parameters);
        return new Signing12(chosen.credential(), scheme)
                .suspend(
                        content,
                        configuration.random(),
                        (signature, then) -> {
                            flight.add(new ServerKeyExchange(parameters, scheme, signature));
                            return finish(share, then);
                        });
    }

    private State finish(ClientShare share, Effects effects) {
        boolean asks = configuration.clientAuthentication() != ClientAuthentication.NONE;
        if (asks) {
            flight.add(certificateRequest());
            effects.fact(new Fact.ClientCertificateRequested());
        }
        flight.add(new ServerHelloDone());
        effects.send(flight);
        Randoms randoms = new Randoms(handshake.hello().random(), hello.random());
        ServerExchange12 exchange =
                new ServerExchange12(
                        handshake, chosen.suite(), randoms, hello.legacySessionIdEcho(), share);
        return asks
                ? new WaitClientCertificate12(exchange)
                : new WaitClientKeyExchange12(exchange, List.of());
    }

    private CertificateRequest12 certificateRequest() {
        List<SignatureScheme> schemes = configuration.signatureSchemes();
        List<CertificateType> types = new ArrayList<>();
        if (schemes.stream().anyMatch(scheme -> !scheme.isRsa())) {
            types.add(CertificateType.ECDSA_SIGN);
        }
        if (schemes.stream().anyMatch(SignatureScheme::isRsa)) {
            types.add(CertificateType.RSA_SIGN);
        }
        List<X500Principal> authorities =
                configuration.verifier().map(CertificateVerifier::authorities).orElse(List.of());
        return new CertificateRequest12(types, schemes, authorities);
    }
}
