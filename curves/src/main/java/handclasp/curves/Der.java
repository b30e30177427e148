package handclasp.curves;

import java.util.Arrays;

/**
 * The few forms of DER (X.690) that keys and signatures need. The reader takes DER alone: definite lengths
 * in the shortest form, low tag numbers; what is not DER is a {@link Malformed}.
 */
final class Der {

    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int SEQUENCE = 0x30;

    private final byte[] bytes;
    private final int end;
    private int at;

    /** The bytes are not the DER that was expected. Carries no stack trace: peers cause it at will. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message, null, false, false);
        }
    }

    Der(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    Der(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    boolean hasNext(int tag) {
        return at < end && (bytes[at] & 0xff) == tag;
    }

    /** Enters a constructed value, or any value whose contents are read next. */
    Der enter(int tag) throws Malformed {
        if (!hasNext(tag)) {
            throw new Malformed("expected a value with tag " + tag);
        }
        at++;
        int length = length();
        if (length > end - at) {
            throw new Malformed("a value is longer than what contains it");
        }
        at += length;
        return new Der(bytes, at - length, at);
    }

    private int length() throws Malformed {
        int first = next();
        if (first < 0x80) {
            return first;
        }
        int count = first & 0x7f;
        if (count == 0 || count > 3) {
            throw new Malformed("an indefinite or absurd length");
        }
        int length = 0;
        for (int i = 0; i < count; i++) {
            length = length << 8 | next();
        }
        if (length < 0x80 || length >>> 8 * (count - 1) == 0) {
            throw new Malformed("a length not in its shortest form");
        }
        return length;
    }

    private int next() throws Malformed {
        if (at == end) {
            throw new Malformed("cut short");
        }
        return bytes[at++] & 0xff;
    }

    byte[] contents(int tag) throws Malformed {
        return enter(tag).rest();
    }

    private byte[] rest() {
        byte[] rest = Arrays.copyOfRange(bytes, at, end);
        at = end;
        return rest;
    }

    /** A non-negative INTEGER of at most 256 bits, as words. */
    long[] unsigned() throws Malformed {
        Der value = enter(INTEGER);
        int length = value.end - value.at;
        if (length == 0) {
            throw new Malformed("an INTEGER without contents");
        }
        int first = bytes[value.at];
        if (first < 0) {
            throw new Malformed("a negative INTEGER");
        }
        if (first == 0 && length > 1 && bytes[value.at + 1] >= 0) {
            throw new Malformed("an INTEGER not in its shortest form");
        }
        if (length > 33 || length == 33 && first != 0) {
            throw new Malformed("an INTEGER of more than 256 bits");
        }
        byte[] padded = new byte[33];
        System.arraycopy(bytes, value.at, padded, 33 - length, length);
        return Words.fromBigEndian(padded, 1);
    }

    int smallInteger() throws Malformed {
        byte[] contents = contents(INTEGER);
        if (contents.length != 1 || contents[0] < 0) {
            throw new Malformed("expected a small INTEGER");
        }
        return contents[0];
    }

    /** A BIT STRING of whole bytes. */
    byte[] bits() throws Malformed {
        Der value = enter(BIT_STRING);
        if (value.next() != 0) {
            throw new Malformed("a BIT STRING that is not whole bytes");
        }
        return value.rest();
    }

    void expect(int tag, byte[] contents) throws Malformed {
        if (!Arrays.equals(contents(tag), contents)) {
            throw new Malformed("not an algorithm or a curve of this provider");
        }
    }

    void finish() throws Malformed {
        if (at != end) {
            throw new Malformed("bytes after the end");
        }
    }

    /** A value of fewer than 128 bytes of contents, joined from parts. */
    static byte[] encode(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        if (length > 127) {
            throw new IllegalArgumentException("too long for a short form");
        }
        byte[] result = new byte[2 + length];
        result[0] = (byte) tag;
        result[1] = (byte) length;
        int at = 2;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, result, at, part.length);
            at += part.length;
        }
        return result;
    }

    /** The INTEGER of a number in words. */
    static byte[] encodeUnsigned(long[] words) {
        return encode(INTEGER, Words.integer(words).toByteArray());
    }
}
