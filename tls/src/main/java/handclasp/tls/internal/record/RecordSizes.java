package handclasp.tls.internal.record;

/** Sizes of RFC 9846 §5, in bytes. */
public final class RecordSizes {
    /** Of a record's header. */
    public static final int HEADER = 5;

    /** Of the longest content. */
    public static final int MAX_CONTENT = 1 << 14;

    /** Of the longest fragment on the wire. */
    public static final int MAX_FRAGMENT = MAX_CONTENT + 256;

    /** Of the longest content with its type byte (§5.4). */
    static final int MAX_INNER = MAX_CONTENT + 1;

    private RecordSizes() {}
}
