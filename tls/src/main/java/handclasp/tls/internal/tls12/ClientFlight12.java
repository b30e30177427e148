package handclasp.tls.internal.tls12;

import handclasp.tls.Fact;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.Role;
import handclasp.tls.SignatureScheme;
import handclasp.tls.TlsException;
import handclasp.tls.WorkFailed;
import handclasp.tls.WorkKind;
import handclasp.tls.auth.Credential;
import handclasp.tls.auth.CredentialRequest;
import handclasp.tls.crypto.KeyExchange;
import handclasp.tls.crypto.Secret;
import handclasp.tls.crypto.SuiteAlgorithms.Authentication;
import handclasp.tls.internal.handshake.Authenticated;
import handclasp.tls.internal.handshake.CertificateChains;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.Flight;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.handshake.Suspended;
import handclasp.tls.internal.message.Certificate12;
import handclasp.tls.internal.message.CertificateRequest12;
import handclasp.tls.internal.message.CertificateType;
import handclasp.tls.internal.message.CertificateVerify;
import handclasp.tls.internal.message.ClientKeyExchange;
import handclasp.tls.internal.message.Finished;
import handclasp.tls.internal.message.Form;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Optional;

/**
 * A client's flight after the ServerHelloDone (RFC 5246 §7.3): Certificate if one was asked for, ClientKeyExchange,
 * CertificateVerify if a certificate was shown, ChangeCipherSpec, Finished.
 */
final class ClientFlight12 {
    private final ServerFlight12 said;
    private final ClientHandshake12 handshake;
    private final Authenticated server;
    private final Flight flight;

    private ClientFlight12(ServerFlight12 said, Authenticated server, Flight flight) {
        this.said = said;
        this.handshake = said.handshake();
        this.server = server;
        this.flight = flight;
    }

    static State begin(ServerFlight12 said, Effects effects) throws TlsException {
        Flight flight = effects.flight(said.handshake().transcript());
        if (said.server().isPresent()) {
            return new ClientFlight12(said, said.server().get(), flight).answer(effects);
        }
        ClientHandshake12 handshake = said.handshake();
        return Suspended.on(
                WorkKind.VERIFY_PEER,
                WorkFailed.VERIFYING,
                () ->
                        Authenticated.byKeyTransport(
                                said.chain(),
                                handshake.configuration(),
                                handshake.offer().serverName()),
                (server, then) -> {
                    PeerSignature12.tell(server, then);
                    return new ClientFlight12(said, server, flight).answer(then);
                });
    }

    private State answer(Effects effects) throws TlsException {
        if (said.request().isEmpty()) {
            return agree(Optional.empty());
        }
        CredentialRequest wish = wish(said.request().get());
        return Suspended.on(
                WorkKind.CHOOSE_CREDENTIAL,
                WorkFailed.CREDENTIAL,
                () -> handshake.configuration().credentials().select(wish),
                (credential, then) -> show(credential, wish, then));
    }

    private CredentialRequest wish(CertificateRequest12 request) {
        List<SignatureScheme> schemes =
                request.signatureSchemes().stream()
                        .filter(scheme -> takes(request.certificateTypes(), scheme))
                        .filter(scheme -> !scheme.isBroken())
                        .toList();
        return new CredentialRequest(
                Role.CLIENT,
                Optional.of(handshake.offer().serverName()),
                schemes,
                request.signatureSchemes(),
                request.authorities());
    }

    private static boolean takes(List<CertificateType> types, SignatureScheme scheme) {
        return types.contains(
                KeyTypes.authenticationOf(scheme) == Authentication.RSA
                        ? CertificateType.RSA_SIGN
                        : CertificateType.ECDSA_SIGN);
    }

    private State show(Optional<Credential> credential, CredentialRequest wish, Effects effects)
            throws TlsException {
        Optional<SignatureScheme> scheme = credential.flatMap(wish::schemeFor);
        if (credential.isEmpty() || scheme.isEmpty()) {
            // Nothing suitable: an empty Certificate, and the server decides (RFC 5246 §7.4.6).
            flight.add(new Certificate12(List.of()));
            handshake.transcript().forgetMessages();
            return agree(Optional.empty());
        }
        flight.add(new Certificate12(CertificateChains.encode(credential.get())));
        effects.fact(new Fact.OwnCertificates(credential.get().chain()));
        effects.fact(new Fact.OwnSignature(scheme.get()));
        return agree(Optional.of(new Signing12(credential.get(), scheme.get())));
    }

    private State agree(Optional<Signing12> signing) {
        return Suspended.on(
                WorkKind.KEY_AGREEMENT,
                WorkFailed.KEY_AGREEMENT,
                this::encapsulate,
                (made, effects) -> exchangeKeys(made, signing, effects));
    }

    private KeyExchange.Encapsulation encapsulate() throws TlsException, GeneralSecurityException {
        SecureRandom random = handshake.configuration().random();
        if (said.share().isPresent()) {
            return said.share().get().encapsulate(handshake.suite().crypto(), random);
        }
        ProtocolVersion offered = handshake.offer().hello().legacyVersion();
        Secret premaster = Premaster.fresh(offered, random);
        RSAPublicKey key = (RSAPublicKey) said.chain().get(0).getPublicKey();
        return new KeyExchange.Encapsulation(
                Premaster.encrypt(handshake.suite().crypto(), key, premaster, random), premaster);
    }

    private State exchangeKeys(
            KeyExchange.Encapsulation made, Optional<Signing12> signing, Effects effects)
            throws TlsException {
        Form form = Form.of(handshake.suite().exchange());
        flight.add(new ClientKeyExchange(form, made.share()));
        Keys12 keys =
                Keys12.agreed(
                        handshake.suite(),
                        made.secret(),
                        handshake.randoms(),
                        handshake.transcript().value(),
                        handshake.answers().extendedMasterSecret(),
                        handshake.answers().encryptThenMac(),
                        handshake.configuration(),
                        effects);
        if (signing.isEmpty()) {
            return finish(keys, effects);
        }
        byte[] signed = handshake.transcript().messages();
        return signing.get()
                .suspend(
                        signed,
                        handshake.configuration().random(),
                        (signature, then) -> {
                            flight.add(new CertificateVerify(signing.get().scheme(), signature));
                            return finish(keys, then);
                        });
    }

    private State finish(Keys12 keys, Effects effects) throws TlsException {
        handshake.transcript().forgetMessages();
        effects.send(flight);
        effects.changeWriteCipher(keys.clientKeys());
        Flight last = effects.flight(handshake.transcript());
        Finished finished =
                last.add(new Finished(keys.clientVerifyData(handshake.transcript().value())));
        effects.send(last);
        return new ClientEnding12(handshake, keys, server, said.chain(), Optional.empty())
                .after(finished)
                .begin();
    }
}
