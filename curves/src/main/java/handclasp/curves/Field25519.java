package handclasp.curves;

import java.math.BigInteger;

/**
 * An element of the field modulo p = 2^255 − 19 (RFC 7748 §4.1): l0 + l1·2^51 + … + l4·2^204.
 *
 * <p>Limbs are signed and need not be reduced, so a sum or a difference is five additions and no carry. The
 * limbs of a factor must satisfy |l| ≤ 2^53: a column of a product, its upper half folded back 19-fold, then
 * adds up to less than (1 + 19·4)·2^51 + 19·5·2^55 &lt; 2^62. The limbs of a result are below 2^51 + 2^16,
 * so up to three results may be added before they are a factor. {@code Field25519Test} drives this to its
 * extremes.
 *
 * <p>All operations run in time independent of the values. Mutable, not thread-safe; a result may be the
 * same object as an operand. Source for the shape: D. J. Bernstein, N. Duif, T. Lange, P. Schwabe, B.-Y.
 * Yang, "High-speed high-security signatures", 2011, §3 (radix 2^51).
 */
final class Field25519 {

    static final BigInteger P = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

    private static final Inversion INVERSION = new Inversion(P);
    private static final long MASK = (1L << 51) - 1;

    long l0;
    long l1;
    long l2;
    long l3;
    long l4;

    /** The element for an integer, which is reduced modulo p. Not constant-time: for constants. */
    static Field25519 of(BigInteger value) {
        Field25519 result = new Field25519();
        result.set(Words.of(value.mod(P)));
        return result;
    }

    /** Takes an integer of eight words below 2^256. */
    void set(long[] w) {
        l0 = w[0] | (w[1] << 32) & MASK;
        l1 = w[1] >>> 19 | w[2] << 13 | (w[3] << 45) & MASK;
        l2 = w[3] >>> 6 | (w[4] << 26) & MASK;
        l3 = w[4] >>> 25 | w[5] << 7 | (w[6] << 39) & MASK;
        l4 = w[6] >>> 12 | w[7] << 20;
    }

    void set(Field25519 a) {
        l0 = a.l0;
        l1 = a.l1;
        l2 = a.l2;
        l3 = a.l3;
        l4 = a.l4;
    }

    void setSmall(long value) {
        clear();
        l0 = value;
    }

    void clear() {
        l0 = 0;
        l1 = 0;
        l2 = 0;
        l3 = 0;
        l4 = 0;
    }

    void add(Field25519 a, Field25519 b) {
        l0 = a.l0 + b.l0;
        l1 = a.l1 + b.l1;
        l2 = a.l2 + b.l2;
        l3 = a.l3 + b.l3;
        l4 = a.l4 + b.l4;
    }

    void sub(Field25519 a, Field25519 b) {
        l0 = a.l0 - b.l0;
        l1 = a.l1 - b.l1;
        l2 = a.l2 - b.l2;
        l3 = a.l3 - b.l3;
        l4 = a.l4 - b.l4;
    }

    /** Takes b where mask is −1, and stays where it is 0. */
    void select(Field25519 b, long mask) {
        l0 ^= (l0 ^ b.l0) & mask;
        l1 ^= (l1 ^ b.l1) & mask;
        l2 ^= (l2 ^ b.l2) & mask;
        l3 ^= (l3 ^ b.l3) & mask;
        l4 ^= (l4 ^ b.l4) & mask;
    }

    /** Exchanges a and b where mask is −1. */
    static void swap(Field25519 a, Field25519 b, long mask) {
        long t0 = (a.l0 ^ b.l0) & mask;
        long t1 = (a.l1 ^ b.l1) & mask;
        long t2 = (a.l2 ^ b.l2) & mask;
        long t3 = (a.l3 ^ b.l3) & mask;
        long t4 = (a.l4 ^ b.l4) & mask;
        a.l0 ^= t0;
        a.l1 ^= t1;
        a.l2 ^= t2;
        a.l3 ^= t3;
        a.l4 ^= t4;
        b.l0 ^= t0;
        b.l1 ^= t1;
        b.l2 ^= t2;
        b.l3 ^= t3;
        b.l4 ^= t4;
    }

