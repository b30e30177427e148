package handclasp.tls.internal.jca;

import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * HMAC (RFC 2104) under one key. Straight on the digest: {@link javax.crypto.Mac} allocates more for each key, keeps
 * copies of it, and takes its digest from the head of JCA's list.
 */
final class Hmac implements AutoCloseable {
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    private final MessageDigest digest;

    /** The key, filled up with zeros, under the inner mask except within {@link #finish}. */
    private final byte[] pad;

    private final byte[] inner;

    /**
     * @param digest fresh, not used by anyone else until this is closed
     * @param blockLength the digest's, in bytes
     */
    Hmac(MessageDigest digest, int blockLength, byte[] key) {
        this.digest = digest;
        pad = key.length > blockLength ? hashed(key, blockLength) : Arrays.copyOf(key, blockLength);
        inner = new byte[digest.getDigestLength()];
        mask(INNER);
        digest.update(pad);
    }

    void update(byte input) {
        digest.update(input);
    }

    void update(byte[] input) {
        digest.update(input);
    }

    void update(byte[] input, int offset, int length) {
        digest.update(input, offset, length);
    }

    /** Writes the value of what was put in since the start or the last finish, and starts again. */
    void finish(byte[] out, int offset) {
        digestInto(inner, 0);
        mask((byte) (INNER ^ OUTER));
        digest.update(pad);
        digest.update(inner);
        digestInto(out, offset);
        mask((byte) (INNER ^ OUTER));
        digest.update(pad);
    }

    /** Wipes what is left of the key. */
    @Override
    public void close() {
        digest.reset();
        Arrays.fill(pad, (byte) 0);
        Arrays.fill(inner, (byte) 0);
    }

    /** A key that is longer than a block, such as a premaster secret of a finite field (RFC 2104 §2). */
    private byte[] hashed(byte[] key, int blockLength) {
        byte[] shorter = digest.digest(key);
        byte[] filled = Arrays.copyOf(shorter, blockLength);
        Arrays.fill(shorter, (byte) 0);
        return filled;
    }

    private void digestInto(byte[] out, int offset) {
        try {
            digest.digest(out, offset, inner.length);
        } catch (DigestException e) {
            throw new IllegalArgumentException(
                    "no room for an HMAC at " + offset + " of " + out.length, e);
        }
    }

    private void mask(byte mask) {
        for (int i = 0; i < pad.length; i++) {
            pad[i] ^= mask;
        }
    }
}
