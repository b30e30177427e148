package handclasp.pki;

import handclasp.tls.SignatureScheme;
import handclasp.tls.crypto.SignatureAlgorithm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PSSParameterSpec;
import java.util.Comparator;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;

/** Signs a certificate with the JDK's algorithms, named as TLS names them. */
final class JcaContentSigner implements ContentSigner {
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final Signature signature;
    private final AlgorithmIdentifier identifier;

    private JcaContentSigner(Signature signature, AlgorithmIdentifier identifier) {
        this.signature = signature;
        this.identifier = identifier;
    }

    static JcaContentSigner of(
            PrivateKey key, PublicKey publicKey, Optional<SignatureScheme> wanted)
            throws GeneralSecurityException {
        SignatureScheme scheme = wanted.isPresent() ? wanted.get() : usual(publicKey);
        Optional<SignatureAlgorithm> algorithm = SignatureAlgorithm.of(scheme);
        String name = algorithm.isPresent() ? algorithm.get().jcaName() : outdated(scheme);
        Signature signature = Signature.getInstance(name);
        signature.initSign(key);
        Optional<PSSParameterSpec> parameters = algorithm.flatMap(SignatureAlgorithm::parameters);
        if (parameters.isEmpty()) {
            return new JcaContentSigner(
                    signature, new DefaultSignatureAlgorithmIdentifierFinder().find(name));
        }
        signature.setParameter(parameters.get());
        return new JcaContentSigner(signature, identifier(parameters.get()));
    }

    /** What authorities use: for RSA keys PKCS #1 v1.5, which every program can verify. */
    private static SignatureScheme usual(PublicKey key) throws InvalidKeyException {
        return SignatureAlgorithm.fitting(key).stream()
                .map(SignatureAlgorithm::scheme)
                .min(Comparator.comparing(scheme -> !scheme.certificatesOnly()))
                .orElseThrow(
                        () ->
                                new InvalidKeyException(
                                        "no signature fits a key of " + key.getAlgorithm()));
    }

    /** For certificates that must be refused. */
    private static String outdated(SignatureScheme scheme) throws GeneralSecurityException {
        return switch (scheme.toString()) {
            case "rsa_pkcs1_sha1" -> "SHA1withRSA";
            case "ecdsa_sha1" -> "SHA1withECDSA";
            default ->
                    throw new GeneralSecurityException(
                            "certificates cannot be signed with " + scheme);
        };
    }

    private static AlgorithmIdentifier identifier(PSSParameterSpec spec)
            throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
        parameters.init(spec);
        try {
            return new AlgorithmIdentifier(
                    PKCSObjectIdentifiers.id_RSASSA_PSS,
                    RSASSAPSSparams.getInstance(parameters.getEncoded()));
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
        return identifier;
    }

    @Override
    public OutputStream getOutputStream() {
        return content;
    }

    @Override
    public byte[] getSignature() {
        try {
            signature.update(content.toByteArray());
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new FailedException(e);
        }
    }

    /** Carries a failure through Bouncy Castle's interface, which has no room for it. */
    static final class FailedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final GeneralSecurityException failure;

        FailedException(GeneralSecurityException failure) {
            super(failure);
            this.failure = failure;
        }

        GeneralSecurityException failure() {
            return failure;
        }
    }
}
