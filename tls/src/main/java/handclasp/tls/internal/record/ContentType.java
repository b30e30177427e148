package handclasp.tls.internal.record;

/** The content types of records (RFC 9846 §5.1). */
public final class ContentType {
    public static final int CHANGE_CIPHER_SPEC = 20;
    public static final int ALERT = 21;
    public static final int HANDSHAKE = 22;
    public static final int APPLICATION_DATA = 23;

    private ContentType() {}

    static boolean isOne(int code) {
        return code >= CHANGE_CIPHER_SPEC && code <= APPLICATION_DATA;
    }

    /** For an error text. */
    public static String describe(int code) {
        return switch (code) {
            case CHANGE_CIPHER_SPEC -> "ChangeCipherSpec";
            case ALERT -> "alert";
            case HANDSHAKE -> "handshake record";
            case APPLICATION_DATA -> "application data";
            default -> "record of type " + code;
        };
    }
}
