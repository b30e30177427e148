package handclasp.tls.trace;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.tls.Role;
import handclasp.tls.SignatureScheme;
import handclasp.tls.auth.Credential;
import handclasp.tls.crypto.Signer;
import handclasp.tls.internal.jca.JcaCryptoProvider;
import handclasp.tls.internal.message.CertificateVerify;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** Gives out the signature of a trace, if that is what was signed there. */
public final class RecordedSigner implements Signer {
    private final X509Certificate certificate;
    private final CertificateVerify recorded;

    private RecordedSigner(X509Certificate certificate, CertificateVerify recorded) {
        this.certificate = certificate;
        this.recorded = recorded;
    }

    /** What an end of a trace shows, if it shows something. */
    public static Optional<Credential> credential(Trace trace, Role owner) {
        return trace.certificate(owner)
                .map(
                        shown ->
                                new Credential(
                                        List.of(shown),
                                        new RecordedSigner(
                                                shown, trace.signature(owner).orElseThrow())));
    }

    @Override
    public List<SignatureScheme> signatureSchemes() {
        return List.of(recorded.algorithm());
    }

    @Override
    public byte[] sign(SignatureScheme scheme, byte[] input, SecureRandom random)
            throws GeneralSecurityException {
        boolean good =
                JcaCryptoProvider.shared()
                        .verify(scheme, certificate.getPublicKey(), input, recorded.signature());
        assertThat(good).as("the trace's signature is one over this input").isTrue();
        return recorded.signature().clone();
    }
}
