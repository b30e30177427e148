package handclasp.tls.crypto;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Secret bytes that are wiped on {@link #close}, compare in constant time and never print. Not thread-safe against its
 * own closing.
 */
public final class Secret implements AutoCloseable {
    private final byte[] bytes;
    private boolean closed;

    private Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes the array over: the caller must neither change nor keep it. */
    public static Secret owning(byte[] bytes) {
        return new Secret(bytes);
    }

    /** In bytes. */
    public int length() {
        return bytes.length;
    }

    /**
     * The bytes themselves, borrowed: valid until {@link #close}, not to be changed or kept.
     *
     * @throws IllegalStateException once closed
     */
    public byte[] bytes() {
        if (closed) {
            throw new IllegalStateException("the secret was closed");
        }
        return bytes;
    }

    /** Another secret with the same bytes, to be closed by itself. */
    public Secret copy() {
        return new Secret(bytes().clone());
    }

    /** Wipes the bytes; closing twice does nothing. */
    @Override
    public void close() {
        closed = true;
        Arrays.fill(bytes, (byte) 0);
    }

    /** In time that depends on the lengths only. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(bytes, secret.bytes);
    }

    /** The length only: a hash of secret bytes would tell about them. */
    @Override
    public int hashCode() {
        return bytes.length;
    }

    @Override
    public String toString() {
        return "Secret[" + bytes.length + "]";
    }
}
