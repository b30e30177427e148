package handclasp.curves;

import java.util.Arrays;

/**
 * The function X25519 and its fixed-base case (RFC 7748 §5). Scalars and coordinates are 32 bytes, little
 * endian; every string of 32 bytes is a valid input, as the RFC has it. Constant-time. Thread-safe.
 */
final class X25519 {

    private X25519() {}

    /** X25519(scalar, u), by the RFC's ladder. All zero bytes where u has small order: see §6.1. */
    static byte[] multiply(byte[] scalar, byte[] u) {
        long[] k = clamp(scalar);
        Field25519 x1 = new Field25519();
        Ladder ladder = new Ladder();
        long[] words = Words.fromLittleEndian(u, 0);
        words[7] &= 0x7fff_ffff;
        x1.set(words);
        ladder.x2.setSmall(1);
        ladder.x3.set(x1);
        ladder.z3.setSmall(1);
        long previous = 0;
        for (int t = 254; t >= 0; t--) {
            long bit = -(k[t >>> 5] >>> (t & 31) & 1);
            ladder.step(x1, previous ^ bit);
            previous = bit;
        }
        ladder.x2.select(ladder.x3, previous);
        ladder.z2.select(ladder.z3, previous);
        ladder.z2.invert(ladder.z2);
        ladder.x2.mul(ladder.x2, ladder.z2);
        ladder.x2.toWords(words);
        byte[] result = Words.littleEndian(words);
        Words.clear(k);
        Words.clear(words);
        ladder.clear();
        return result;
    }

    /**
     * The variables of RFC 7748 §5's pseudocode. Its conditional swaps are not made: the sum of the two points
     * is the same in either order, so only the point to be doubled is selected, and (x2, z2) is always the
     * double, (x3, z3) the sum of the last step.
     */
    private static final class Ladder {
        final Field25519 x2 = new Field25519();
        final Field25519 z2 = new Field25519();
        final Field25519 x3 = new Field25519();
        final Field25519 z3 = new Field25519();
        private final Field25519 a = new Field25519();
        private final Field25519 b = new Field25519();
        private final Field25519 c = new Field25519();
        private final Field25519 d = new Field25519();
        private final Field25519 da = new Field25519();
        private final Field25519 cb = new Field25519();

        /** Doubles (x3, z3) where swap is −1, (x2, z2) where it is 0. */
        void step(Field25519 x1, long swap) {
            a.add(x2, z2);
            b.sub(x2, z2);
            c.add(x3, z3);
            d.sub(x3, z3);
            da.mul(d, a);
            cb.mul(c, b);
            a.select(c, swap);
            b.select(d, swap);
            a.square(a); // AA
            b.square(b); // BB
            x3.add(da, cb);
            x3.square(x3);
            z3.sub(da, cb);
            z3.square(z3);
            z3.mul(z3, x1);
            x2.mul(a, b);
            b.sub(a, b); // E
            z2.times(b, 121665);
            z2.add(z2, a);
            z2.mul(z2, b);
        }

        void clear() {
            x2.clear();
            z2.clear();
            x3.clear();
            z3.clear();
            a.clear();
            b.clear();
            c.clear();
            d.clear();
            da.clear();
            cb.clear();
        }
    }

    /**
     * X25519(scalar, 9): on the birationally equivalent twisted Edwards curve, whose base point has a table,
     * and back by u = (1 + y) / (1 − y) = (Z + Y) / (Z − Y) (RFC 7748 §4.1).
     */
    static byte[] multiplyBase(byte[] scalar) {
        long[] k = clamp(scalar);
        PointEd25519 point = new PointEd25519();
        Ed25519.base().multiplySecret(point, k);
        Field25519 numerator = new Field25519();
        Field25519 denominator = new Field25519();
        numerator.add(point.z, point.y);
        denominator.sub(point.z, point.y);
        denominator.invert(denominator);
        numerator.mul(numerator, denominator);
        long[] words = new long[8];
        numerator.toWords(words);
        byte[] result = Words.littleEndian(words);
        Words.clear(k);
        Words.clear(words);
        point.clear();
        numerator.clear();
        denominator.clear();
        return result;
    }

    /** decodeScalar25519: a multiple of 8 in [2^254, 2^255). */
    private static long[] clamp(byte[] scalar) {
        byte[] bytes = scalar.clone();
        bytes[0] &= (byte) 248;
        bytes[31] &= 127;
        bytes[31] |= 64;
        long[] words = Words.fromLittleEndian(bytes, 0);
        Arrays.fill(bytes, (byte) 0);
        return words;
    }
}
