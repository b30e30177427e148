package handclasp.tls.auth;

import handclasp.tls.crypto.RsaDecryptor;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import javax.crypto.Cipher;

/**
 * Decrypts with an RSA {@link PrivateKey} of any JCA provider, in memory or in a token: JCA chooses the provider that can
 * use the key. Safe for use by any number of threads.
 */
public final class PrivateKeyDecryptor implements RsaDecryptor {
    private final PrivateKey key;
    private final int modulusLength;

    private PrivateKeyDecryptor(PrivateKey key, int modulusLength) {
        this.key = key;
        this.modulusLength = modulusLength;
    }

    /**
     * Whether the two keys belong together is not checked.
     *
     * @throws IllegalArgumentException if the key is for signatures only (RSASSA-PSS)
     */
    public static PrivateKeyDecryptor of(PrivateKey key, RSAPublicKey publicKey) {
        if (!publicKey.getAlgorithm().equalsIgnoreCase("RSA")) {
            throw new IllegalArgumentException(
                    "a key of " + publicKey.getAlgorithm() + " signs only; use an RSA key");
        }
        return new PrivateKeyDecryptor(key, (publicKey.getModulus().bitLength() + 7) / 8);
    }

    @Override
    public int modulusLength() {
        return modulusLength;
    }

    @Override
    public byte[] decrypt(byte[] ciphertext) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, key);
        return cipher.doFinal(ciphertext);
    }

    /** The size; nothing of the key. */
    @Override
    public String toString() {
        return "PrivateKeyDecryptor[" + 8 * modulusLength + " bits]";
    }
}
