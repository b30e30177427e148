package handclasp.curves;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Inverses modulo an odd prime below 2^256 in constant time, by division steps.
 *
 * <p>Source: D. J. Bernstein and B.-Y. Yang, "Fast constant-time gcd computation and modular inversion",
 * 2019; the variant that starts at δ = 1/2, for which 590 steps suffice for 256 bits (P. Wuille, "Bounds on
 * divsteps iterations in safegcd", 2021). Steps are taken thirty at a time on the low words alone, and the
 * matrix they make is then applied to the whole numbers, which are nine signed limbs of 30 bits.
 *
 * <p>Immutable and thread-safe.
 */
final class Inversion {

    static final Inversion P256_FIELD = new Inversion(FieldP256.P);

    private static final int LIMBS = 9;
    private static final int BITS = 30;
    private static final long MASK = (1L << BITS) - 1;

    /** 20 · 30 ≥ 590. */
    private static final int ROUNDS = 20;

    private final long[] modulus;
    private final long inverseOfModulus; // modulo 2^30

    Inversion(BigInteger modulus) {
        this.modulus = limbs(Words.of(modulus));
        this.inverseOfModulus = modulus.modInverse(BigInteger.ONE.shiftLeft(BITS)).longValue();
    }

    /** Writes 1/value, or 0 for 0, for a value below the modulus. The arrays may be the same. */
    void invert(long[] result, long[] value) {
        // Throughout, f ≡ d·value and g ≡ e·value modulo the modulus.
        long[] f = modulus.clone();
        long[] g = limbs(value);
        long[] d = new long[LIMBS];
        long[] e = new long[LIMBS];
        e[0] = 1;
        long[] matrix = new long[4];
        long zeta = -1; // −(δ + 1/2)
        for (int i = 0; i < ROUNDS; i++) {
            zeta = steps(zeta, f[0], g[0], matrix);
            updateValues(f, g, matrix);
            updateFactors(d, e, matrix);
        }
        // Now g = 0 and f = ±1 (or ±modulus, for zero): the inverse is d·f.
        normalize(d, f[LIMBS - 1] >> 63);
        words(result, d);
        Arrays.fill(f, 0);
        Arrays.fill(g, 0);
        Arrays.fill(d, 0);
        Arrays.fill(e, 0);
        Arrays.fill(matrix, 0);
    }

    /** Thirty division steps on the low words; fills the matrix (u v; q r), scaled by 2^30. */
    private static long steps(long zeta, long f, long g, long[] matrix) {
        long u = 1;
        long v = 0;
        long q = 0;
        long r = 1;
        for (int i = 0; i < BITS; i++) {
            long swap = zeta >> 63; // −1 where δ > 0
            long odd = -(g & 1);
            g += (f ^ swap) - swap & odd;
            q += (u ^ swap) - swap & odd;
            r += (v ^ swap) - swap & odd;
            swap &= odd;
            zeta = (zeta ^ swap) - 1;
            f += g & swap;
            u += q & swap;
            v += r & swap;
            g >>= 1;
            u <<= 1;
            v <<= 1;
        }
        matrix[0] = u;
        matrix[1] = v;
        matrix[2] = q;
        matrix[3] = r;
        return zeta;
    }

    /** (f, g) becomes matrix·(f, g) / 2^30, which is exact. */
    private static void updateValues(long[] f, long[] g, long[] matrix) {
        long u = matrix[0];
        long v = matrix[1];
        long q = matrix[2];
        long r = matrix[3];
        long cf = u * f[0] + v * g[0] >> BITS;
        long cg = q * f[0] + r * g[0] >> BITS;
        for (int i = 1; i < LIMBS; i++) {
            long fi = f[i];
            long gi = g[i];
            cf += u * fi + v * gi;
            cg += q * fi + r * gi;
            f[i - 1] = cf & MASK;
            g[i - 1] = cg & MASK;
            cf >>= BITS;
            cg >>= BITS;
        }
        f[LIMBS - 1] = cf;
        g[LIMBS - 1] = cg;
    }

    /**
     * (d, e) becomes matrix·(d, e) / 2^30 modulo the modulus m: a multiple of m that clears the low limb is
     * added first. Both stay in (−2m, m): m is added to what is negative.
     */
    private void updateFactors(long[] d, long[] e, long[] matrix) {
        long u = matrix[0];
        long v = matrix[1];
        long q = matrix[2];
        long r = matrix[3];
        long dNegative = d[LIMBS - 1] >> 63;
        long eNegative = e[LIMBS - 1] >> 63;
        long md = (u & dNegative) + (v & eNegative);
        long me = (q & dNegative) + (r & eNegative);
        long cd = u * d[0] + v * e[0];
        long ce = q * d[0] + r * e[0];
        md -= inverseOfModulus * (cd & MASK) + md & MASK;
        me -= inverseOfModulus * (ce & MASK) + me & MASK;
        cd = cd + modulus[0] * md >> BITS;
        ce = ce + modulus[0] * me >> BITS;
        for (int i = 1; i < LIMBS; i++) {
            long di = d[i];
            long ei = e[i];
            cd += u * di + v * ei + modulus[i] * md;
            ce += q * di + r * ei + modulus[i] * me;
            d[i - 1] = cd & MASK;
            e[i - 1] = ce & MASK;
            cd >>= BITS;
            ce >>= BITS;
        }
        d[LIMBS - 1] = cd;
        e[LIMBS - 1] = ce;
    }

    /** From (−2m, m) to [0, m), negating in between where negative is −1. */
    private void normalize(long[] d, long negative) {
        addModulus(d, d[LIMBS - 1] >> 63);
        for (int i = 0; i < LIMBS; i++) {
            d[i] = (d[i] ^ negative) - negative;
        }
        carry(d);
        addModulus(d, d[LIMBS - 1] >> 63);
    }

    private void addModulus(long[] d, long mask) {
        for (int i = 0; i < LIMBS; i++) {
            d[i] += modulus[i] & mask;
        }
        carry(d);
    }

    private static void carry(long[] d) {
        for (int i = 0; i < LIMBS - 1; i++) {
            d[i + 1] += d[i] >> BITS;
            d[i] &= MASK;
        }
    }

    private static long[] limbs(long[] words) {
        long[] limbs = new long[LIMBS];
        for (int i = 0; i < LIMBS; i++) {
            int bit = BITS * i;
            int word = bit >>> 5;
            long pair = words[word] | (word < 7 ? words[word + 1] << 32 : 0);
            limbs[i] = pair >>> (bit & 31) & MASK;
        }
        return limbs;
    }

    private static void words(long[] words, long[] limbs) {
        for (int i = 0; i < 8; i++) {
            int bit = 32 * i;
            int limb = bit / BITS;
            long pair = limbs[limb] | limbs[limb + 1] << BITS;
            words[i] = pair >>> bit % BITS & Words.MASK;
        }
    }
}
