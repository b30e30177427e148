package handclasp.curves;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Multiples of one point of edwards25519's prime subgroup, for multiplying it without doublings: for every
 * digit of a scalar in radix 32 the table holds 1, 3 … 31 times that power of 32 times the point, affine, as
 * summands. Digits are odd (see {@link Words#oddDigits}). 100 KB. Immutable and thread-safe.
 *
 * <p>Digits that may be zero would do as well, and masks would make zero cost the same. But a scalar that is
 * mostly zeros then keeps the sum at the neutral element, whose coordinates are small numbers, on which the
 * processor itself (no branch and no index differs) was measured to spend 10 to 20 ns less in 22 µs.
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
        PointEd25519 twice = new PointEd25519();
        base.set(point);
        for (int row = 0; row < DIGITS; row++) {
            twice.twice(base, true, w);
            summand.set(twice);
            for (int i = 0; i < ROW; i++) {
                PointEd25519 p = new PointEd25519();
                points[row * ROW + i] = p;
                if (i == 0) {
                    p.set(base);
                } else {
                    p.add(points[row * ROW + i - 1], summand, w);
                }
            }
            for (int i = 0; i < WIDTH; i++) {
                base.twice(base, true, w);
            }
        }
        normalize(points);
        for (int i = 0; i < points.length; i++) {
            summand.set(points[i]);
            summand.sum.store(table, i * ENTRY);
            summand.difference.store(table, i * ENTRY + 5);
            summand.product.store(table, i * ENTRY + 10);
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

    /**
     * result = scalar·point, for a secret scalar below 2^255. Constant-time: every digit reads its whole row
     * and adds; the formula has no exceptions.
     */
    void multiplySecret(PointEd25519 result, long[] scalar) {
        PointEd25519.Work w = new PointEd25519.Work();
        PointEd25519.Summand entry = new PointEd25519.Summand();
        long[] odd = ScalarField.ED25519.makeOdd(scalar);
        byte[] digits = Words.oddDigits(odd, WIDTH);
        result.setNeutral();
        for (int i = 0; i < DIGITS; i++) {
            long digit = digits[i];
            long negative = digit >> 63;
            long number = ((digit ^ negative) - negative + 1) >> 1;
            int row = i * ROW * ENTRY;
            entry.sum.lookUp(table, row, ENTRY, ROW, number);
            entry.difference.lookUp(table, row + 5, ENTRY, ROW, number);
            entry.product.lookUp(table, row + 10, ENTRY, ROW, number);
            entry.negate(negative);
            result.addAffine(result, entry, w);
        }
        w.clear();
        entry.clear();
        Words.clear(odd);
        Arrays.fill(digits, (byte) 0);
    }

    /** sum += scalar·point for a public scalar below 2^255. */
    void addMultiplePublic(PointEd25519 sum, long[] scalar, PointEd25519.Work w) {
        PointEd25519.Summand entry = new PointEd25519.Summand();
        byte[] digits = Words.oddDigits(ScalarField.ED25519.makeOdd(scalar), WIDTH);
        for (int i = 0; i < DIGITS; i++) {
            int digit = digits[i];
            int at = (i * ROW + Math.abs(digit) / 2) * ENTRY;
            entry.sum.load(table, at);
            entry.difference.load(table, at + 5);
            entry.product.load(table, at + 10);
            entry.negate(digit >> 31);
            sum.addAffine(sum, entry, w);
        }
    }
}