    /**
     * Takes entry number magnitude (from 1, of count entries) of a table that holds an element's limbs every
     * stride numbers, starting at from; 0 where magnitude is 0. Reads every entry, whatever the magnitude.
     */
    void lookUp(long[] table, int from, int stride, int count, long magnitude) {
        long t0 = 0;
        long t1 = 0;
        long t2 = 0;
        long t3 = 0;
        long t4 = 0;
        int at = from;
        for (int i = 1; i <= count; i++) {
            long mask = (i ^ magnitude) - 1 >> 63;
            t0 |= table[at] & mask;
            t1 |= table[at + 1] & mask;
            t2 |= table[at + 2] & mask;
            t3 |= table[at + 3] & mask;
            t4 |= table[at + 4] & mask;
            at += stride;
        }
        l0 = t0;
        l1 = t1;
        l2 = t2;
        l3 = t3;
        l4 = t4;
    }

    void store(long[] table, int at) {
        table[at] = l0;
        table[at + 1] = l1;
        table[at + 2] = l2;
        table[at + 3] = l3;
        table[at + 4] = l4;
    }

    /** The element that {@link #store} put there. The place is public. */
    void load(long[] table, int at) {
        l0 = table[at];
        l1 = table[at + 1];
        l2 = table[at + 2];
        l3 = table[at + 3];
        l4 = table[at + 4];
    }

    /** Negates where mask is −1, and stays where it is 0. */
    void negate(long mask) {
        l0 = (l0 ^ mask) - mask;
        l1 = (l1 ^ mask) - mask;
        l2 = (l2 ^ mask) - mask;
        l3 = (l3 ^ mask) - mask;
        l4 = (l4 ^ mask) - mask;
    }

    /**
     * a·b. With the factors shifted left by 6 and 7 bits, the high word of a product of limbs is its part
     * from 2^51 up, and the low word's upper 51 bits are the rest.
     */
    void mul(Field25519 a, Field25519 b) {
        long a0 = a.l0 << 6;
        long a1 = a.l1 << 6;
        long a2 = a.l2 << 6;
        long a3 = a.l3 << 6;
        long a4 = a.l4 << 6;
        long b0 = b.l0 << 7;
        long b1 = b.l1 << 7;
        long b2 = b.l2 << 7;
        long b3 = b.l3 << 7;
        long b4 = b.l4 << 7;
        long c0 = (a0 * b0 >>> 13);
        long c1 = (a0 * b1 >>> 13) + (a1 * b0 >>> 13) + Math.multiplyHigh(a0, b0);
        long c2 =
                (a0 * b2 >>> 13)
                        + (a1 * b1 >>> 13)
                        + (a2 * b0 >>> 13)
                        + Math.multiplyHigh(a0, b1)
                        + Math.multiplyHigh(a1, b0);
        long c3 =
                (a0 * b3 >>> 13)
                        + (a1 * b2 >>> 13)
                        + (a2 * b1 >>> 13)
                        + (a3 * b0 >>> 13)
                        + Math.multiplyHigh(a0, b2)
                        + Math.multiplyHigh(a1, b1)
                        + Math.multiplyHigh(a2, b0);
        long c4 =
                (a0 * b4 >>> 13)
                        + (a1 * b3 >>> 13)
                        + (a2 * b2 >>> 13)
                        + (a3 * b1 >>> 13)
                        + (a4 * b0 >>> 13)
                        + Math.multiplyHigh(a0, b3)
                        + Math.multiplyHigh(a1, b2)
                        + Math.multiplyHigh(a2, b1)
                        + Math.multiplyHigh(a3, b0);
        long c5 =
                (a1 * b4 >>> 13)
                        + (a2 * b3 >>> 13)
                        + (a3 * b2 >>> 13)
                        + (a4 * b1 >>> 13)
                        + Math.multiplyHigh(a0, b4)
                        + Math.multiplyHigh(a1, b3)
                        + Math.multiplyHigh(a2, b2)
                        + Math.multiplyHigh(a3, b1)
                        + Math.multiplyHigh(a4, b0);
        long c6 =
                (a2 * b4 >>> 13)
                        + (a3 * b3 >>> 13)
                        + (a4 * b2 >>> 13)
                        + Math.multiplyHigh(a1, b4)
                        + Math.multiplyHigh(a2, b3)
                        + Math.multiplyHigh(a3, b2)
                        + Math.multiplyHigh(a4, b1);
        long c7 =
                (a3 * b4 >>> 13)
                        + (a4 * b3 >>> 13)
                        + Math.multiplyHigh(a2, b4)
                        + Math.multiplyHigh(a3, b3)
                        + Math.multiplyHigh(a4, b2);
        long c8 = (a4 * b4 >>> 13) + Math.multiplyHigh(a3, b4) + Math.multiplyHigh(a4, b3);
        long c9 = Math.multiplyHigh(a4, b4);
        fold(c0, c1, c2, c3, c4, c5, c6, c7, c8, c9);
    }

