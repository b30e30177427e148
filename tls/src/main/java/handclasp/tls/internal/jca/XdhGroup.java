package handclasp.tls.internal.jca;

import handclasp.tls.NamedGroup;
import handclasp.tls.crypto.InvalidShareException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPublicKeySpec;

/** X25519 and X448 (RFC 7748): a share is the u-coordinate, least significant byte first. */
final class XdhGroup extends DiffieHellman {
    private final NamedParameterSpec curve;
    private final NamedGroup group;
    private final Provider provider;
    private final int length;

    /** RFC 7748 §5: the unused top bit of X25519 is ignored. X448 has none. */
    private final byte topByteMask;

    private XdhGroup(
            NamedGroup group,
            NamedParameterSpec curve,
            int length,
            int topByteMask,
            Provider provider)
            throws GeneralSecurityException {
        super(group, curve.getName(), curve.getName(), curve, provider);
        this.curve = curve;
        this.group = group;
        this.provider = provider;
        this.length = length;
        this.topByteMask = (byte) topByteMask;
        KeyFactory.getInstance(curve.getName(), provider);
    }

    static XdhGroup x25519(Provider provider) throws GeneralSecurityException {
        return new XdhGroup(NamedGroup.X25519, NamedParameterSpec.X25519, 32, 0x7f, provider);
    }

    static XdhGroup x448(Provider provider) throws GeneralSecurityException {
        return new XdhGroup(NamedGroup.X448, NamedParameterSpec.X448, 56, 0xff, provider);
    }

    @Override
    public int clientShareLength() {
        return length;
    }

    @Override
    byte[] write(PublicKey key) {
        byte[] share = BigEndian.fixed(((XECPublicKey) key).getU(), length);
        reverse(share);
        return share;
    }

    @Override
    PublicKey read(byte[] share) throws InvalidShareException {
        if (share.length != length) {
            throw new InvalidShareException(
                    "the "
                            + group
                            + " share is "
                            + share.length
                            + " bytes long instead of "
                            + length);
        }
        byte[] u = share.clone();
        reverse(u);
        u[0] &= topByteMask;
        try {
            return KeyFactory.getInstance(curve.getName(), provider)
                    .generatePublic(new XECPublicKeySpec(curve, new BigInteger(1, u)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(this + " cannot take a public value", e);
        }
    }

    /** RFC 9846 §7.4.2, in time that does not depend on the value. The JDK makes this check too. */
    @Override
    void check(byte[] secret) throws InvalidShareException {
        int seen = 0;
        for (byte b : secret) {
            seen |= b;
        }
        if (seen == 0) {
            throw new InvalidShareException("the " + group + " share is a point of small order");
        }
    }

    private static void reverse(byte[] bytes) {
        for (int low = 0, high = bytes.length - 1; low < high; low++, high--) {
            byte swapped = bytes[low];
            bytes[low] = bytes[high];
            bytes[high] = swapped;
        }
    }
}
