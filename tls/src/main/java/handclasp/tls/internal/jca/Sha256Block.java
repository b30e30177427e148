package handclasp.tls.internal.jca;

/** SHA-256 (FIPS 180-4 §6.2.2). */
final class Sha256Block implements BlockHash {
    private static final int ROUNDS = 64;
    private static final int[] K = constants();

    /** The first 32 bits of the fractions of the square roots of the first 8 primes (FIPS 180-4 §5.3.3). */
    private static final long[] START = {
        0x6a09e667,
        0xbb67ae85,
        0x3c6ef372,
        0xa54ff53a,
        0x510e527f,
        0x9b05688c,
        0x1f83d9ab,
        0x5be0cd19
    };

    private final int[] schedule = new int[ROUNDS];

    @Override
    public int blockLength() {
        return 64;
    }

    @Override
    public int lengthLength() {
        return Long.BYTES;
    }

    @Override
    public State start() {
        return new State(START, Integer.BYTES);
    }

    @Override
    public void compress(State state, byte[] in, int offset) {
        int[] w = schedule;
        for (int t = 0; t < 16; t++) {
            w[t] = Words.int32(in, offset + 4 * t);
        }
        for (int t = 16; t < ROUNDS; t++) {
            w[t] = smallSigma1(w[t - 2]) + w[t - 7] + smallSigma0(w[t - 15]) + w[t - 16];
        }
        long[] words = state.words;
        int a = (int) words[0];
        int b = (int) words[1];
        int c = (int) words[2];
        int d = (int) words[3];
        int e = (int) words[4];
        int f = (int) words[5];
        int g = (int) words[6];
        int h = (int) words[7];
        for (int t = 0; t < ROUNDS; t++) {
            int one = h + bigSigma1(e) + ((e & f) ^ (~e & g)) + K[t] + w[t];
            int two = bigSigma0(a) + ((a & b) ^ (a & c) ^ (b & c));
            h = g;
            g = f;
            f = e;
            e = d + one;
            d = c;
            c = b;
            b = a;
            a = one + two;
        }
        words[0] = (int) words[0] + a;
        words[1] = (int) words[1] + b;
        words[2] = (int) words[2] + c;
        words[3] = (int) words[3] + d;
        words[4] = (int) words[4] + e;
        words[5] = (int) words[5] + f;
        words[6] = (int) words[6] + g;
        words[7] = (int) words[7] + h;
    }

    /** The first half of SHA-512's (FIPS 180-4 §4.2.2). */
    private static int[] constants() {
        int[] constants = new int[ROUNDS];
        for (int t = 0; t < ROUNDS; t++) {
            constants[t] = (int) (RoundConstants.CUBE_ROOTS[t] >>> 32);
        }
        return constants;
    }

    private static int bigSigma0(int x) {
        return Integer.rotateRight(x, 2) ^ Integer.rotateRight(x, 13) ^ Integer.rotateRight(x, 22);
    }

    private static int bigSigma1(int x) {
        return Integer.rotateRight(x, 6) ^ Integer.rotateRight(x, 11) ^ Integer.rotateRight(x, 25);
    }

    private static int smallSigma0(int x) {
        return Integer.rotateRight(x, 7) ^ Integer.rotateRight(x, 18) ^ (x >>> 3);
    }

    private static int smallSigma1(int x) {
        return Integer.rotateRight(x, 17) ^ Integer.rotateRight(x, 19) ^ (x >>> 10);
    }
}
