package handclasp.tls.internal.record;

import handclasp.tls.Epoch;
import handclasp.tls.Misbehaved;
import handclasp.tls.PlaintextSink;
import handclasp.tls.TlsException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Takes records apart and opens them (RFC 9846 §5, RFC 5246 §6). The record last read stands in this object's fields until the next
 * one. Not thread-safe: it belongs to the reading side.
 */
public final class RecordReader {
    private static final byte[] NOTHING = {};

    /** Of tag and type that every protected record of TLS 1.3 has, in bytes. */
    private static final int PROTECTION = 17;

    private Epoch epoch = Epoch.CLEAR;
    private @Nullable TrafficKeys keys;
    private @Nullable RecordOpener opener;
    private byte[] scratch = NOTHING;
    private boolean began;

    private Skip skip = Skip.NOTHING;

    private int type;
    private boolean inClear;
    private boolean skipped;
    private byte[] array = NOTHING;
    private int offset;
    private int length;

    /**
     * The length of the record that begins here, with its header.
     *
     * @return -1 if too few bytes are there to tell. For a header that cannot be of TLS the header's own length, so that
     *     {@link #read} can refuse it at once.
     */
    public int recordLength(byte[] in, int offset, int available) {
        if (available < RecordSizes.HEADER) {
            return available > 0 && !ContentType.isOne(in[offset] & 0xff) ? available : -1;
        }
        boolean plausible = ContentType.isOne(in[offset] & 0xff) && in[offset + 1] == 3;
        int fragment = (in[offset + 3] & 0xff) << 8 | (in[offset + 4] & 0xff);
        return plausible && fragment <= maxFragment()
                ? RecordSizes.HEADER + fragment
                : RecordSizes.HEADER;
    }

    /** At most so much plaintext, type and padding of TLS 1.3 included, is in a record of this length. */
    public int plaintextBound(int recordLength) {
        int fragment = recordLength - RecordSizes.HEADER;
        return Math.max(0, opener == null ? fragment : opener.plaintextBound(fragment));
    }

    /** What is thrown away: early data that is refused (RFC 9846 §4.3.10). */
    public enum Skip {
        NOTHING,
        /** Records that the header says are protected, while there are no keys. */
        PROTECTED,
        /** Records that the keys do not open, up to the first that they do. */
        UNREADABLE
    }

    /** Until it is told otherwise; {@link Skip#UNREADABLE} ends by itself. */
    public void skip(Skip what) {
        skip = what;
    }

    /** Whether the record last read was thrown away; its {@link #length} is what it would have brought at most. */
    public boolean skipped() {
        return skipped;
    }

    /** From the next record on, these keys; the old ones are closed. */
    public void unprotect(Epoch next, TrafficKeys nextKeys) {
        RecordOpener nextOpener = nextKeys.opener();
        closeKeys();
        epoch = next;
        keys = nextKeys;
        opener = nextOpener;
    }

    /** The next generation of the keys in force. */
    public void update() {
        if (keys == null) {
            throw new IllegalStateException("no keys to update");
        }
        unprotect(epoch, keys.next());
    }

    public Epoch epoch() {
        return epoch;
    }

    /**
     * Reads one record.
     *
     * @param recordLength as {@link #recordLength} gave it
     * @param sink where plaintext may be written directly, or null for an array of our own
     */
    public void read(byte[] in, int start, int recordLength, @Nullable PlaintextSink sink)
            throws TlsException {
        checkHeader(in, start, recordLength);
        began = true;
        skipped = false;
        type = in[start] & 0xff;
        int fragment = start + RecordSizes.HEADER;
        int fragmentLength = recordLength - RecordSizes.HEADER;
        RecordOpener current = opener;
        inClear = current == null || current.hidesType() && isInClear(current);
        if (current == null && skip == Skip.PROTECTED && type == ContentType.APPLICATION_DATA) {
            skipped = true;
            length = Math.max(0, fragmentLength - PROTECTION);
            return;
        }
        if (current != null && !inClear) {
            open(current, in, start, fragmentLength, sink);
            return;
        }
        if (fragmentLength > RecordSizes.MAX_CONTENT) {
            throw TlsException.of(
                    Misbehaved.RECORD_OVERFLOW, fragmentLength + " bytes, at most 16384");
        }
        array = in;
        offset = fragment;
        length = fragmentLength;
    }

    /** The record's content type; of a protected one of TLS 1.3, the inner one. */
    public int type() {
        return type;
    }

    /** Whether the record came without protection. */
    public boolean inClear() {
        return inClear;
    }

    /** Where the content stands, valid until the next record or until the caller's array changes. */
    public byte[] array() {
        return array;
    }

    /** Where in {@link #array} the content begins. */
    public int offset() {
        return offset;
    }

    /** Of the content, in bytes. */
    public int length() {
        return length;
    }

    /** Forgets the keys. */
    public void close() {
        closeKeys();
    }

    /**
     * In TLS 1.3 the dummy ChangeCipherSpec has no protection. And a client that fails before it has keys sends its alert
     * in the clear while the server already reads with keys; it ends the connection either way, so that nothing is won by
     * forging one.
     */
    private boolean isInClear(RecordOpener current) {
        return type == ContentType.CHANGE_CIPHER_SPEC
                || type == ContentType.ALERT && epoch == Epoch.HANDSHAKE && current.count() == 0;
    }

