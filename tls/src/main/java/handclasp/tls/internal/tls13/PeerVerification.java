package handclasp.tls.internal.tls13;

import handclasp.tls.Fact;
import handclasp.tls.Misbehaved;
import handclasp.tls.Role;
import handclasp.tls.ServerName;
import handclasp.tls.SignatureScheme;
import handclasp.tls.TlsConfiguration;
import handclasp.tls.TlsException;
import handclasp.tls.WorkFailed;
import handclasp.tls.WorkKind;
import handclasp.tls.internal.handshake.Authenticated;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.SignatureProof;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.handshake.Suspended;
import handclasp.tls.internal.handshake.Transcript;
import handclasp.tls.internal.message.CertificateVerify;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The check of a CertificateVerify and of the chain behind it, in one piece of work (RFC 9846 §4.5.2). */
final class PeerVerification {
    private PeerVerification() {}

    /**
     * Waits for both checks: first that the peer holds the key, then that its chain is trusted.
     *
     * @param transcript up to the peer's Certificate
     * @param then the state that follows
     */
    static State suspend(
            TlsConfiguration configuration,
            Role peer,
            Optional<ServerName> name,
            List<X509Certificate> chain,
            CertificateVerify verify,
            Transcript transcript,
            Effects effects,
            Function<Authenticated, State> then)
            throws TlsException {
        SignatureScheme scheme = verify.algorithm();
        if (!configuration.signatureSchemes().contains(scheme) || scheme.certificatesOnly()) {
            throw TlsException.builder(Misbehaved.SIGNATURE_SCHEME_NOT_OFFERED)
                    .ours(configuration.signatureSchemes())
                    .theirs(scheme)
                    .build();
        }
        effects.fact(new Fact.PeerSignature(scheme));
        byte[] signed = CertificateMessages.signedContent(peer, transcript);
        return Suspended.on(
                WorkKind.VERIFY_PEER,
                WorkFailed.VERIFYING,
                () -> {
                    SignatureProof proof =
                            SignatureProof.check(
                                    configuration.crypto(),
                                    scheme,
                                    chain,
                                    signed,
                                    verify.signature());
                    return Authenticated.byCertificate(proof, configuration, peer, name);
                },
                (authenticated, afterwards) -> {
                    if (!authenticated.verifiedChain().isEmpty()) {
                        afterwards.fact(new Fact.VerifiedChain(authenticated.verifiedChain()));
                    }
                    return then.apply(authenticated);
                });
    }
}
