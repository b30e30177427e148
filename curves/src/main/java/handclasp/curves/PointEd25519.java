package handclasp.curves;

import java.math.BigInteger;

/**
 * A point of edwards25519, −x² + y² = 1 + d·x²·y² (RFC 8032 §5.1), in extended coordinates: x = X/Z,
 * y = Y/Z, x·y = T/Z. The formulas hold for every pair of points, since −1 is a square and d is not.
 * Constant-time but for {@link #decode}. Mutable, not thread-safe.
 *
 * <p>Formulas: RFC 8032 §5.1.4, from H. Hisil, K. K.-H. Wong, G. Carter, E. Dawson, "Twisted Edwards curves
 * revisited", 2008 (add-2008-hwcd-3, dbl-2008-hwcd).
 */
final class PointEd25519 {

    private static final Field25519 D =
            Field25519.of(
                    BigInteger.valueOf(-121665)
                            .multiply(BigInteger.valueOf(121666).modInverse(Field25519.P)));

    private static final Field25519 TWICE_D = twice(D);

    /** 2^((p − 1) / 4), a square root of −1. */
    private static final Field25519 ROOT_OF_MINUS_ONE =
            Field25519.of(
                    BigInteger.TWO.modPow(
                            Field25519.P.subtract(BigInteger.ONE).shiftRight(2), Field25519.P));

    final Field25519 x = new Field25519();
    final Field25519 y = new Field25519();
    final Field25519 z = new Field25519();
    final Field25519 t = new Field25519();

    /** A second summand, prepared: y + x, y − x, 2·d·t, and 2·z (2 where it is affine). */
    static final class Summand {
        final Field25519 sum = new Field25519();
        final Field25519 difference = new Field25519();
        final Field25519 product = new Field25519();
        final Field25519 twiceZ = new Field25519();

        void set(PointEd25519 p) {
            sum.add(p.y, p.x);
            difference.sub(p.y, p.x);
            product.mul(p.t, TWICE_D);
            twiceZ.add(p.z, p.z);
        }

        /** Becomes the opposite point where mask is −1. */
        void negate(long mask) {
            Field25519.swap(sum, difference, mask);
            product.negate(mask);
        }

        void clear() {
            sum.clear();
            difference.clear();
            product.clear();
            twiceZ.clear();
        }
    }

    /** Registers of the formulas; one for a whole computation. */
    static final class Work {
        final Field25519 a = new Field25519();
        final Field25519 b = new Field25519();
        final Field25519 c = new Field25519();
        final Field25519 d = new Field25519();

        void clear() {
            a.clear();
            b.clear();
            c.clear();
            d.clear();
        }
    }

    private static Field25519 twice(Field25519 a) {
        Field25519 one = new Field25519();
        one.setSmall(2);
        one.mul(one, a);
        return one;
    }

    void setNeutral() {
        x.clear();
        y.setSmall(1);
        z.setSmall(1);
        t.clear();
    }

    void set(PointEd25519 p) {
        x.set(p.x);
        y.set(p.y);
        z.set(p.z);
        t.set(p.t);
    }

    void clear() {
        x.clear();
        y.clear();
        z.clear();
        t.clear();
    }

    /** This becomes p + q. p may be this. */
    void add(PointEd25519 p, Summand q, Work w) {
        w.d.mul(p.z, q.twiceZ); // D
        addWithD(p, q, w);
    }

    /** This becomes p + q, for a summand whose z is 1: a product fewer. p may be this. */
    void addAffine(PointEd25519 p, Summand q, Work w) {
        w.d.add(p.z, p.z);
        addWithD(p, q, w);
    }

    private void addWithD(PointEd25519 p, Summand q, Work w) {
        w.a.sub(p.y, p.x);
        w.a.mul(w.a, q.difference); // A
        w.b.add(p.y, p.x);
        w.b.mul(w.b, q.sum); // B
        w.c.mul(p.t, q.product); // C
        x.sub(w.b, w.a); // E
        y.add(w.b, w.a); // H
        w.a.sub(w.d, w.c); // F
        w.b.add(w.d, w.c); // G
        t.mul(x, y);
        x.mul(x, w.a);
        y.mul(y, w.b);
        z.mul(w.a, w.b);
    }

    /** This becomes 2·p; t is left out where the next operation is another doubling. p may be this. */
    void twice(PointEd25519 p, boolean withT, Work w) {
        w.a.square(p.x); // A
        w.b.square(p.y); // B
        w.c.square(p.z);
        w.d.add(p.x, p.y);
        w.d.square(w.d);
        y.add(w.a, w.b); // H
        x.sub(y, w.d); // E, three results
        w.d.sub(w.a, w.b); // G
        w.c.add(w.c, w.c);
        w.c.add(w.c, w.d); // F, four results: below 3·(2^51 + 2^16) and a bit, so 2^53
        z.mul(w.d, w.c);
        if (withT) {
            t.mul(x, y);
        }
        x.mul(x, w.c);
        y.mul(y, w.d);
    }

    /** Divides by Z. Constant-time. */
    void normalize() {
        z.invert(z);
        x.mul(x, z);
        y.mul(y, z);
        t.mul(x, y);
        z.setSmall(1);
    }

    /**
     * RFC 8032 §5.1.2: y in 255 bits, little endian, and the lowest bit of x on top. Normalizes this point.
     * Constant-time.
     */
    byte[] encode() {
        normalize();
        long[] words = new long[8];
        y.toWords(words);
        words[7] |= x.lowestBit() << 31;
        byte[] encoding = Words.littleEndian(words);
        Words.clear(words);
        return encoding;
    }

    /**
     * RFC 8032 §5.1.3: false where the 32 bytes are not the encoding of a point, be it that y is p or more,
     * that no x fits, or that x = 0 is called odd. Not constant-time.
     */
    boolean decode(byte[] encoding) {
        long[] words = Words.fromLittleEndian(encoding, 0);
        long sign = words[7] >>> 31;
        words[7] &= 0x7fff_ffff;
        if (!Words.less(words, Words.of(Field25519.P))) {
            return false;
        }
        Field25519 u = new Field25519();
        Field25519 v = new Field25519();
        Field25519 check = new Field25519();
        y.set(words);
        z.setSmall(1);
        t.square(y);
        u.sub(t, z); // y² − 1
        v.mul(t, D);
        v.add(v, z); // d·y² + 1
        t.square(v);
        t.mul(t, v); // v³
        check.square(t);
        check.mul(check, v); // v⁷
        check.mul(check, u);
        x.powerForRoot(check);
        x.mul(x, t);
        x.mul(x, u); // u·v³·(u·v⁷)^((p − 5) / 8)
        t.square(x);
        t.mul(t, v); // v·x², which must be ±u
        check.sub(t, u);
        if (!check.isZero()) {
            check.add(t, u);
            if (!check.isZero()) {
                return false;
            }
            x.mul(x, ROOT_OF_MINUS_ONE);
        }
        if (x.isZero() && sign == 1) {
            return false;
        }
        x.negate(-(x.lowestBit() ^ sign));
        t.mul(x, y);
        return true;
    }
}
