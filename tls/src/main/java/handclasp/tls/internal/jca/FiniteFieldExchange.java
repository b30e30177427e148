package handclasp.tls.internal.jca;

import handclasp.tls.crypto.FiniteFieldGroup;
import handclasp.tls.crypto.InvalidShareException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import javax.crypto.interfaces.DHPublicKey;
import javax.crypto.spec.DHParameterSpec;
import javax.crypto.spec.DHPublicKeySpec;

/**
 * Diffie-Hellman in a finite field: shares and secrets have the length of the prime (RFC 9846 §4.3.8.1, §7.4.1). Key pairs
 * are used once, so that what TLS 1.2 tells by a secret's leading zeros (the Raccoon attack) is told about one secret
 * only.
 */
final class FiniteFieldExchange extends DiffieHellman {
    private final FiniteFieldGroup group;
    private final Provider provider;

    FiniteFieldExchange(FiniteFieldGroup group, Provider provider) throws GeneralSecurityException {
        super(group, "DH", "DH", parameters(group), provider);
        this.group = group;
        this.provider = provider;
        KeyFactory.getInstance("DH", provider);
    }

    /**
     * In a group of a safe prime, an exponent need not be longer than twice the strength (RFC 7919 §5.2), with some bits
     * more for good measure; in one that is not known it is as long as the provider likes.
     */
    private static DHParameterSpec parameters(FiniteFieldGroup group) {
        int exponentBits = group.isKnown() ? exponentBits(group.prime().bitLength()) : 0;
        return new DHParameterSpec(group.prime(), group.generator(), exponentBits);
    }

    /** RFC 7919 §A gives 225, 275 and 325 bits at least. */
    private static int exponentBits(int primeBits) {
        return primeBits <= 2048 ? 256 : primeBits <= 3072 ? 320 : 384;
    }

    @Override
    public int clientShareLength() {
        return group.length();
    }

    @Override
    byte[] write(PublicKey key) {
        return BigEndian.fixed(((DHPublicKey) key).getY(), group.length());
    }

    @Override
    PublicKey read(byte[] share) throws InvalidShareException {
        if (share.length != group.length()) {
            throw new InvalidShareException(
                    "the "
                            + group
                            + " share is "
                            + share.length
                            + " bytes long instead of "
                            + group.length());
        }
        BigInteger value = new BigInteger(1, group.share(share));
        try {
            return KeyFactory.getInstance("DH", provider)
                    .generatePublic(new DHPublicKeySpec(value, group.prime(), group.generator()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(this + " cannot take a public value", e);
        }
    }

    /** Any will do: a share of 2 to prime - 2 was required before. JCA gives it with its leading zeros. */
    @Override
    void check(byte[] secret) {
        if (secret.length != group.length()) {
            throw new IllegalStateException(this + " gave a secret of " + secret.length + " bytes");
        }
    }
}