    /** a². */
    void square(Field25519 a) {
        long a0 = a.l0 << 6;
        long a1 = a.l1 << 6;
        long a2 = a.l2 << 6;
        long a3 = a.l3 << 6;
        long a4 = a.l4 << 6;
        long b0 = a.l0 << 7;
        long b1 = a.l1 << 7;
        long b2 = a.l2 << 7;
        long b3 = a.l3 << 7;
        long b4 = a.l4 << 7;
        long d0 = a0 << 1;
        long d1 = a1 << 1;
        long d2 = a2 << 1;
        long d3 = a3 << 1;
        long c0 = (a0 * b0 >>> 13);
        long c1 = (d0 * b1 >>> 13) + Math.multiplyHigh(a0, b0);
        long c2 = (d0 * b2 >>> 13) + (a1 * b1 >>> 13) + Math.multiplyHigh(d0, b1);
        long c3 =
                (d0 * b3 >>> 13)
                        + (d1 * b2 >>> 13)
                        + Math.multiplyHigh(d0, b2)
                        + Math.multiplyHigh(a1, b1);
        long c4 =
                (d0 * b4 >>> 13)
                        + (d1 * b3 >>> 13)
                        + (a2 * b2 >>> 13)
                        + Math.multiplyHigh(d0, b3)
                        + Math.multiplyHigh(d1, b2);
        long c5 =
                (d1 * b4 >>> 13)
                        + (d2 * b3 >>> 13)
                        + Math.multiplyHigh(d0, b4)
                        + Math.multiplyHigh(d1, b3)
                        + Math.multiplyHigh(a2, b2);
        long c6 =
                (d2 * b4 >>> 13)
                        + (a3 * b3 >>> 13)
                        + Math.multiplyHigh(d1, b4)
                        + Math.multiplyHigh(d2, b3);
        long c7 = (d3 * b4 >>> 13) + Math.multiplyHigh(d2, b4) + Math.multiplyHigh(a3, b3);
        long c8 = (a4 * b4 >>> 13) + Math.multiplyHigh(d3, b4);
        long c9 = Math.multiplyHigh(a4, b4);
        fold(c0, c1, c2, c3, c4, c5, c6, c7, c8, c9);
    }

    /** Folds the upper half back, 2^255 ≡ 19, and carries once, all limbs side by side. */
    private void fold(
            long c0,
            long c1,
            long c2,
            long c3,
            long c4,
            long c5,
            long c6,
            long c7,
            long c8,
            long c9) {
        c0 += 19 * c5;
        c1 += 19 * c6;
        c2 += 19 * c7;
        c3 += 19 * c8;
        c4 += 19 * c9;
        l0 = (c0 & MASK) + 19 * (c4 >> 51);
        l1 = (c1 & MASK) + (c0 >> 51);
        l2 = (c2 & MASK) + (c1 >> 51);
        l3 = (c3 & MASK) + (c2 >> 51);
        l4 = (c4 & MASK) + (c3 >> 51);
    }

    /** a·small, for 0 ≤ small &lt; 2^17. */
    void times(Field25519 a, long small) {
        long s = small << 13;
        fold(
                a.l0 * s >>> 13,
                (a.l1 * s >>> 13) + Math.multiplyHigh(a.l0, s),
                (a.l2 * s >>> 13) + Math.multiplyHigh(a.l1, s),
                (a.l3 * s >>> 13) + Math.multiplyHigh(a.l2, s),
                (a.l4 * s >>> 13) + Math.multiplyHigh(a.l3, s),
                Math.multiplyHigh(a.l4, s),
                0,
                0,
                0,
                0);
    }

