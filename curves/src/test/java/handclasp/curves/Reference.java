package handclasp.curves;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Random;

/** P-256 as in a textbook, affine and with big integers: slow, obvious, and independent of the code under test. */
final class Reference {

    static final BigInteger P = FieldP256.P;
    static final BigInteger N = ScalarField.P256.order();

    /** An affine point; (null, null) is infinity. */
    record Point(BigInteger x, BigInteger y) {
        static final Point INFINITY = new Point(null, null);
        static final Point GENERATOR = new Point(P256.GX, P256.GY);

        Point negate() {
            return x == null ? this : new Point(x, y.negate().mod(P));
        }

        Point add(Point other) {
            if (x == null) {
                return other;
            }
            if (other.x == null) {
                return this;
            }
            BigInteger slope;
            if (x.equals(other.x)) {
                if (!y.equals(other.y)) {
                    return INFINITY;
                }
                BigInteger three = BigInteger.valueOf(3);
                slope =
                        x.pow(2)
                                .multiply(three)
                                .subtract(three)
                                .multiply(y.shiftLeft(1).modInverse(P));
            } else {
                slope = other.y.subtract(y).multiply(other.x.subtract(x).mod(P).modInverse(P));
            }
            BigInteger x3 = slope.pow(2).subtract(x).subtract(other.x).mod(P);
            return new Point(x3, slope.multiply(x.subtract(x3)).subtract(y).mod(P));
        }

        Point multiply(BigInteger scalar) {
            Point result = INFINITY;
            for (int i = scalar.bitLength() - 1; i >= 0; i--) {
                result = result.add(result);
                if (scalar.testBit(i)) {
                    result = result.add(this);
                }
            }
            return result;
        }
    }

    static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    static BigInteger number(String hex) {
        return new BigInteger(hex, 16);
    }

    static BigInteger random(Random random) {
        return new BigInteger(256, random);
    }

    /** Integers of which arithmetic goes wrong first: around 0, the modulus, powers of two and limb borders. */
    static java.util.List<BigInteger> edges(BigInteger modulus) {
        java.util.TreeSet<BigInteger> edges = new java.util.TreeSet<>();
        BigInteger limit = BigInteger.ONE.shiftLeft(256);
        for (BigInteger around :
                new BigInteger[] {
                    BigInteger.ZERO, modulus, modulus.shiftRight(1), modulus.shiftLeft(1), limit
                }) {
            for (int i = -20; i <= 20; i++) {
                edges.add(around.add(BigInteger.valueOf(i)));
            }
        }
        for (int bit = 0; bit < 256; bit++) {
            BigInteger power = BigInteger.ONE.shiftLeft(bit);
            edges.add(power);
            edges.add(power.subtract(BigInteger.ONE));
            edges.add(modulus.subtract(power));
        }
        edges.removeIf(e -> e.signum() < 0 || e.compareTo(limit) >= 0);
        return java.util.List.copyOf(edges);
    }

    private Reference() {}
}
