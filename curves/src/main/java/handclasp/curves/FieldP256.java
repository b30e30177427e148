package handclasp.curves;

import java.math.BigInteger;

/**
 * An element of the field of NIST P-256, p = 2^256 − 2^224 + 2^192 + 2^96 − 1 (SP 800-186 §3.2.1.3),
 * in Montgomery form: the limbs hold a·2^260 mod p as l0 + l1·2^52 + … + l4·2^208.
 *
 * <p>Limbs are signed and need not be reduced, so a sum or a difference is five additions and no carry.
 * Two bounds make that safe, and {@code FieldP256Test} drives both to their extremes:
 *
 * <ul>
 *   <li>every limb of a factor has |l| &lt; 2^56: a square doubles limbs already shifted by 6 bits. A column
 *       of a product then adds up to less than 5·(2^60 + 2^52), and the reduction adds less than 2^60 to
 *       it: below 2^63;
 *   <li>"size" s means |value| ≤ s·p. A product of sizes s and t has size at most 1 + s·t/16 (and a hair,
 *       2^−40): Montgomery's reduction divides by 2^260 &gt; 16·p. Formulas keep s·t ≤ 160.
 * </ul>
 *
 * <p>A product's limbs are below 2^53. All operations run in time independent of the values. Mutable, not
 * thread-safe; a result may be the same object as an operand.
 *
 * <p>Source: P. L. Montgomery, "Modular multiplication without trial division", 1985. That p ≡ −1 modulo
 * 2^96 makes each quotient digit the column itself (S. Gueron and V. Krasnov, IACR 2013/816).
 */
final class FieldP256 {