    private void open(
            RecordOpener current,
            byte[] in,
            int start,
            int fragmentLength,
            @Nullable PlaintextSink sink)
            throws TlsException {
        if (current.hidesType() && type != ContentType.APPLICATION_DATA) {
            throw TlsException.of(
                    Misbehaved.RECORD_TYPE, "an unprotected " + ContentType.describe(type));
        }
        if (!current.hidesType() && in[start + 2] != 3) {
            // The MAC covers the version, which is 0x0303 (RFC 5246 §6.2.1).
            throw TlsException.of(Misbehaved.BAD_RECORD_MAC, "its version is not that of TLS 1.2");
        }
        int bound = current.plaintextBound(fragmentLength);
        if (bound < 0) {
            throw TlsException.of(Misbehaved.BAD_RECORD_MAC, "it is too short to be one");
        }
        // Before it is opened, all that may be data goes to the caller's array; in TLS 1.2 the type
        // tells.
        boolean mayBeData = type == ContentType.APPLICATION_DATA;
        byte[] direct = sink == null || !mayBeData ? null : sink.array(bound);
        array = direct == null ? scratch(bound) : direct;
        offset = direct == null || sink == null ? 0 : sink.offset();
        int plain = current.open(in, start, fragmentLength, array, offset);
        if (plain < 0 && skip == Skip.UNREADABLE) {
            current.uncount();
            skipped = true;
            length = bound - 1;
            return;
        }
        if (plain < 0) {
            throw TlsException.of(Misbehaved.BAD_RECORD_MAC);
        }
        if (skip == Skip.UNREADABLE) {
            // The first of the client's second flight: from here on, every record must be good.
            skip = Skip.NOTHING;
        }
        if (current.hidesType()) {
            stripPadding(plain);
            return;
        }
        if (plain > RecordSizes.MAX_CONTENT) {
            throw TlsException.of(Misbehaved.RECORD_OVERFLOW, "more than 16384 bytes of content");
        }
        length = plain;
    }

    private void stripPadding(int plain) throws TlsException {
        if (plain > RecordSizes.MAX_INNER) {
            throw TlsException.of(Misbehaved.RECORD_OVERFLOW, "more than 16384 bytes of content");
        }
        int at = plain - 1;
        while (at >= 0 && array[offset + at] == 0) {
            at--;
        }
        if (at < 0) {
            throw TlsException.of(Misbehaved.NO_CONTENT_TYPE);
        }
        type = array[offset + at] & 0xff;
        length = at;
        if (type == ContentType.CHANGE_CIPHER_SPEC) {
            throw TlsException.of(Misbehaved.BAD_CHANGE_CIPHER_SPEC, "it came protected");
        }
        if (!ContentType.isOne(type)) {
            throw TlsException.of(Misbehaved.RECORD_TYPE, ContentType.describe(type));
        }
    }

    private void checkHeader(byte[] in, int start, int recordLength) throws TlsException {
        if (recordLength < RecordSizes.HEADER
                || !ContentType.isOne(in[start] & 0xff)
                || in[start + 1] != 3) {
            throw began
                    ? TlsException.of(Misbehaved.RECORD_TYPE, "these bytes are no record header")
                    : notTls(in, start, recordLength);
        }
        int fragment = (in[start + 3] & 0xff) << 8 | (in[start + 4] & 0xff);
        if (fragment > maxFragment()) {
            throw TlsException.of(
                    Misbehaved.RECORD_OVERFLOW, fragment + " bytes, at most " + maxFragment());
        }
        if (recordLength != RecordSizes.HEADER + fragment) {
            throw new IllegalArgumentException(
                    "a record of " + fragment + " bytes is not " + recordLength + " long");
        }
    }

    private static TlsException notTls(byte[] in, int start, int available) {
        int shown = Math.min(available, RecordSizes.HEADER);
        String text = new String(in, start, shown, StandardCharsets.ISO_8859_1);
        TlsException.Builder refused = TlsException.builder(Misbehaved.NOT_TLS);
        if (text.matches("(GET|POST|HEAD|PUT |OPTI|DELE|PATC|CONN|TRAC|PRI ).*")) {
            return refused.detail("the peer speaks HTTP without TLS")
                    .remedy("Use https:// instead of http://.")
                    .build();
        }
        if (text.startsWith("HTTP")) {
            return refused.detail("the peer answers in HTTP without TLS")
                    .remedy(
                            "Use the port on which the peer speaks TLS, or http:// instead of https://.")
                    .build();
        }
        if (text.matches("(?s)[\\x80-\\xff].\\x01[\\x00-\\x03].*")) {
            return refused.detail("the peer speaks SSL 2.0, which RFC 6176 forbids")
                    .remedy("Enable TLS 1.2 or 1.3 on the peer.")
                    .build();
        }
        if (text.matches("220[ -].|\\+OK .|\\* OK.")) {
            return refused.detail("the peer greets as SMTP, FTP, POP3 or IMAP do without TLS")
                    .remedy(
                            "Use the port on which it speaks TLS from the first byte, such as 465, 990, 993 or 995.")
                    .build();
        }
        if (text.startsWith("SSH-")) {
            return refused.detail("the peer speaks SSH").build();
        }
        boolean readable = text.matches("[ -~]+");
        String bytes = HexFormat.of().formatHex(in, start, start + shown);
        return refused.detail("they are " + (readable ? '"' + text + '"' : bytes)).build();
    }

    private byte[] scratch(int size) {
        if (scratch.length < size) {
            scratch = new byte[size];
        }
        return scratch;
    }

    private int maxFragment() {
        return opener == null ? RecordSizes.MAX_FRAGMENT : opener.maxFragment();
    }

    private void closeKeys() {
        if (opener != null) {
            opener.close();
            opener = null;
        }
        if (keys != null) {
            keys.close();
            keys = null;
        }
    }
}
