package handclasp.tls.internal.jca;

import handclasp.tls.crypto.HashAlgorithm;
import java.util.Arrays;

/**
 * The compression function of a hash (FIPS 180-4), block by block and with its state to be seen, which JCA does not give.
 * Takes the same steps whatever it hashes. Not thread-safe.
 */
interface BlockHash {
    static BlockHash of(HashAlgorithm algorithm) {
        return switch (algorithm) {
            case SHA1 -> new Sha1Block();
            case SHA256 -> new Sha256Block();
            case SHA384, SHA512 -> new Sha512Block(algorithm);
        };
    }

    /** In bytes. */
    int blockLength();

    /** Of the length in bits at the end of the last block, in bytes. */
    int lengthLength();

    /** Before the first block. */
    State start();

    /** Takes one block in. */
    void compress(State state, byte[] in, int offset);

    /** The words between two blocks, 64 bits each or the lower 32 of them. */
    final class State {
        final long[] words;
        private final int wordLength;

        State(long[] words, int wordLength) {
            this.words = words.clone();
            this.wordLength = wordLength;
        }

        void set(State other) {
            System.arraycopy(other.words, 0, words, 0, words.length);
        }

        void clear() {
            Arrays.fill(words, 0);
        }

        /** Adds another state by OR where the mask is all ones, and nothing where it is 0. */
        void add(State other, int mask) {
            for (int i = 0; i < words.length; i++) {
                words[i] |= other.words[i] & mask;
            }
        }

        /** As many bytes as fit. */
        void write(byte[] out) {
            for (int i = 0; i < out.length; i++) {
                int shift = 8 * (wordLength - 1 - i % wordLength);
                out[i] = (byte) (words[i / wordLength] >>> shift);
            }
        }
    }
}
