package handclasp.tls.internal.tls12;

import handclasp.tls.Fact;
import handclasp.tls.Misbehaved;
import handclasp.tls.Role;
import handclasp.tls.ServerName;
import handclasp.tls.SignatureScheme;
import handclasp.tls.TlsConfiguration;
import handclasp.tls.TlsException;
import handclasp.tls.WorkFailed;
import handclasp.tls.WorkKind;
import handclasp.tls.crypto.SuiteAlgorithms.Authentication;
import handclasp.tls.internal.handshake.Authenticated;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.SignatureProof;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.handshake.Suspended;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** The check of the peer's signature and of the chain behind it, in one piece of work. */
final class PeerSignature12 {
    private PeerSignature12() {}

    /**
     * Waits for both checks: first that the peer holds the key, then that its chain is trusted.
     *
     * @param authentication what the suite demands of a server's signature; empty for a client's
     */
    static State suspend(
            TlsConfiguration configuration,
            Role peer,
            Optional<ServerName> name,
            Optional<Authentication> authentication,
            List<X509Certificate> chain,
            SignatureScheme scheme,
            byte[] signed,
            byte[] signature,
            Effects effects,
            Suspended.Continuation<Authenticated> then)
            throws TlsException {
        boolean offered = configuration.signatureSchemes().contains(scheme);
        boolean fitting =
                authentication.filter(KeyTypes.authenticationOf(scheme)::equals).isPresent()
                        || authentication.isEmpty();
        if (!offered || !fitting || scheme.isBroken()) {
            throw TlsException.builder(Misbehaved.SIGNATURE_SCHEME_NOT_OFFERED)
                    .ours(configuration.signatureSchemes())
                    .theirs(scheme)
                    .build();
        }
        effects.fact(new Fact.PeerSignature(scheme));
        return Suspended.on(
                WorkKind.VERIFY_PEER,
                WorkFailed.VERIFYING,
                () -> {
                    SignatureProof proof =
                            SignatureProof.checkTls12(
                                    configuration.crypto(), scheme, chain, signed, signature);
                    return Authenticated.byCertificate(proof, configuration, peer, name);
                },
                (authenticated, afterwards) -> {
                    tell(authenticated, afterwards);
                    return then.then(authenticated, afterwards);
                });
    }

    /** States who the peer was verified to be. */
    static void tell(Authenticated authenticated, Effects effects) {
        if (!authenticated.verifiedChain().isEmpty()) {
            effects.fact(new Fact.VerifiedChain(authenticated.verifiedChain()));
        }
    }
}
