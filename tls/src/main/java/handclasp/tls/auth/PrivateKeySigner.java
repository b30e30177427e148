package handclasp.tls.auth;

import handclasp.tls.SignatureScheme;
import handclasp.tls.crypto.CurvesProvider;
import handclasp.tls.crypto.SignatureAlgorithm;
import handclasp.tls.crypto.Signer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.List;
import java.util.Optional;

/**
 * Signs with a {@link PrivateKey} of any JCA provider, in memory or in a token. A key that can be exported goes to
 * {@linkplain CurvesProvider handclasp-curves} if that is there and knows its curve; for any other JCA chooses the
 * provider that can use it. Safe for use by any number of threads.
 */
public final class PrivateKeySigner implements Signer {
    private final PrivateKey key;
    private final Optional<Provider> provider;
    private final List<SignatureScheme> signatureSchemes;

    private PrivateKeySigner(
            PrivateKey key, Optional<Provider> provider, List<SignatureScheme> signatureSchemes) {
        this.key = key;
        this.provider = provider;
        this.signatureSchemes = signatureSchemes;
    }

    /**
     * A signer whose schemes follow from the public key's type, curve and size; those of RSASSA-PKCS1-v1_5, which stand last,
     * are for TLS 1.2. Whether the two keys belong together is not checked.
     *
     * @throws IllegalArgumentException if TLS has no scheme for such a key
     */
    public static PrivateKeySigner of(PrivateKey key, PublicKey publicKey) {
        List<SignatureScheme> schemes =
                SignatureAlgorithm.fitting(publicKey).stream()
                        .map(SignatureAlgorithm::scheme)
                        .toList();
        // A key with no other schemes is too small.
        if (schemes.stream().allMatch(SignatureScheme::certificatesOnly)) {
            throw new IllegalArgumentException(
                    "TLS has no signature scheme for this "
                            + publicKey.getAlgorithm()
                            + " key; use an ECDSA key on P-256, P-384 or P-521, an Ed25519 or Ed448 key, or an RSA"
                            + " key of 1024 bits or more");
        }
        Optional<PrivateKey> own = CurvesProvider.find().flatMap(curves -> translate(key, curves));
        return new PrivateKeySigner(
                own.orElse(key), own.flatMap(translated -> CurvesProvider.find()), schemes);
    }

    /**
     * The key as this provider's own, made once: reading another's takes a time that depends on it. Empty for another
     * curve, no curve at all, or a key that stays where it is: those in tokens may throw anything when asked for their value.
     */
    static Optional<PrivateKey> translate(PrivateKey key, Provider provider) {
        try {
            KeyFactory factory = KeyFactory.getInstance(key.getAlgorithm(), provider);
            return Optional.of((PrivateKey) factory.translateKey(key));
        } catch (GeneralSecurityException | RuntimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<SignatureScheme> signatureSchemes() {
        return signatureSchemes;
    }

    @Override
    public byte[] sign(SignatureScheme scheme, byte[] input, SecureRandom random)
            throws GeneralSecurityException {
        if (!signatureSchemes.contains(scheme)) {
            throw new IllegalArgumentException("the key cannot sign with " + scheme);
        }
        SignatureAlgorithm algorithm = SignatureAlgorithm.of(scheme).orElseThrow();
        Signature signature =
                provider.isPresent()
                        ? Signature.getInstance(algorithm.jcaName(), provider.get())
                        : Signature.getInstance(algorithm.jcaName());
        // Before the parameters: the first call chooses the provider, and only the key tells which
        // one can use it.
        signature.initSign(key, random);
        if (algorithm.parameters().isPresent()) {
            signature.setParameter(algorithm.parameters().get());
        }
        signature.update(input);
        return signature.sign();
    }

    /** The schemes; nothing of the key. */
    @Override
    public String toString() {
        return "PrivateKeySigner" + signatureSchemes;
    }
}