    /** a to the power 2^count. */
    void squareTimes(Field25519 a, int count) {
        square(a);
        for (int i = 1; i < count; i++) {
            square(this);
        }
    }

    /** The integer below p that this element stands for, as eight words. Constant-time. */
    void toWords(long[] words) {
        Field25519 t = new Field25519();
        t.set(this);
        t.carry();
        t.carry();
        t.l0 -= 19;
        t.l4 += 1L << 51;
        t.carry(); // value + 2^255 − 19, not negative: now in [0, 2^255 + 19)
        t.carry();
        t.subtractPrime();
        words[0] = t.l0 & Words.MASK;
        words[1] = t.l0 >>> 32 | (t.l1 & 0x1fff) << 19;
        words[2] = t.l1 >>> 13 & Words.MASK;
        words[3] = t.l1 >>> 45 | (t.l2 & 0x3ffffff) << 6;
        words[4] = t.l2 >>> 26 | (t.l3 & 0x7f) << 25;
        words[5] = t.l3 >>> 7 & Words.MASK;
        words[6] = t.l3 >>> 39 | (t.l4 & 0xfffff) << 12;
        words[7] = t.l4 >>> 20;
        t.clear();
    }

    /** Carries in sequence; what leaves the top comes back 19-fold. */
    private void carry() {
        l1 += l0 >> 51;
        l0 &= MASK;
        l2 += l1 >> 51;
        l1 &= MASK;
        l3 += l2 >> 51;
        l2 &= MASK;
        l4 += l3 >> 51;
        l3 &= MASK;
        l0 += 19 * (l4 >> 51);
        l4 &= MASK;
    }

    /** From [0, 2p) to [0, p): value + 19 reaches 2^255 exactly where the value is p or more. */
    private void subtractPrime() {
        long top = l0 + 19 >> 51;
        top = l1 + top >> 51;
        top = l2 + top >> 51;
        top = l3 + top >> 51;
        top = l4 + top >> 51;
        l0 += 19 * top;
        l1 += l0 >> 51;
        l0 &= MASK;
        l2 += l1 >> 51;
        l1 &= MASK;
        l3 += l2 >> 51;
        l2 &= MASK;
        l4 += l3 >> 51;
        l3 &= MASK;
        l4 &= MASK;
    }

    /** Whether this stands for zero. Constant-time but for the answer. */
    boolean isZero() {
        long[] words = new long[8];
        toWords(words);
        boolean zero = Words.isZero(words);
        Words.clear(words);
        return zero;
    }

    /** The lowest bit of the integer below p: RFC 8032's sign of x. Constant-time. */
    long lowestBit() {
        long[] words = new long[8];
        toWords(words);
        long bit = words[0] & 1;
        Words.clear(words);
        return bit;
    }

    /** 1/a, and 0 for 0. Constant-time. */
    void invert(Field25519 a) {
        long[] words = new long[8];
        a.toWords(words);
        INVERSION.invert(words, words);
        set(words);
        Words.clear(words);
    }

    /** a^((p − 5) / 8) = a^(2^252 − 3), for square roots (RFC 8032 §5.1.3). */
    void powerForRoot(Field25519 a) {
        Field25519 t = new Field25519();
        Field25519 u = new Field25519();
        Field25519 v = new Field25519();
        t.square(a); // 2
        u.squareTimes(t, 2); // 8
        u.mul(a, u); // 9
        t.mul(t, u); // 11
        t.square(t); // 22
        t.mul(u, t); // 2^5 − 1
        u.squareTimes(t, 5);
        t.mul(u, t); // 2^10 − 1
        u.squareTimes(t, 10);
        u.mul(u, t); // 2^20 − 1
        v.squareTimes(u, 20);
        u.mul(v, u); // 2^40 − 1
        u.squareTimes(u, 10);
        t.mul(u, t); // 2^50 − 1
        u.squareTimes(t, 50);
        u.mul(u, t); // 2^100 − 1
        v.squareTimes(u, 100);
        u.mul(v, u); // 2^200 − 1
        u.squareTimes(u, 50);
        t.mul(u, t); // 2^250 − 1
        t.squareTimes(t, 2); // 2^252 − 4
        mul(t, a);
    }
}
