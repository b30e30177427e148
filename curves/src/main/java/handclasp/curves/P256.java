package handclasp.curves;

import java.math.BigInteger;

/**
 * The group of NIST P-256 (SP 800-186 §3.2.1.3): y² = x³ − 3x + b with a generator of prime order n and
 * cofactor 1. Thread-safe.
 */
final class P256 {

    static final BigInteger B =
            new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);
    static final BigInteger GX =
            new BigInteger("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296", 16);
    static final BigInteger GY =
            new BigInteger("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5", 16);

    private static final FieldP256 FIELD_B = FieldP256.of(B);
    private static final long[] PRIME = Words.of(FieldP256.P);

    /** Width of the signed digits in {@link #multiplySecret}. */
    private static final int WIDTH = 5;

    private static final int ROW = 1 << WIDTH - 1;
    private static final int ENTRY = 15;

    /** Width of the non-adjacent form in {@link #multiplyPublic}. */
    private static final int NAF_WIDTH = 5;

    private P256() {}

    /** Built on first use, so that verifying and signing programs alone pay for it. */
    private static final class Generator {
        static final CombP256 TABLE = new CombP256(FieldP256.of(GX), FieldP256.of(GY), 1);
    }

    /** The generator's multiples. */
    static CombP256 generator() {
        return Generator.TABLE;
    }

    /** Whether (x, y), two integers as words, are the coordinates of a point: both below p, and on the curve. */
    static boolean isOnCurve(long[] x, long[] y) {
        if (!Words.less(x, PRIME) || !Words.less(y, PRIME)) {
            return false;
        }
        FieldP256 fx = new FieldP256();
        FieldP256 fy = new FieldP256();
        FieldP256 right = new FieldP256();
        FieldP256 t = new FieldP256();
        fx.set(x);
        fy.set(y);
        right.square(fx);
        right.mul(right, fx);
        t.times(fx, 3);
        right.sub(right, t);
        right.add(right, FIELD_B);
        t.square(fy);
        t.sub(t, right);
        return t.isZero();
    }

    /**
     * Writes scalar·(generator) as affine words. The scalar is secret, in [1, n). Constant-time.
     */
    static void multiplyGenerator(long[] x, long[] y, long[] scalar) {
        PointP256 result = new PointP256();
        generator().multiplySecret(result, scalar);
        result.normalize();
        result.x.toWords(x);
        result.y.toWords(y);
        result.clear();
    }

    /**
     * The x coordinate of scalar·(px, py), for a secret scalar in [1, n) and a point that {@link #isOnCurve}.
     * Constant-time: signed digits of five bits from the top, each with five doublings, a look-up that reads
     * the whole table and an addition; masks keep what counts.
     *
     * <p>No addition meets an exception of its formula. Let m be the digits above as a number, in [0, n/32],
     * and d in [−15, 16] the digit: the sum is 32·m·P and d·P is added. m = 0 and d = 0 are masked. As
     * |d| &lt; 32, 32·m ± d ≠ 0; before the last digit it is below n; at the last digit 32·m + d is the scalar,
     * in [1, n), and 32·m − d = n would make the scalar n + 2d with d &lt; 0 and scalar ≡ d (mod 32), hence
     * d ≡ −n ≡ 15 (mod 32): but the digit for 15 is 15, not −17.
     */
    static long[] multiplySecret(long[] px, long[] py, long[] scalar) {
        PointP256.Work w = new PointP256.Work();
        long[] multiples = multiples(px, py, w);
        PointP256 result = new PointP256();
        PointP256 sum = new PointP256();
        PointP256 entry = new PointP256();
        byte[] digits = Words.signedDigits(scalar, WIDTH);
        long empty = -1; // −1 until the first digit that is not zero
        for (int i = digits.length - 1; i >= 0; i--) {
            for (int j = 0; j < WIDTH; j++) {
                result.twice(result, w);
            }
            long digit = digits[i];
            long negative = digit >> 63;
            long magnitude = (digit ^ negative) - negative;
            long zero = magnitude - 1 >> 63;
            entry.x.lookUp(multiples, 0, ENTRY, ROW, magnitude);
            entry.y.lookUp(multiples, 5, ENTRY, ROW, magnitude);
            entry.z.lookUp(multiples, 10, ENTRY, ROW, magnitude);
            entry.y.negate(negative);
            sum.addDistinct(result, entry, w);
            sum.select(entry, empty);
            result.select(sum, ~zero);
            empty &= zero;
        }
        result.normalize();
        long[] x = new long[8];
        result.x.toWords(x);
        w.clear();
        result.clear();
        sum.clear();
        entry.clear();
        java.util.Arrays.fill(digits, (byte) 0);
        return x;
    }

    /** 1…16 times a point, X, Y and Z after each other. */
    private static long[] multiples(long[] px, long[] py, PointP256.Work w) {
        PointP256[] multiples = new PointP256[ROW];
        long[] table = new long[ROW * ENTRY];
        for (int i = 1; i <= ROW; i++) {
            PointP256 p = new PointP256();
            multiples[i - 1] = p;
            if (i == 1) {
                affine(p, px, py);
            } else if (i % 2 == 0) {
                p.twice(multiples[i / 2 - 1], w);
            } else {
                p.addDistinct(multiples[i - 2], multiples[0], w);
            }
            p.x.store(table, (i - 1) * ENTRY);
            p.y.store(table, (i - 1) * ENTRY + 5);
            p.z.store(table, (i - 1) * ENTRY + 10);
        }
        return table;
    }

    private static void affine(PointP256 p, long[] px, long[] py) {
        p.x.set(px);
        p.y.set(py);
        p.z.setOne();
    }

    /**
     * sum = scalar·(px, py) for public values, the scalar at most n, in non-adjacent form. Not constant-time.
     */
    static void multiplyPublic(
            PointP256 sum, long[] px, long[] py, long[] scalar, PointP256.Work w) {
        PointP256[] odd = new PointP256[1 << NAF_WIDTH - 2];
        PointP256 twice = new PointP256();
        odd[0] = new PointP256();
        affine(odd[0], px, py);
        twice.twice(odd[0], w);
        for (int i = 1; i < odd.length; i++) {
            odd[i] = new PointP256();
            odd[i].addPublic(odd[i - 1], twice, w);
        }
        PointP256 entry = new PointP256();
        byte[] digits = Words.nonAdjacentForm(scalar, NAF_WIDTH);
        int i = digits.length - 1;
        while (i >= 0 && digits[i] == 0) {
            i--;
        }
        sum.setInfinity();
        for (; i >= 0; i--) {
            sum.twice(sum, w);
            if (digits[i] != 0) {
                entry.set(odd[Math.abs(digits[i]) / 2]);
                entry.y.negate(digits[i] >> 31);
                sum.addPublic(sum, entry, w);
            }
        }
    }
}