    static final BigInteger P =
            new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);

    private static final long MASK = (1L << 52) - 1;

    /** The top limb of p, 2^48 − 2^16; the others are 2^52 − 1, 2^44 − 1, 0 and 2^36. */
    private static final long P4 = (1L << 48) - (1L << 16);

    private static final FieldP256 PLAIN_ONE = plain(BigInteger.ONE);
    private static final FieldP256 TO_MONTGOMERY = plain(BigInteger.TWO.pow(520).mod(P));

    private static final FieldP256 ONE = of(BigInteger.ONE);

    long l0;
    long l1;
    long l2;
    long l3;
    long l4;

    /** The element for an integer, which is reduced modulo p. Not constant-time: for constants. */
    static FieldP256 of(BigInteger value) {
        FieldP256 result = plain(value.mod(P));
        result.mul(result, TO_MONTGOMERY);
        return result;
    }

    private static FieldP256 plain(BigInteger value) {
        FieldP256 result = new FieldP256();
        result.setLimbs(Words.of(value));
        return result;
    }

    /** Takes an integer of eight 32-bit words, any value below 2^256; values from p on are reduced. */
    void set(long[] words) {
        setLimbs(words);
        mul(this, TO_MONTGOMERY);
    }

    private void setLimbs(long[] w) {
        l0 = w[0] | (w[1] << 32) & MASK;
        l1 = w[1] >>> 20 | w[2] << 12 | (w[3] << 44) & MASK;
        l2 = w[3] >>> 8 | (w[4] << 24) & MASK;
        l3 = w[4] >>> 28 | w[5] << 4 | (w[6] << 36) & MASK;
        l4 = w[6] >>> 16 | w[7] << 16;
    }

    void set(FieldP256 a) {
        l0 = a.l0;
        l1 = a.l1;
        l2 = a.l2;
        l3 = a.l3;
        l4 = a.l4;
    }

    void setOne() {
        set(ONE);
    }

    void clear() {
        l0 = 0;
        l1 = 0;
        l2 = 0;
        l3 = 0;
        l4 = 0;
    }

    void add(FieldP256 a, FieldP256 b) {
        l0 = a.l0 + b.l0;
        l1 = a.l1 + b.l1;
        l2 = a.l2 + b.l2;
        l3 = a.l3 + b.l3;
        l4 = a.l4 + b.l4;
    }

    void sub(FieldP256 a, FieldP256 b) {
        l0 = a.l0 - b.l0;
        l1 = a.l1 - b.l1;
        l2 = a.l2 - b.l2;
        l3 = a.l3 - b.l3;
        l4 = a.l4 - b.l4;
    }

    /** a − b·2^shift. */
    void subShifted(FieldP256 a, FieldP256 b, int shift) {
        l0 = a.l0 - (b.l0 << shift);
        l1 = a.l1 - (b.l1 << shift);
        l2 = a.l2 - (b.l2 << shift);
        l3 = a.l3 - (b.l3 << shift);
        l4 = a.l4 - (b.l4 << shift);
    }

    /** a·2^shift − b. */
    void shiftedSub(FieldP256 a, int shift, FieldP256 b) {
        l0 = (a.l0 << shift) - b.l0;
        l1 = (a.l1 << shift) - b.l1;
        l2 = (a.l2 << shift) - b.l2;
        l3 = (a.l3 << shift) - b.l3;
        l4 = (a.l4 << shift) - b.l4;
    }

    void times(FieldP256 a, long small) {
        l0 = a.l0 * small;
        l1 = a.l1 * small;
        l2 = a.l2 * small;
        l3 = a.l3 * small;
        l4 = a.l4 * small;
    }

    /**
     * Brings the size to at most 1 + 2^−28: takes off p as often as the top limb says. Limbs keep their
     * length, and a negative value of small size becomes positive.
     */
    void reduce() {
        long k = l4 >> 48;
        l0 += k;
        l1 -= k << 44;
        l3 -= k << 36;
        l4 += (k << 16) - (k << 48);
    }

    /** Takes b where mask is −1, and stays where it is 0. */
    void select(FieldP256 b, long mask) {
        l0 ^= (l0 ^ b.l0) & mask;
        l1 ^= (l1 ^ b.l1) & mask;
        l2 ^= (l2 ^ b.l2) & mask;
        l3 ^= (l3 ^ b.l3) & mask;
        l4 ^= (l4 ^ b.l4) & mask;
    }

    /** Takes 1 where mask is −1, and stays where it is 0. */
    void selectOne(long mask) {
        select(ONE, mask);
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
     * a·b. With both factors shifted left by 6 bits, the high word of a product of limbs is its part from
     * 2^52 up, and the low word's upper 52 bits are the rest.
     */
    void mul(FieldP256 a, FieldP256 b) {
        long a0 = a.l0 << 6;
        long a1 = a.l1 << 6;
        long a2 = a.l2 << 6;
        long a3 = a.l3 << 6;
        long a4 = a.l4 << 6;
        long b0 = b.l0 << 6;
        long b1 = b.l1 << 6;
        long b2 = b.l2 << 6;
        long b3 = b.l3 << 6;
        long b4 = b.l4 << 6;
        long c0 = ((a0 * b0) >>> 12);
        long c1 = ((a0 * b1) >>> 12) + ((a1 * b0) >>> 12) + Math.multiplyHigh(a0, b0);
        long c2 =
                ((a0 * b2) >>> 12)
                        + ((a1 * b1) >>> 12)
                        + ((a2 * b0) >>> 12)
                        + Math.multiplyHigh(a0, b1)
                        + Math.multiplyHigh(a1, b0);
        long c3 =
                ((a0 * b3) >>> 12)
                        + ((a1 * b2) >>> 12)
                        + ((a2 * b1) >>> 12)
                        + ((a3 * b0) >>> 12)
                        + Math.multiplyHigh(a0, b2)
                        + Math.multiplyHigh(a1, b1)
                        + Math.multiplyHigh(a2, b0);
        long c4 =
                ((a0 * b4) >>> 12)
                        + ((a1 * b3) >>> 12)
                        + ((a2 * b2) >>> 12)
                        + ((a3 * b1) >>> 12)
                        + ((a4 * b0) >>> 12)
                        + Math.multiplyHigh(a0, b3)
                        + Math.multiplyHigh(a1, b2)
                        + Math.multiplyHigh(a2, b1)
                        + Math.multiplyHigh(a3, b0);
        long c5 =
                ((a1 * b4) >>> 12)
                        + ((a2 * b3) >>> 12)
                        + ((a3 * b2) >>> 12)
                        + ((a4 * b1) >>> 12)
                        + Math.multiplyHigh(a0, b4)
                        + Math.multiplyHigh(a1, b3)
                        + Math.multiplyHigh(a2, b2)
                        + Math.multiplyHigh(a3, b1)
                        + Math.multiplyHigh(a4, b0);
        long c6 =
                ((a2 * b4) >>> 12)
                        + ((a3 * b3) >>> 12)
                        + ((a4 * b2) >>> 12)
                        + Math.multiplyHigh(a1, b4)
                        + Math.multiplyHigh(a2, b3)
                        + Math.multiplyHigh(a3, b2)
                        + Math.multiplyHigh(a4, b1);
        long c7 =
                ((a3 * b4) >>> 12)
                        + ((a4 * b3) >>> 12)
                        + Math.multiplyHigh(a2, b4)
                        + Math.multiplyHigh(a3, b3)
                        + Math.multiplyHigh(a4, b2);
        long c8 = ((a4 * b4) >>> 12) + Math.multiplyHigh(a3, b4) + Math.multiplyHigh(a4, b3);
        long c9 = Math.multiplyHigh(a4, b4);
        montgomery(c0, c1, c2, c3, c4, c5, c6, c7, c8, c9);
    }

    /** a². */
    void square(FieldP256 a) {
        long a0 = a.l0 << 6;
        long a1 = a.l1 << 6;
        long a2 = a.l2 << 6;
        long a3 = a.l3 << 6;
        long a4 = a.l4 << 6;
        long d0 = a0 << 1;
        long d1 = a1 << 1;
        long d2 = a2 << 1;
        long d3 = a3 << 1;
        long c0 = ((a0 * a0) >>> 12);
        long c1 = ((d0 * a1) >>> 12) + Math.multiplyHigh(a0, a0);
        long c2 = ((d0 * a2) >>> 12) + ((a1 * a1) >>> 12) + Math.multiplyHigh(d0, a1);
        long c3 =
                ((d0 * a3) >>> 12)
                        + ((d1 * a2) >>> 12)
                        + Math.multiplyHigh(d0, a2)
                        + Math.multiplyHigh(a1, a1);
        long c4 =
                ((d0 * a4) >>> 12)
                        + ((d1 * a3) >>> 12)
                        + ((a2 * a2) >>> 12)
                        + Math.multiplyHigh(d0, a3)
                        + Math.multiplyHigh(d1, a2);
        long c5 =
                ((d1 * a4) >>> 12)
                        + ((d2 * a3) >>> 12)
                        + Math.multiplyHigh(d0, a4)
                        + Math.multiplyHigh(d1, a3)
                        + Math.multiplyHigh(a2, a2);
        long c6 =
                ((d2 * a4) >>> 12)
                        + ((a3 * a3) >>> 12)
                        + Math.multiplyHigh(d1, a4)
                        + Math.multiplyHigh(d2, a3);
        long c7 = ((d3 * a4) >>> 12) + Math.multiplyHigh(d2, a4) + Math.multiplyHigh(a3, a3);
        long c8 = ((a4 * a4) >>> 12) + Math.multiplyHigh(d3, a4);
        long c9 = Math.multiplyHigh(a4, a4);
        montgomery(c0, c1, c2, c3, c4, c5, c6, c7, c8, c9);
    }

    /**
     * Divides ten columns by 2^260 modulo p. A quotient digit q clears its own column, since the low limb of
     * p is −1 modulo 2^52, and adds q·(2^96 + 2^192 + 2^256 − 2^224). The first four digits are whole signed
     * columns, with nothing to carry; the last is cut to 52 bits, so that the quotient stays below 2^260.
     * The first four can make it negative by less than 2^218: hence the hair in the bounds above.
     */
    private void montgomery(
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
        c1 += (c0 & 0xff) << 44;
        c2 += c0 >> 8;
        c3 += (c0 & 0xffff) << 36;
        c4 += (c0 >> 16) + (c0 * P4 & MASK);
        c5 += Math.multiplyHigh(c0, P4 << 12);
        c2 += (c1 & 0xff) << 44;
        c3 += c1 >> 8;
        c4 += (c1 & 0xffff) << 36;
        c5 += (c1 >> 16) + (c1 * P4 & MASK);
        c6 += Math.multiplyHigh(c1, P4 << 12);
        montgomeryRest(c2, c3, c4, c5, c6, c7, c8, c9);
    }

    /** The last three digits; apart because HotSpot inlines no method of more than 325 bytes. */
    private void montgomeryRest(
            long c2, long c3, long c4, long c5, long c6, long c7, long c8, long c9) {
        c3 += (c2 & 0xff) << 44;
        c4 += c2 >> 8;
        c5 += (c2 & 0xffff) << 36;
        c6 += (c2 >> 16) + (c2 * P4 & MASK);
        c7 += Math.multiplyHigh(c2, P4 << 12);
        c4 += (c3 & 0xff) << 44;
        c5 += c3 >> 8;
        c6 += (c3 & 0xffff) << 36;
        c7 += (c3 >> 16) + (c3 * P4 & MASK);
        c8 += Math.multiplyHigh(c3, P4 << 12);
        long q = c4 & MASK;
        c5 += (c4 >> 52) + ((q & 0xff) << 44);
        c6 += q >> 8;
        c7 += (q & 0xffff) << 36;
        c8 += (q >> 16) + (q * P4 & MASK);
        c9 += Math.multiplyHigh(q, P4 << 12);
        l0 = c5 & MASK;
        l1 = (c6 & MASK) + (c5 >> 52);
        l2 = (c7 & MASK) + (c6 >> 52);
        l3 = (c8 & MASK) + (c7 >> 52);
        l4 = c9 + (c8 >> 52);
    }

    /**
     * The integer below p that this element stands for, as eight 32-bit words. Any size up to 16.
     * Constant-time.
     */
    void toWords(long[] words) {
        FieldP256 t = new FieldP256();
        t.mul(this, PLAIN_ONE); // in (−2^214, p + 2^214), see montgomery
        t.carry();
        t.addPrime(t.l4 >> 63);
        t.l0 -= MASK;
        t.l1 -= MASK >>> 8;
        t.l3 -= 1L << 36;
        t.l4 -= P4;
        t.carry();
        t.addPrime(t.l4 >> 63);
        words[0] = t.l0 & Words.MASK;
        words[1] = t.l0 >>> 32 | (t.l1 & 0xfff) << 20;
        words[2] = t.l1 >>> 12 & Words.MASK;
        words[3] = t.l1 >>> 44 | (t.l2 & 0xffffff) << 8;
        words[4] = t.l2 >>> 24 | (t.l3 & 0xf) << 28;
        words[5] = t.l3 >>> 4 & Words.MASK;
        words[6] = t.l3 >>> 36 | (t.l4 & 0xffff) << 16;
        words[7] = t.l4 >>> 16;
        t.clear();
    }

    /** Whether this stands for zero. Constant-time but for the answer. Any size up to 16. */
    boolean isZero() {
        long[] words = new long[8];
        toWords(words);
        return Words.isZero(words);
    }

    /**
     * Whether this stands for zero, quickly in nearly every case where it does not: not for secrets. Any
     * size up to 16. The low limb of k·p is −k modulo 2^52.
     */
    boolean isZeroPublic() {
        long low = l0 << 12 >> 12;
        return low >= -16 && low <= 16 && isZero();
    }

    private void carry() {
        l1 += l0 >> 52;
        l0 &= MASK;
        l2 += l1 >> 52;
        l1 &= MASK;
        l3 += l2 >> 52;
        l2 &= MASK;
        l4 += l3 >> 52;
        l3 &= MASK;
    }

    private void addPrime(long mask) {
        l0 += MASK & mask;
        l1 += MASK >>> 8 & mask;
        l3 += 1L << 36 & mask;
        l4 += P4 & mask;
        carry();
    }

    /** 1/a, and 0 for 0. Constant-time. */
    void invert(FieldP256 a) {
        long[] words = new long[8];
        a.toWords(words);
        Inversion.P256_FIELD.invert(words, words);
        set(words);
        Words.clear(words);
    }
}
