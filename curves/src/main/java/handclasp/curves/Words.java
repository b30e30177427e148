package handclasp.curves;

import java.math.BigInteger;

/**
 * Integers of 256 bits as eight words of 32 bits, least significant first, each in a {@code long}: the form
 * in which scalars, field elements and encodings meet. Constant-time but where it says otherwise.
 */
final class Words {

    static final long MASK = 0xffff_ffffL;

    private Words() {}

    /** Not constant-time: for constants and for keys that come as integers. Takes 0 ≤ value &lt; 2^256. */
    static long[] of(BigInteger value) {
        if (value.signum() < 0 || value.bitLength() > 256) {
            throw new IllegalArgumentException("not an integer of 256 bits");
        }
        long[] words = new long[8];
        for (int i = 0; i < 8; i++) {
            words[i] = value.shiftRight(32 * i).intValue() & MASK;
        }
        return words;
    }

    static BigInteger integer(long[] words) {
        byte[] bytes = bigEndian(words);
        BigInteger integer = new BigInteger(1, bytes);
        java.util.Arrays.fill(bytes, (byte) 0);
        return integer;
    }

    static long[] fromBigEndian(byte[] bytes, int offset) {
        long[] words = new long[8];
        for (int i = 0; i < 32; i++) {
            words[7 - i / 4] |= (bytes[offset + i] & 0xffL) << 24 - i % 4 * 8;
        }
        return words;
    }

    static long[] fromLittleEndian(byte[] bytes, int offset) {
        long[] words = new long[8];
        for (int i = 0; i < 32; i++) {
            words[i / 4] |= (bytes[offset + i] & 0xffL) << i % 4 * 8;
        }
        return words;
    }

    static byte[] bigEndian(long[] words) {
        byte[] bytes = new byte[32];
        writeBigEndian(words, bytes, 0);
        return bytes;
    }

    static void writeBigEndian(long[] words, byte[] target, int offset) {
        for (int i = 0; i < 32; i++) {
            target[offset + i] = (byte) (words[7 - i / 4] >>> 24 - i % 4 * 8);
        }
    }

    static byte[] littleEndian(long[] words) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < 32; i++) {
            bytes[i] = (byte) (words[i / 4] >>> i % 4 * 8);
        }
        return bytes;
    }

    static boolean isZero(long[] words) {
        long all = 0;
        for (int i = 0; i < 8; i++) {
            all |= words[i];
        }
        return all == 0;
    }

    /** Whether a &lt; b. */
    static boolean less(long[] a, long[] b) {
        long borrow = 0;
        for (int i = 0; i < 8; i++) {
            borrow = a[i] - b[i] + borrow >> 32;
        }
        return borrow != 0;
    }

    static boolean equal(long[] a, long[] b) {
        long difference = 0;
        for (int i = 0; i < 8; i++) {
            difference |= a[i] ^ b[i];
        }
        return difference == 0;
    }

    static void clear(long[] words) {
        java.util.Arrays.fill(words, 0);
    }

    /**
     * Writes a scalar as signed digits in radix 2^width, least significant first: digit i lies in
     * [1 − 2^(width−1), 2^(width−1)]. The count of digits, (255 + width) / width, leaves the last one short
     * enough to take the last carry for widths that do not divide 256.
     */
    static byte[] signedDigits(long[] scalar, int width) {
        int count = (255 + width) / width;
        byte[] digits = new byte[count];
        long half = (1L << width - 1) - 1;
        long carry = 0;
        for (int i = 0; i < count; i++) {
            long digit = bits(scalar, i * width, width) + carry;
            carry = digit + half >> width;
            digits[i] = (byte) (digit - (carry << width));
        }
        return digits;
    }

    /**
     * Writes an odd scalar as odd digits in radix 2^width, least significant first, each in (−2^width,
     * 2^width) and none zero (M. Joye and M. Tunstall, "Exponent recoding and regular exponentiation
     * algorithms", 2009). With b the digits of scalar / 2, digit i is 2·b + 1 − 2^width and the last 2·b + 1:
     * the terms 1 and −2^width of neighbours cancel, up to the first 1, and twice the half and one is the
     * scalar. (255 + width) / width digits.
     */
    static byte[] oddDigits(long[] scalar, int width) {
        int count = (255 + width) / width;
        byte[] digits = new byte[count];
        for (int i = 0; i < count; i++) {
            int from = i * width + 1;
            long half = from < 256 ? bits(scalar, from, width) : 0;
            digits[i] = (byte) (2 * half + 1 - (i < count - 1 ? 1L << width : 0));
        }
        return digits;
    }

    private static long bits(long[] scalar, int from, int width) {
        int word = from >>> 5;
        long pair = scalar[word] | (word < 7 ? scalar[word + 1] << 32 : 0);
        return pair >>> (from & 31) & (1L << width) - 1;
    }

    /**
     * Writes a public scalar in width-w non-adjacent form: digits are zero or odd, below 2^(width−1) in
     * magnitude, and among width neighbours at most one is not zero. Not constant-time. 257 digits.
     */
    static byte[] nonAdjacentForm(long[] scalar, int width) {
        byte[] digits = new byte[257];
        int carry = 0;
        int i = 0;
        while (i <= 256) {
            int bit = i < 256 ? (int) (scalar[i >>> 5] >>> (i & 31)) & 1 : 0;
            if (bit == carry) {
                i++;
                continue;
            }
            int digit = (i < 256 ? (int) bits(scalar, i, Math.min(width, 256 - i)) : 0) + carry;
            carry = digit >> width - 1 & 1;
            digits[i] = (byte) (digit - (carry << width));
            i += width;
        }
        return digits;
    }
}
