package handclasp.curves;

/**
 * Multiples of one point of P-256, for multiplying it without (or almost without) doublings: for every
 * {@code stride}-th digit of a scalar in radix 32 the table holds 1…16 times that power of 32 times the
 * point, affine. A scalar's digits are signed (see {@link Words#signedDigits}).
 *
 * <p>Stride 1 takes 66 KB and no doubling; stride 2 takes 33 KB and five. Immutable and thread-safe.
 */
final class CombP256 {

    private static final int WIDTH = 5;
    private static final int DIGITS = 52;
    private static final int ROW = 1 << WIDTH - 1;
    private static final int ENTRY = 10;

    private final int stride;
    private final long[] table;

    /** For an affine point of prime order. Not constant-time in the point. */
    CombP256(FieldP256 x, FieldP256 y, int stride) {
        this.stride = stride;
        int rows = (DIGITS + stride - 1) / stride;
        PointP256[] points = new PointP256[rows * ROW];
        PointP256.Work w = new PointP256.Work();
        PointP256 base = new PointP256();
        base.x.set(x);
        base.y.set(y);
        base.z.setOne();
        for (int row = 0; row < rows; row++) {
            multiples(points, row * ROW, base, w);
            base.set(points[row * ROW + ROW - 1]);
            for (int i = 0; i < WIDTH * stride - (WIDTH - 1); i++) {
                base.twice(base, w);
            }
        }
        normalize(points);
        this.table = pack(points);
    }

    /** base, 2·base … 16·base. */
    private static void multiples(PointP256[] points, int at, PointP256 base, PointP256.Work w) {
        for (int i = 1; i <= ROW; i++) {
            PointP256 p = new PointP256();
            points[at + i - 1] = p;
            if (i == 1) {
                p.set(base);
            } else if (i % 2 == 0) {
                p.twice(points[at + i / 2 - 1], w);
            } else {
                p.addDistinct(points[at + i - 2], base, w);
            }
        }
    }

    /** P. L. Montgomery's simultaneous inversion ("Speeding the Pollard and elliptic curve methods", 1987). */
    static void normalize(PointP256[] points) {
        FieldP256[] products = new FieldP256[points.length];
        FieldP256 product = new FieldP256();
        product.setOne();
        for (int i = 0; i < points.length; i++) {
            products[i] = new FieldP256();
            products[i].set(product);
            product.mul(product, points[i].z);
        }
        product.invert(product);
        FieldP256 inverse = new FieldP256();
        for (int i = points.length - 1; i >= 0; i--) {
            inverse.mul(product, products[i]);
            product.mul(product, points[i].z);
            points[i].normalize(inverse);
        }
    }

    private static long[] pack(PointP256[] points) {
        long[] table = new long[points.length * ENTRY];
        for (int i = 0; i < points.length; i++) {
            points[i].x.store(table, i * ENTRY);
            points[i].y.store(table, i * ENTRY + 5);
        }
        return table;
    }

    /**
     * result = scalar·point, for a secret scalar in [1, order); a table of stride 1. Constant-time: every
     * digit reads its whole row and adds, and masks keep what counts.
     *
     * <p>No addition meets an exception of its formula. Let d be digit i and s the sum below it, so that
     * |s| &lt; 0.52·32^i while |d·32^i| ≥ 32^i or d = 0, which is masked, as s = 0 is: s ± d·32^i is not 0.
     * Nor is it another multiple of the order n: for i &lt; 51 it is smaller than n. For i = 51, s + d·32^i
     * is the scalar, in [1, n). And s − d·32^51 = scalar − d·2^256 with d = 1 or 2 (a single bit and a
     * carry): were it a multiple of n, the scalar would be 2^256 − n, 2·(2^256 − n) (both below 2^226, where
     * d = 0) or more than n.
     */
    void multiplySecret(PointP256 result, long[] scalar) {
        if (stride != 1) {
            throw new IllegalStateException("a table of stride 1 is needed");
        }
        PointP256.Work w = new PointP256.Work();
        PointP256 sum = new PointP256();
        FieldP256 x = new FieldP256();
        FieldP256 y = new FieldP256();
        byte[] digits = Words.signedDigits(scalar, WIDTH);
        result.clear();
        long empty = -1; // −1 until the first digit that is not zero
        for (int i = 0; i < DIGITS; i++) {
            long digit = digits[i];
            long negative = digit >> 63;
            long magnitude = (digit ^ negative) - negative;
            long zero = magnitude - 1 >> 63;
            x.lookUp(table, i * ROW * ENTRY, ENTRY, ROW, magnitude);
            y.lookUp(table, i * ROW * ENTRY + 5, ENTRY, ROW, magnitude);
            y.negate(negative);
            sum.addDistinct(result, x, y, w);
            sum.x.select(x, empty);
            sum.y.select(y, empty);
            sum.z.selectOne(empty);
            result.select(sum, ~zero);
            empty &= zero;
        }
        w.clear();
        sum.clear();
        x.clear();
        y.clear();
        java.util.Arrays.fill(digits, (byte) 0);
    }

    /** Adds the digits phase, phase + stride, … to sum. */
    private void addDigits(PointP256 sum, byte[] digits, int phase, PointP256.Work w) {
        FieldP256 x = new FieldP256();
        FieldP256 y = new FieldP256();
        for (int i = phase; i < DIGITS; i += stride) {
            int digit = digits[i];
            if (digit == 0) {
                continue;
            }
            int at = (i / stride * ROW + Math.abs(digit) - 1) * ENTRY;
            x.load(table, at);
            y.load(table, at + 5);
            y.negate(digit >> 31);
            sum.addPublic(sum, x, y, w);
        }
    }

    /** result = scalar·point for a public scalar. */
    void multiplyPublic(PointP256 result, long[] scalar, PointP256.Work w) {
        result.setInfinity();
        addMultiplePublic(result, scalar, w);
    }

    /** sum = 32^(stride − 1)·sum + scalar·point for a public scalar. */
    void addMultiplePublic(PointP256 sum, long[] scalar, PointP256.Work w) {
        byte[] digits = Words.signedDigits(scalar, WIDTH);
        for (int phase = stride - 1; phase >= 0; phase--) {
            addDigits(sum, digits, phase, w);
            if (phase > 0) {
                for (int i = 0; i < WIDTH; i++) {
                    sum.twice(sum, w);
                }
            }
        }
    }
}
