package handclasp.tls.internal.jca;

import java.math.BigInteger;

/** The constants of SHA-2, made as FIPS 180-4 §4.2.3 and §5.3 say: the first 64 bits of the fractions of roots of primes. */
final class RoundConstants {
    private static final int BITS = 64;

    /** Of the first 80 primes. */
    static final long[] CUBE_ROOTS = cubeRoots();

    private RoundConstants() {}

    /** Of {@code count} primes after the first {@code skipped}. */
    static long[] squareRoots(int skipped, int count) {
        long[] roots = new long[count];
        BigInteger prime = BigInteger.ONE;
        for (int i = 0; i < skipped + count; i++) {
            prime = prime.nextProbablePrime();
            if (i >= skipped) {
                roots[i - skipped] = prime.shiftLeft(2 * BITS).sqrt().longValue();
            }
        }
        return roots;
    }

    private static long[] cubeRoots() {
        long[] roots = new long[80];
        BigInteger prime = BigInteger.ONE;
        for (int i = 0; i < roots.length; i++) {
            prime = prime.nextProbablePrime();
            roots[i] = cubeRoot(prime.shiftLeft(3 * BITS)).longValue();
        }
        return roots;
    }

    /** The largest whole number whose cube is not above {@code value}, bit by bit. */
    private static BigInteger cubeRoot(BigInteger value) {
        BigInteger root = BigInteger.ZERO;
        for (int bit = value.bitLength() / 3; bit >= 0; bit--) {
            BigInteger larger = root.setBit(bit);
            if (larger.pow(3).compareTo(value) <= 0) {
                root = larger;
            }
        }
        return root;
    }
}
