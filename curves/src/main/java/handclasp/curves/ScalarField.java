package handclasp.curves;

import java.math.BigInteger;

/**
 * Arithmetic modulo the order of a group, an odd prime between 2^252 and 2^256, on words (see {@link Words}).
 * Constant-time. A signature needs a handful of these operations, so they are loops, not unrolled code.
 *
 * <p>Source: Ç. K. Koç, T. Acar, B. S. Kaliski, "Analyzing and comparing Montgomery multiplication
 * algorithms", 1996 (the CIOS method, with words of 32 bits). Immutable and thread-safe.
 */
final class ScalarField {

    /** The order of P-256 (SP 800-186 §3.2.1.3). */
    static final ScalarField P256 =
            new ScalarField(
                    new BigInteger(
                            "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
                            16));

    /** The order of edwards25519's prime subgroup, L (RFC 8032 §5.1). */
    static final ScalarField ED25519 =
            new ScalarField(
                    BigInteger.ONE
                            .shiftLeft(252)
                            .add(new BigInteger("27742317777372353535851937790883648493")));

    private final BigInteger order;
    private final long[] modulus;
    private final long negativeInverse; // −1/modulus modulo 2^32
    private final long[] square; // 2^512 modulo the modulus
    private final long[] one = {1, 0, 0, 0, 0, 0, 0, 0};
    private final Inversion inversion;

    private ScalarField(BigInteger order) {
        this.order = order;
        BigInteger word = BigInteger.ONE.shiftLeft(32);
        this.modulus = Words.of(order);
        this.negativeInverse = word.subtract(order.modInverse(word)).longValue();
        this.square = Words.of(BigInteger.ONE.shiftLeft(512).mod(order));
        this.inversion = new Inversion(order);
    }

    BigInteger order() {
        return order;
    }

    /** Whether 0 ≤ a &lt; order. */
    boolean isReduced(long[] a) {
        return Words.less(a, modulus);
    }

    /** Any a below 2^256, modulo the order. */
    long[] reduce(long[] a) {
        return montgomeryTwice(a, square, one);
    }

    /** low + 2^256·high modulo the order. */
    long[] reduce(long[] low, long[] high) {
        long[] a = reduce(low);
        long[] b = montgomery(high, square);
        long[] sum = add(a, b);
        Words.clear(a);
        Words.clear(b);
        return sum;
    }

    /** a·b for a below 2^256 and a reduced b. */
    long[] multiply(long[] a, long[] b) {
        return montgomeryTwice(a, b, square);
    }

    /** a·b·c / 2^512; the product in between, which may be a secret, is cleared. */
    private long[] montgomeryTwice(long[] a, long[] b, long[] c) {
        long[] product = montgomery(a, b);
        long[] result = montgomery(product, c);
        Words.clear(product);
        return result;
    }

    /** a + b for reduced a and b. */
    long[] add(long[] a, long[] b) {
        long[] sum = new long[9];
        long carry = 0;
        for (int i = 0; i < 8; i++) {
            carry += a[i] + b[i];
            sum[i] = carry & Words.MASK;
            carry >>>= 32;
        }
        sum[8] = carry;
        return subtractModulus(sum);
    }

    /**
     * a where it is odd, a + order where it is even: an odd number that is a modulo the order. For sums
     * below 2^256.
     */
    long[] makeOdd(long[] a) {
        long even = (a[0] & 1) - 1;
        long[] result = new long[8];
        long carry = 0;
        for (int i = 0; i < 8; i++) {
            carry += a[i] + (modulus[i] & even);
            result[i] = carry & Words.MASK;
            carry >>>= 32;
        }
        return result;
    }

    /** 1/a, or 0 for 0, for a reduced a. */
    long[] invert(long[] a) {
        long[] result = new long[8];
        inversion.invert(result, a);
        return result;
    }

    /** a·b / 2^256 modulo the order, for a below 2^256 and a reduced b. */
    private long[] montgomery(long[] a, long[] b) {
        long[] t = new long[9];
        for (int i = 0; i < 8; i++) {
            // a[i]·b[j] + t[j] + carry is at most (2^32 − 1)^2 + 2·(2^32 − 1) = 2^64 − 1.
            long carry = 0;
            for (int j = 0; j < 8; j++) {
                carry = a[i] * b[j] + t[j] + carry;
                t[j] = carry & Words.MASK;
                carry >>>= 32;
            }
            long top = t[8] + carry;
            long q = t[0] * negativeInverse & Words.MASK;
            carry = q * modulus[0] + t[0] >>> 32;
            for (int j = 1; j < 8; j++) {
                carry = q * modulus[j] + t[j] + carry;
                t[j - 1] = carry & Words.MASK;
                carry >>>= 32;
            }
            top += carry;
            t[7] = top & Words.MASK;
            t[8] = top >>> 32;
        }
        return subtractModulus(t);
    }

    /** Takes nine words below twice the modulus, and clears them. */
    private long[] subtractModulus(long[] t) {
        long[] result = new long[8];
        long borrow = 0;
        for (int i = 0; i < 8; i++) {
            borrow += t[i] - modulus[i];
            result[i] = borrow & Words.MASK;
            borrow >>= 32;
        }
        long keep = borrow + t[8] >> 63; // −1 where t was below the modulus
        for (int i = 0; i < 8; i++) {
            result[i] ^= (result[i] ^ t[i]) & keep;
        }
        Words.clear(t);
        return result;
    }
}
