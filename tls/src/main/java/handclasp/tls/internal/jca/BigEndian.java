package handclasp.tls.internal.jca;

import java.math.BigInteger;
import java.util.Arrays;

/** Public coordinates as bytes, most significant first. */
final class BigEndian {
    private BigEndian() {}

    /** Exactly {@code length} bytes, filled up with zeros in front. */
    static byte[] fixed(BigInteger value, int length) {
        byte[] bytes = value.toByteArray();
        if (bytes.length == length) {
            return bytes;
        }
        if (bytes.length > length) {
            // The sign's byte, which is zero.
            return Arrays.copyOfRange(bytes, bytes.length - length, bytes.length);
        }
        byte[] filled = new byte[length];
        System.arraycopy(bytes, 0, filled, length - bytes.length, bytes.length);
        return filled;
    }
}
