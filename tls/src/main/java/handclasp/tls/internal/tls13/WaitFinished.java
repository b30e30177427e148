package handclasp.tls.internal.tls13;

import handclasp.tls.Fact;
import handclasp.tls.Role;
import handclasp.tls.SignatureScheme;
import handclasp.tls.TlsException;
import handclasp.tls.WorkFailed;
import handclasp.tls.WorkKind;
import handclasp.tls.auth.Credential;
import handclasp.tls.auth.CredentialRequest;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.handshake.Authenticated;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.FinishedProof;
import handclasp.tls.internal.handshake.Flight;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.handshake.Suspended;
import handclasp.tls.internal.message.Certificate;
import handclasp.tls.internal.message.CertificateRequest;
import handclasp.tls.internal.message.Finished;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A client's WAIT_FINISHED: what follows is its own last flight. */
final class WaitFinished implements State {
    private static final byte[] EMPTY = {};

    private final ClientHandshake13 handshake;
    private final Optional<CertificateRequest> request;
    private final Authenticated server;

    WaitFinished(
            ClientHandshake13 handshake,
            Optional<CertificateRequest> request,
            Authenticated server) {
        this.handshake = handshake;
        this.request = request;
        this.server = server;
    }

    @Override
    public Set<Kind> expects() {
        return EnumSet.of(Kind.CHANGE_CIPHER_SPEC, Kind.FINISHED);
    }

    @Override
    public State on(Input input, Effects effects) throws TlsException {
        if (!(input instanceof Input.Message message)) {
            return this;
        }
        Finished finished = (Finished) message.value();
        FinishedProof proof =
                FinishedProof.check(handshake.expectedServerFinished(), finished.verifyData());
        effects.boundary();
        var transcript = handshake.offer().transcript();
        transcript.add(message.bytes());
        LastFlight last = new LastFlight(transcript.value(), proof);
        handshake.endEarlyData(effects);
        return request.isEmpty()
                ? last.send(effects.flight(transcript), effects)
                : chooseCredential(request.get(), last);
    }

    private State chooseCredential(CertificateRequest asked, LastFlight last) throws TlsException {
        List<SignatureScheme> schemes =
                ExtensionTable.SIGNATURE_ALGORITHMS.requiredIn(asked.extensions());
        CredentialRequest wish =
                new CredentialRequest(
                        Role.CLIENT,
                        Optional.of(handshake.offer().serverName()),
                        schemes.stream().filter(scheme -> !scheme.certificatesOnly()).toList(),
                        ExtensionTable.SIGNATURE_ALGORITHMS_CERT
                                .in(asked.extensions())
                                .orElse(schemes),
                        ExtensionTable.CERTIFICATE_AUTHORITIES
                                .in(asked.extensions())
                                .orElse(List.of()));
        var configuration = handshake.offer().configuration();
        return Suspended.on(
                WorkKind.CHOOSE_CREDENTIAL,
                WorkFailed.CREDENTIAL,
                () -> configuration.credentials().select(wish),
                (credential, effects) -> sendCertificate(credential, wish, last, effects));
    }

    private State sendCertificate(
            Optional<Credential> credential,
            CredentialRequest wish,
            LastFlight last,
            Effects effects)
            throws TlsException {
        var offer = handshake.offer();
        Flight flight = effects.flight(offer.transcript());
        Optional<SignatureScheme> scheme = credential.flatMap(wish::schemeFor);
        if (credential.isEmpty() || scheme.isEmpty()) {
            // Nothing suitable: an empty Certificate, and the server decides (RFC 9846 §4.5.1).
            flight.add(new Certificate(EMPTY, List.of()));
            return last.send(flight, effects);
        }
        flight.add(CertificateMessages.of(EMPTY, credential.get()));
        effects.fact(new Fact.OwnCertificates(credential.get().chain()));
        effects.fact(new Fact.OwnSignature(scheme.get()));
        byte[] content = CertificateMessages.signedContent(Role.CLIENT, offer.transcript());
        return Signing.suspend(
                credential.get(),
                scheme.get(),
                content,
                offer.configuration().random(),
                (verify, then) -> {
                    flight.add(verify);
                    return last.send(flight, then);
                });
    }

    /** What the client's last flight needs of the server's. */
    private final class LastFlight {
        private final byte[] hashToServerFinished;
        private final FinishedProof proof;

        LastFlight(byte[] hashToServerFinished, FinishedProof proof) {
            this.hashToServerFinished = hashToServerFinished;
            this.proof = proof;
        }

        State send(Flight flight, Effects effects) throws TlsException {
            return handshake.finish(flight, hashToServerFinished, server, proof, effects);
        }
    }
}
