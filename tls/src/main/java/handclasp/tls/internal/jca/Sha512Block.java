package handclasp.tls.internal.jca;

import handclasp.tls.crypto.HashAlgorithm;

/** SHA-512 and, with another start, SHA-384 (FIPS 180-4 §6.4.2, §6.5). */
final class Sha512Block implements BlockHash {
    private static final int ROUNDS = 80;
    private static final long[] K = RoundConstants.CUBE_ROOTS;

    private final long[] start;
    private final long[] schedule = new long[ROUNDS];

    /** SHA-512 starts from the square roots of the first 8 primes, SHA-384 from the next 8 (FIPS 180-4 §5.3.4, §5.3.5). */
    Sha512Block(HashAlgorithm algorithm) {
        start = RoundConstants.squareRoots(algorithm == HashAlgorithm.SHA384 ? 8 : 0, 8);
    }

    @Override
    public int blockLength() {
        return 128;
    }

    @Override
    public int lengthLength() {
        return 2 * Long.BYTES;
    }

    @Override
    public State start() {
        return new State(start, Long.BYTES);
    }

    @Override
    public void compress(State state, byte[] in, int offset) {
        long[] w = schedule;
        for (int t = 0; t < 16; t++) {
            w[t] = Words.int64(in, offset + 8 * t);
        }
        for (int t = 16; t < ROUNDS; t++) {
            w[t] = smallSigma1(w[t - 2]) + w[t - 7] + smallSigma0(w[t - 15]) + w[t - 16];
        }
        long[] words = state.words;
        long a = words[0];
        long b = words[1];
        long c = words[2];
        long d = words[3];
        long e = words[4];
        long f = words[5];
        long g = words[6];
        long h = words[7];
        for (int t = 0; t < ROUNDS; t++) {
            long one = h + bigSigma1(e) + ((e & f) ^ (~e & g)) + K[t] + w[t];
            long two = bigSigma0(a) + ((a & b) ^ (a & c) ^ (b & c));
            h = g;
            g = f;
            f = e;
            e = d + one;
            d = c;
            c = b;
            b = a;
            a = one + two;
        }
        words[0] += a;
        words[1] += b;
        words[2] += c;
        words[3] += d;
        words[4] += e;
        words[5] += f;
        words[6] += g;
        words[7] += h;
    }

    private static long bigSigma0(long x) {
        return Long.rotateRight(x, 28) ^ Long.rotateRight(x, 34) ^ Long.rotateRight(x, 39);
    }

    private static long bigSigma1(long x) {
        return Long.rotateRight(x, 14) ^ Long.rotateRight(x, 18) ^ Long.rotateRight(x, 41);
    }

    private static long smallSigma0(long x) {
        return Long.rotateRight(x, 1) ^ Long.rotateRight(x, 8) ^ (x >>> 7);
    }

    private static long smallSigma1(long x) {
        return Long.rotateRight(x, 19) ^ Long.rotateRight(x, 61) ^ (x >>> 6);
    }
}
