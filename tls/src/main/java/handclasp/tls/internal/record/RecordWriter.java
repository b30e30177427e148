package handclasp.tls.internal.record;

import handclasp.tls.Epoch;
import handclasp.tls.RecordPadding;
import org.jspecify.annotations.Nullable;

/** Makes records and seals them (RFC 9846 §5). Not thread-safe: it belongs to the writing side. */
public final class RecordWriter {
    private final RecordPadding padding;
    private final long recordsPerKey;
    private Epoch epoch = Epoch.CLEAR;
    private @Nullable TrafficKeys keys;
    private @Nullable RecordSealer sealer;
    private boolean closed;

    public RecordWriter(RecordPadding padding) {
        this(padding, Long.MAX_VALUE);
    }

    /** @param recordsPerKey after which the keys change, if the cipher does not allow fewer */
    public RecordWriter(RecordPadding padding, long recordsPerKey) {
        this.padding = padding;
        this.recordsPerKey = recordsPerKey;
    }

    /** From the next record on, these keys; the old ones are closed. */
    public void protect(Epoch next, TrafficKeys nextKeys) {
        // All of the new keys is made before anything of the old ones goes: a failure leaves no
        // gap.
        RecordSealer nextSealer = nextKeys.sealer(padding);
        closeKeys();
        epoch = next;
        keys = nextKeys;
        sealer = nextSealer;
    }

    /** Without keys again, as a client is whose early data was answered by a HelloRetryRequest. */
    public void unprotect() {
        if (epoch != Epoch.EARLY) {
            throw new IllegalStateException("only early data is given up");
        }
        closeKeys();
        epoch = Epoch.CLEAR;
    }

    /** The next generation of the keys in force. */
    public void update() {
        if (keys == null) {
            throw new IllegalStateException("no keys to update");
        }
        protect(epoch, keys.next());
    }

    public Epoch epoch() {
        return epoch;
    }

    /** Whether so many records were sealed that the keys must change before the next one (RFC 9846 §5.5). */
    public boolean atLimit() {
        if (keys == null || sealer == null) {
            return false;
        }
        long limit =
                keys.renewable() ? Math.min(recordsPerKey, keys.recordLimit()) : keys.recordLimit();
        return sealer.count() >= limit;
    }

    /** Of the record for so much content, in bytes; exact. */
    public int recordLength(int contentLength) {
        return RecordSizes.HEADER
                + (sealer == null ? contentLength : sealer.fragmentLength(contentLength));
    }

    /**
     * Writes one record.
     *
     * @param length of the content, at most 16384 bytes
     * @param legacyVersion of an unprotected record; a protected one has 0x0303
     * @param out has room for {@link #recordLength} bytes; not the array of the content
     * @return the record's length
     * @throws IllegalStateException once closed: without keys, the record would go out in the clear
     */
    public int write(
            int type,
            int legacyVersion,
            byte[] content,
            int offset,
            int length,
            byte[] out,
            int outOffset) {
        if (closed) {
            throw new IllegalStateException("the write side is closed");
        }
        if (sealer == null) {
            if (epoch != Epoch.CLEAR) {
                throw new IllegalStateException("no keys");
            }
            header(type, legacyVersion, length, out, outOffset);
            System.arraycopy(content, offset, out, outOffset + RecordSizes.HEADER, length);
            return RecordSizes.HEADER + length;
        }
        int fragment = sealer.fragmentLength(length);
        int visibleType = sealer.hidesType() ? ContentType.APPLICATION_DATA : type;
        header(visibleType, 0x0303, fragment, out, outOffset);
        sealer.seal(type, content, offset, length, out, outOffset);
        return RecordSizes.HEADER + fragment;
    }

    /**
     * ChangeCipherSpec without protection: the dummy record of TLS 1.3 (RFC 9846 §5), and in TLS 1.2 the last record
     * before the first keys.
     */
    public int writeChangeCipherSpec(byte[] out, int outOffset) {
        header(ContentType.CHANGE_CIPHER_SPEC, 0x0303, 1, out, outOffset);
        out[outOffset + RecordSizes.HEADER] = 1;
        return RecordSizes.HEADER + 1;
    }

    /** Forgets the keys; nothing can be written any more. */
    public void close() {
        closed = true;
        closeKeys();
    }

    private static void header(int type, int version, int length, byte[] out, int at) {
        out[at] = (byte) type;
        out[at + 1] = (byte) (version >>> 8);
        out[at + 2] = (byte) version;
        out[at + 3] = (byte) (length >>> 8);
        out[at + 4] = (byte) length;
    }

    private void closeKeys() {
        if (sealer != null) {
            sealer.close();
            sealer = null;
        }
        if (keys != null) {
            keys.close();
            keys = null;
        }
    }
}
