package handclasp.tls.crypto;

import handclasp.tls.SignatureScheme;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;

/**
 * Signs with a private key that may live anywhere: in memory, in a token, on another host. Safe for use by any number of
 * threads; {@link #sign} may block.
 */
public interface Signer {
    /** What the key can do, best first. */
    List<SignatureScheme> signatureSchemes();

    /**
     * Signs {@code input}, which is not hashed yet.
     *
     * @param scheme one of {@link #signatureSchemes}
     * @param random all the randomness the signature needs; a token may use its own
     * @throws GeneralSecurityException if the key cannot be used
     */
    byte[] sign(SignatureScheme scheme, byte[] input, SecureRandom random)
            throws GeneralSecurityException;
}
