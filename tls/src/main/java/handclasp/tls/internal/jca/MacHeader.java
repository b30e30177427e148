package handclasp.tls.internal.jca;

/** The 13 bytes before the content that a MAC covers (RFC 5246 §6.2.3.1). */
final class MacHeader {
    static final int LENGTH = 13;

    private static final int CONTENT_LENGTH = 11;

    private MacHeader() {}

    /** Writes the length, without a branch on it. */
    static void length(byte[] header, int length) {
        header[CONTENT_LENGTH] = (byte) (length >>> 8);
        header[CONTENT_LENGTH + 1] = (byte) length;
    }
}
