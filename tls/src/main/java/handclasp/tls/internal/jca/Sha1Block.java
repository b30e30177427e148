package handclasp.tls.internal.jca;

/** SHA-1 (FIPS 180-4 §6.1.2). */
final class Sha1Block implements BlockHash {
    private static final long[] START = {
        0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0
    };

    private final int[] schedule = new int[80];

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
        for (int t = 16; t < 80; t++) {
            w[t] = Integer.rotateLeft(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
        }
        long[] h = state.words;
        int a = (int) h[0];
        int b = (int) h[1];
        int c = (int) h[2];
        int d = (int) h[3];
        int e = (int) h[4];
        for (int t = 0; t < 80; t++) {
            // The round's number is no secret.
            int f =
                    t < 20
                            ? ((b & c) | (~b & d)) + 0x5a827999
                            : t < 40
                                    ? (b ^ c ^ d) + 0x6ed9eba1
                                    : t < 60
                                            ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
                                            : (b ^ c ^ d) + 0xca62c1d6;
            int next = Integer.rotateLeft(a, 5) + f + e + w[t];
            e = d;
            d = c;
            c = Integer.rotateLeft(b, 30);
            b = a;
            a = next;
        }
        h[0] = (int) h[0] + a;
        h[1] = (int) h[1] + b;
        h[2] = (int) h[2] + c;
        h[3] = (int) h[3] + d;
        h[4] = (int) h[4] + e;
    }
}
