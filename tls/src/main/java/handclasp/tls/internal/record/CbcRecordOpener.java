package handclasp.tls.internal.record;

import handclasp.tls.crypto.CbcOpener;

/** TLS 1.2 with CBC and HMAC (RFC 5246 §6.2.3.2, RFC 7366). */
public final class CbcRecordOpener implements RecordOpener {
    private final CbcOpener opener;
    private final MacHeader header = new MacHeader();

    public CbcRecordOpener(CbcOpener opener) {
        this.opener = opener;
    }

    @Override
    public int maxFragment() {
        return RecordSizes.MAX_FRAGMENT_12;
    }

    @Override
    public int plaintextBound(int fragmentLength) {
        return opener.plaintextBound(fragmentLength);
    }

    @Override
    public boolean hidesType() {
        return false;
    }

    @Override
    public int open(byte[] in, int start, int fragmentLength, byte[] out, int outOffset) {
        return opener.open(
                header.next(in[start] & 0xff, 0),
                in,
                start + RecordSizes.HEADER,
                fragmentLength,
                out,
                outOffset);
    }

    @Override
    public long count() {
        return header.count();
    }

    @Override
    public void close() {
        opener.close();
    }
}
