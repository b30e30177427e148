package handclasp.curves;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Multiples of one point of edwards25519, for multiplying it without doublings: for every digit of a scalar
 * in radix 32 the table holds 1…16 times that power of 32 times the point, affine, as summands. Digits are
 * signed (see {@link Words#signedDigits}). 100 KB. Immutable and thread-safe.
 */
final class CombEd25519 {

    private static final int WIDTH = 5;
    private static final int DIGITS = 52;
    private static final int ROW = 1 << WIDTH - 1;
    private static final int ENTRY = 15;

    private final long[] table = new long[DIGITS * ROW * ENTRY];

    /** Not constant-time in the point. */
    CombEd25519(PointEd25519 point) {
        PointEd25519[] points = new PointEd25519[DIGITS * ROW];
        PointEd25519.Work w = new PointEd25519.Work();
        PointEd25519.Summand summand = new PointEd25519.Summand();
        PointEd25519 base = new PointEd25519();
        base.set(point);
        for (int row = 0; row < DIGITS; row++) {
            summand.set(base);
            for (int i = 0; i < ROW; i++) {
                PointEd25519 p = new PointEd25519();
                points[row * ROW + i] = p;
                if (i == 0) {
                    p.set(base);
                } else {
                    p.add(points[row * ROW + i - 1], summand, w);
                }
            }
            base.twice(points[row * ROW + ROW - 1], true, w);
        }
        normalize(points);
        for (int i = 0; i < points.length; i++) {
            summand.set(points[i]);
            store(i * ENTRY, summand.sum);
            store(i * ENTRY + 5, summand.difference);
            store(i * ENTRY + 10, summand.product);
        }
    }

    /** Simultaneous inversion, as in {@link CombP256#normalize}. */
    private static void normalize(PointEd25519[] points) {
        Field25519[] products = new Field25519[points.length];
        Field25519 product = Field25519.of(BigInteger.ONE);
        for (int i = 0; i < points.length; i++) {
            products[i] = new Field25519();
            products[i].set(product);
            product.mul(product, points[i].z);
        }
        product.invert(product);
        Field25519 inverse = new Field25519();
        for (int i = points.length - 1; i >= 0; i--) {
            PointEd25519 p = points[i];
            inverse.mul(product, products[i]);
            product.mul(product, p.z);
            p.x.mul(p.x, inverse);
            p.y.mul(p.y, inverse);
            p.z.setSmall(1);
            p.t.mul(p.x, p.y);
        }
    }

    private void store(int at, Field25519 a) {
        table[at] = a.l0;
        table[at + 1] = a.l1;
        table[at + 2] = a.l2;
        table[at + 3] = a.l3;
        table[at + 4] = a.l4;
    }

    private void load(Field25519 a, int at) {
        a.l0 = table[at];
        a.l1 = table[at + 1];
        a.l2 = table[at + 2];
        a.l3 = table[at + 3];
        a.l4 = table[at + 4];
    }

    /**
     * result = scalar·point, for a secret scalar below 2^255. Constant-time: every digit reads its whole row
     * and adds, zero digits too, for the formula holds for the neutral element.
     */
    void multiplySecret(PointEd25519 result, long[] scalar) {
        PointEd25519.Work w = new PointEd25519.Work();
        PointEd25519.Summand entry = new PointEd25519.Summand();
        byte[] digits = Words.signedDigits(scalar, WIDTH);
        result.setNeutral();
        for (int i = 0; i < DIGITS; i++) {
            long digit = digits[i];
            long negative = digit >> 63;
            lookUp(entry, i * ROW * ENTRY, (digit ^ negative) - negative);
            entry.negate(negative);
            result.addAffine(result, entry, w);
        }
        w.clear();
        entry.clear();
        Arrays.fill(digits, (byte) 0);
    }

    /** Entry number magnitude (from 1) of a row; the neutral element for 0. Reads the whole row. */
    private void lookUp(PointEd25519.Summand entry, int row, long magnitude) {
        lookUp(entry.sum, row, magnitude);
        lookUp(entry.difference, row + 5, magnitude);
        lookUp(entry.product, row + 10, magnitude);
        long one = magnitude - 1 >>> 63;
        entry.sum.l0 |= one;
        entry.difference.l0 |= one;
    }

    private void lookUp(Field25519 a, int from, long magnitude) {
        long l0 = 0;
        long l1 = 0;
        long l2 = 0;
        long l3 = 0;
        long l4 = 0;
        long[] t = table;
        for (int i = 0; i < ROW; i++) {
            long mask = (i + 1 ^ magnitude) - 1 >> 63;
            int at = from + i * ENTRY;
            l0 |= t[at] & mask;
            l1 |= t[at + 1] & mask;
            l2 |= t[at + 2] & mask;
            l3 |= t[at + 3] & mask;
            l4 |= t[at + 4] & mask;
        }
        a.l0 = l0;
        a.l1 = l1;
        a.l2 = l2;
        a.l3 = l3;
        a.l4 = l4;
    }

    /** sum += scalar·point for a public scalar. */
    void addMultiplePublic(PointEd25519 sum, long[] scalar, PointEd25519.Work w) {
        PointEd25519.Summand entry = new PointEd25519.Summand();
        byte[] digits = Words.signedDigits(scalar, WIDTH);
        for (int i = 0; i < DIGITS; i++) {
            int digit = digits[i];
            if (digit == 0) {
                continue;
            }
            int at = (i * ROW + Math.abs(digit) - 1) * ENTRY;
            load(entry.sum, at);
            load(entry.difference, at + 5);
            load(entry.product, at + 10);
            entry.negate(digit >> 31);
            sum.addAffine(sum, entry, w);
        }
    }
}
