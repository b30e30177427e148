package handclasp.pki;

import handclasp.tls.auth.PrivateKeySigner;
import handclasp.tls.crypto.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAKey;

/** Whether a private key and a public key are one pair. */
final class KeyMatch {
    private static final byte[] PROBE = "which key is this?".getBytes(StandardCharsets.US_ASCII);

    private KeyMatch() {}

    /** Whether TLS 1.3 can sign with such a key. */
    static boolean isUsable(PublicKey key) {
        return SignatureAlgorithm.fitting(key).stream()
                .anyMatch(algorithm -> !algorithm.scheme().certificatesOnly());
    }

    /**
     * Compares moduli where both show one; otherwise lets one key sign and the other verify, which works for keys in a
     * token too.
     */
    static boolean belongTogether(PrivateKey key, PublicKey publicKey) throws PkiException {
        if (!isUsable(publicKey)) {
            return false;
        }
        if (key instanceof RSAKey ours && publicKey instanceof RSAKey theirs) {
            return ours.getModulus().equals(theirs.getModulus())
                    && key.getAlgorithm().equals(publicKey.getAlgorithm());
        }
        try {
            return verifies(
                    publicKey,
                    PrivateKeySigner.of(key, publicKey)
                            .sign(algorithm(publicKey).scheme(), PROBE, new SecureRandom()));
        } catch (InvalidKeyException | SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new PkiException(
                    "The private key (%s) cannot be used: %s."
                            .formatted(key.getAlgorithm(), e.getMessage()),
                    e);
        }
    }

    private static SignatureAlgorithm algorithm(PublicKey key) {
        return SignatureAlgorithm.fitting(key).get(0);
    }

    private static boolean verifies(PublicKey key, byte[] signature)
            throws GeneralSecurityException {
        SignatureAlgorithm algorithm = algorithm(key);
        Signature verifier = Signature.getInstance(algorithm.jcaName());
        verifier.initVerify(key);
        if (algorithm.parameters().isPresent()) {
            verifier.setParameter(algorithm.parameters().get());
        }
        verifier.update(PROBE);
        return verifier.verify(signature);
    }
}
