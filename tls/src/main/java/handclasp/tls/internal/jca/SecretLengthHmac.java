package handclasp.tls.internal.jca;

import handclasp.tls.crypto.HashAlgorithm;
import java.util.Arrays;

/**
 * HMAC (RFC 2104) of messages whose length is a secret between bounds: how many blocks are hashed, and what is read,
 * follows from the bounds. Not thread-safe. Allocates nothing for each message.
 */
final class SecretLengthHmac implements AutoCloseable {
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    private final BlockHash hash;
    private final BlockHash.State innerStart;
    private final BlockHash.State outerStart;
    private final BlockHash.State state;
    private final BlockHash.State result;
    private final byte[] block;
    private final byte[] digest;

    /** @param key at most a block of the hash, which a MAC key of TLS is */
    SecretLengthHmac(HashAlgorithm algorithm, byte[] key) {
        hash = BlockHash.of(algorithm);
        digest = new byte[algorithm.length()];
        block = new byte[hash.blockLength()];
        if (key.length > block.length) {
            throw new IllegalArgumentException("a MAC key of " + key.length + " bytes");
        }
        state = hash.start();
        result = hash.start();
        innerStart = keyed(key, INNER);
        outerStart = keyed(key, OUTER);
    }

    /**
     * Computes the MAC.
     *
     * @param length of the message, secret
     * @param least what the length is at least
     * @param most what it is at most; so many bytes may be read
     * @param out receives the MAC
     */
    void compute(byte[] in, int offset, int least, int length, int most, byte[] out) {
        int blockLength = hash.blockLength();
        state.set(innerStart);
        result.clear();
        int plainBlocks = least / blockLength;
        for (int i = 0; i < plainBlocks; i++) {
            hash.compress(state, in, offset + i * blockLength);
        }
        // Behind the message stand a bit and the length: they decide which block is the last.
        int lastBlock = (length + hash.lengthLength()) / blockLength;
        int mostBlock = (most + hash.lengthLength()) / blockLength;
        for (int i = plainBlocks; i <= mostBlock; i++) {
            int isLast = ConstantTime.same(i, lastBlock);
            fill(in, offset, i * blockLength, length, most);
            putBits(blockLength + length, isLast);
            hash.compress(state, block, 0);
            result.add(state, isLast);
        }
        result.write(digest);
        finish(out);
    }

    @Override
    public void close() {
        innerStart.clear();
        outerStart.clear();
        state.clear();
        result.clear();
        Arrays.fill(block, (byte) 0);
        Arrays.fill(digest, (byte) 0);
    }

    /** A block of the message, of what is behind it, or of both. */
    private void fill(byte[] in, int offset, int start, int length, int most) {
        for (int j = 0; j < block.length; j++) {
            int at = start + j;
            int value = at < most ? in[offset + at] : 0;
            block[j] =
                    (byte)
                            ((value & ConstantTime.below(at, length))
                                    | (0x80 & ConstantTime.same(at, length)));
        }
    }

    /** The length in bits at the end of the block, if it is the last one: there it is all zeros before. */
    private void putBits(int bytes, int isLast) {
        int bits = (bytes * 8) & isLast;
        for (int i = 1; i <= Integer.BYTES; i++) {
            block[block.length - i] |= (byte) bits;
            bits >>>= 8;
        }
    }

    /** The outer hash, of one block: the inner digest, always of the same length. */
    private void finish(byte[] out) {
        state.set(outerStart);
        Arrays.fill(block, (byte) 0);
        System.arraycopy(digest, 0, block, 0, digest.length);
        block[digest.length] = (byte) 0x80;
        putBits(block.length + digest.length, -1);
        hash.compress(state, block, 0);
        state.write(out);
    }

    private BlockHash.State keyed(byte[] key, byte mask) {
        Arrays.fill(block, mask);
        for (int i = 0; i < key.length; i++) {
            block[i] ^= key[i];
        }
        BlockHash.State start = hash.start();
        hash.compress(start, block, 0);
        return start;
    }
}
