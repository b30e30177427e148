package handclasp.tls.internal.record;

import handclasp.tls.crypto.CbcSealer;

/** TLS 1.2 with CBC and HMAC (RFC 5246 §6.2.3.2, RFC 7366). */
public final class CbcRecordSealer implements RecordSealer {
    private final CbcSealer sealer;
    private final MacHeader header = new MacHeader();

    public CbcRecordSealer(CbcSealer sealer) {
        this.sealer = sealer;
    }

    @Override
    public int fragmentLength(int contentLength) {
        return sealer.sealedLength(contentLength);
    }

    @Override
    public boolean hidesType() {
        return false;
    }

    @Override
    public void seal(int type, byte[] content, int offset, int length, byte[] out, int start) {
        sealer.seal(
                header.next(type, length),
                content,
                offset,
                length,
                out,
                start + RecordSizes.HEADER);
    }

    @Override
    public long count() {
        return header.count();
    }

    @Override
    public void close() {
        sealer.close();
    }
}
