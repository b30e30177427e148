package handclasp.tls.internal.record;

import handclasp.tls.RecordPadding;
import handclasp.tls.crypto.AeadSealer;

/** TLS 1.3: the content type and padding are sealed together with the content (RFC 9846 §5.2). */
public final class Sealer13 implements RecordSealer {
    private final AeadSealer sealer;
    private final Nonce nonce;
    private final RecordPadding padding;
    private byte[] tail = new byte[1];

    /** @param iv of 12 bytes */
    public Sealer13(AeadSealer sealer, byte[] iv, RecordPadding padding) {
        this.sealer = sealer;
        this.nonce = new Nonce(iv);
        this.padding = padding;
    }

    @Override
    public int fragmentLength(int contentLength) {
        return contentLength + 1 + paddingFor(contentLength) + sealer.tagLength();
    }

    @Override
    public boolean hidesType() {
        return true;
    }

    @Override
    public void seal(int type, byte[] content, int offset, int length, byte[] out, int start) {
        int tailLength = tail(type, length);
        sealer.seal(
                nonce.next(),
                out,
                start,
                RecordSizes.HEADER,
                content,
                offset,
                length,
                tail,
                tailLength,
                out,
                start + RecordSizes.HEADER);
    }

    @Override
    public long count() {
        return nonce.count();
    }

    @Override
    public void close() {
        sealer.close();
    }

    private int tail(int type, int contentLength) {
        int needed = 1 + paddingFor(contentLength);
        if (tail.length < needed) {
            tail = new byte[needed];
        }
        tail[0] = (byte) type;
        return needed;
    }

    private int paddingFor(int contentLength) {
        return Math.max(
                0,
                Math.min(
                        padding.paddingFor(contentLength),
                        RecordSizes.MAX_CONTENT - contentLength));
    }
}
