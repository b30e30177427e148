package handclasp.tls.internal.tls12;

import handclasp.tls.ProtocolVersion;
import handclasp.tls.crypto.CryptoProvider;
import handclasp.tls.crypto.Secret;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;

/** The premaster secret of a key exchange, before it becomes a master secret (RFC 5246 §8.1). */
public final class Premaster {
    /** With RSA, in bytes (RFC 5246 §7.4.7.1). */
    public static final int RSA_LENGTH = 48;

    private Premaster() {}

    /**
     * A client's fresh one for RSA: the version it offered, against rollback, and 46 random bytes.
     *
     * @param offered {@code client_version} of its ClientHello
     */
    public static Secret fresh(ProtocolVersion offered, SecureRandom random) {
        byte[] premaster = new byte[RSA_LENGTH];
        random.nextBytes(premaster);
        premaster[0] = (byte) (offered.code() >>> 8);
        premaster[1] = (byte) offered.code();
        return Secret.owning(premaster);
    }

    /**
     * For the ClientKeyExchange, without its length.
     *
     * @throws GeneralSecurityException if the server's key cannot be used
     */
    public static byte[] encrypt(
            CryptoProvider crypto, RSAPublicKey serverKey, Secret premaster, SecureRandom random)
            throws GeneralSecurityException {
        return crypto.encrypt(serverKey, premaster, random);
    }

    /**
     * Of a finite field: without the leading zeros of the secret, which is closed (RFC 5246 §8.1.2). How many there are
     * shows in the time from here on; that is of no use against key pairs which are used once.
     */
    public static Secret ofFiniteField(Secret shared) {
        try (shared) {
            byte[] bytes = shared.bytes();
            int start = 0;
            while (start < bytes.length - 1 && bytes[start] == 0) {
                start++;
            }
            return Secret.owning(Arrays.copyOfRange(bytes, start, bytes.length));
        }
    }
}
