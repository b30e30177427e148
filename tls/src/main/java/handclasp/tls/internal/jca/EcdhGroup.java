package handclasp.tls.internal.jca;

import handclasp.tls.NamedGroup;
import handclasp.tls.crypto.InvalidShareException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;

/**
 * The NIST curves: a share is an uncompressed point, which is checked to be one of the curve before any use (RFC 9846
 * §4.3.8.2). Their cofactor is 1, so a point on the curve has the right order.
 */
final class EcdhGroup extends DiffieHellman {
    private static final byte INFINITY = 0;
    private static final byte UNCOMPRESSED = 4;

    private final ECParameterSpec curve;
    private final BigInteger prime;
    private final NamedGroup group;
    private final Provider provider;
    private final int coordinateLength;

    EcdhGroup(NamedGroup group, Provider provider) throws GeneralSecurityException {
        super(group, "EC", "ECDH", new ECGenParameterSpec(group.toString()), provider);
        AlgorithmParameters named = AlgorithmParameters.getInstance("EC");
        named.init(new ECGenParameterSpec(group.toString()));
        this.curve = named.getParameterSpec(ECParameterSpec.class);
        this.prime = ((ECFieldFp) curve.getCurve().getField()).getP();
        this.group = group;
        this.provider = provider;
        this.coordinateLength = (prime.bitLength() + 7) / 8;
        KeyFactory.getInstance("EC", provider);
    }

    @Override
    public int clientShareLength() {
        return 1 + 2 * coordinateLength;
    }

    @Override
    byte[] write(PublicKey key) {
        ECPoint point = ((ECPublicKey) key).getW();
        byte[] share = new byte[clientShareLength()];
        share[0] = UNCOMPRESSED;
        byte[] x = BigEndian.fixed(point.getAffineX(), coordinateLength);
        byte[] y = BigEndian.fixed(point.getAffineY(), coordinateLength);
        System.arraycopy(x, 0, share, 1, coordinateLength);
        System.arraycopy(y, 0, share, 1 + coordinateLength, coordinateLength);
        return share;
    }

    @Override
    PublicKey read(byte[] share) throws InvalidShareException {
        checkForm(share);
        BigInteger x = coordinate(share, 1);
        BigInteger y = coordinate(share, 1 + coordinateLength);
        checkOnCurve(x, y);
        try {
            return KeyFactory.getInstance("EC", provider)
                    .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), curve));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(this + " cannot take a public value", e);
        }
    }

    /** Any will do: a point whose x-coordinate is zero is one like others. */
    @Override
    void check(byte[] secret) {}

    private void checkForm(byte[] share) throws InvalidShareException {
        if (share.length == 1 && share[0] == INFINITY) {
            throw new InvalidShareException("the " + group + " share is the point at infinity");
        }
        if (share.length > 0 && share[0] != UNCOMPRESSED) {
            throw new InvalidShareException(
                    "the "
                            + group
                            + " share begins with "
                            + (share[0] & 0xff)
                            + " instead of 4, an uncompressed point");
        }
        if (share.length != clientShareLength()) {
            throw new InvalidShareException(
                    "the "
                            + group
                            + " share is "
                            + share.length
                            + " bytes long instead of "
                            + clientShareLength());
        }
    }

    private BigInteger coordinate(byte[] share, int offset) throws InvalidShareException {
        BigInteger coordinate =
                new BigInteger(1, Arrays.copyOfRange(share, offset, offset + coordinateLength));
        if (coordinate.compareTo(prime) >= 0) {
            throw new InvalidShareException(
                    "the " + group + " share has a coordinate outside the field");
        }
        return coordinate;
    }

    /** y² = x³ + ax + b. */
    private void checkOnCurve(BigInteger x, BigInteger y) throws InvalidShareException {
        BigInteger a = curve.getCurve().getA();
        BigInteger b = curve.getCurve().getB();
        BigInteger right = x.multiply(x).add(a).mod(prime).multiply(x).add(b).mod(prime);
        if (!y.multiply(y).mod(prime).equals(right)) {
            throw new InvalidShareException("the " + group + " share is not a point on the curve");
        }
    }
}
