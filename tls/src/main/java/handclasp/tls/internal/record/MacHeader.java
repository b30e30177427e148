package handclasp.tls.internal.record;

/**
 * What TLS 1.2 authenticates besides the content: sequence number, type, version and length, 13 bytes (RFC 5246 §6.2.3.1,
 * §6.2.3.3). Holds the sequence number, which begins at zero with each key.
 */
final class MacHeader {
    static final int LENGTH = 13;

    private static final int TYPE = 8;
    private static final int VERSION = 9;
    private static final int CONTENT_LENGTH = 11;

    private final byte[] bytes = new byte[LENGTH];
    private long sequence;

    MacHeader() {
        bytes[VERSION] = 3;
        bytes[VERSION + 1] = 3;
    }

    /** For the next record; valid until the next call. */
    byte[] next(int type, int contentLength) {
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[i] = (byte) (sequence >>> (8 * (Long.BYTES - 1 - i)));
        }
        bytes[TYPE] = (byte) type;
        bytes[CONTENT_LENGTH] = (byte) (contentLength >>> 8);
        bytes[CONTENT_LENGTH + 1] = (byte) contentLength;
        sequence++;
        return bytes;
    }

    long count() {
        return sequence;
    }
}
