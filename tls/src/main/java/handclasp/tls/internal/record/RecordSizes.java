package handclasp.tls.internal.record;

/** Sizes of RFC 9846 §5 and RFC 5246 §6.2, in bytes. */
public final class RecordSizes {
    /** Of a record's header. */
    public static final int HEADER = 5;

    /** Of the longest content. */
    public static final int MAX_CONTENT = 1 << 14;

    /** Of the longest fragment on the wire in TLS 1.3. */
    public static final int MAX_FRAGMENT = MAX_CONTENT + 256;

    /** Of the longest fragment on the wire in TLS 1.2 (RFC 5246 §6.2.3). */
    public static final int MAX_FRAGMENT_12 = MAX_CONTENT + 2048;

    /** Of the longest record of any version. */
    public static final int MAX_RECORD = HEADER + MAX_FRAGMENT_12;

    /** Of the longest content with its type byte (§5.4). */
    static final int MAX_INNER = MAX_CONTENT + 1;

    private RecordSizes() {}
}
