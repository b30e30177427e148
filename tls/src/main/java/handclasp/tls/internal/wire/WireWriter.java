package handclasp.tls.internal.wire;

import handclasp.tls.crypto.Secret;
import java.util.Arrays;
import java.util.function.Consumer;

/** Writes the presentation language of RFC 9846 §3. Grows as needed. Not thread-safe. */
public final class WireWriter {
    private byte[] bytes = new byte[256];
    private int size;

    public WireWriter u8(int value) {
        return number(value, 1);
    }

    public WireWriter u16(int value) {
        return number(value, 2);
    }

    public WireWriter u32(long value) {
        return number((int) (value >>> 16), 2).number((int) value, 2);
    }

    public WireWriter bytes(byte[] value) {
        reserve(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
        return this;
    }

    /** A vector of bytes with its length in {@code prefix} bytes before it. */
    public WireWriter vector(int prefix, byte[] value) {
        return block(prefix, out -> out.bytes(value));
    }

    /**
     * Content with its length in {@code prefix} bytes before it.
     *
     * @throws IllegalArgumentException if the content is too long for the prefix
     */
    public WireWriter block(int prefix, Consumer<WireWriter> content) {
        int start = size;
        number(0, prefix);
        content.accept(this);
        int length = size - start - prefix;
        if (length >>> (8 * prefix) != 0) {
            throw new IllegalArgumentException(
                    length + " bytes do not fit a length of " + prefix + " bytes");
        }
        for (int i = 0; i < prefix; i++) {
            bytes[start + i] = (byte) (length >>> (8 * (prefix - 1 - i)));
        }
        return this;
    }

    /** All that was written, a fresh array. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** The same as a secret; what was written is wiped here. */
    public Secret toSecret() {
        Secret secret = Secret.owning(toByteArray());
        Arrays.fill(bytes, (byte) 0);
        size = 0;
        return secret;
    }

    private WireWriter number(int value, int length) {
        reserve(length);
        for (int i = length - 1; i >= 0; i--) {
            bytes[size++] = (byte) (value >>> (8 * i));
        }
        return this;
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            byte[] small = bytes;
            bytes = Arrays.copyOf(small, Math.max(small.length * 2, size + more));
            // It may have held a secret.
            Arrays.fill(small, 0, size, (byte) 0);
        }
    }
}
