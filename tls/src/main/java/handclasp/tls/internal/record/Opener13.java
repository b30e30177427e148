package handclasp.tls.internal.record;

import handclasp.tls.crypto.AeadOpener;

/** TLS 1.3 (RFC 9846 §5.2): the header is the additional data. */
public final class Opener13 implements RecordOpener {
    private final AeadOpener opener;
    private final Nonce nonce;

    /** @param iv of 12 bytes */
    public Opener13(AeadOpener opener, byte[] iv) {
        this.opener = opener;
        this.nonce = new Nonce(iv);
    }

    @Override
    public int maxFragment() {
        return RecordSizes.MAX_FRAGMENT;
    }

    /** At least the type byte is in it. */
    @Override
    public int plaintextBound(int fragmentLength) {
        int bound = fragmentLength - opener.tagLength();
        return bound < 1 ? -1 : bound;
    }

    @Override
    public boolean hidesType() {
        return true;
    }

    @Override
    public int open(byte[] in, int start, int fragmentLength, byte[] out, int outOffset) {
        return opener.open(
                nonce.next(),
                in,
                start,
                RecordSizes.HEADER,
                in,
                start + RecordSizes.HEADER,
                fragmentLength,
                out,
                outOffset);
    }

    @Override
    public void uncount() {
        nonce.back();
    }

    @Override
    public long count() {
        return nonce.count();
    }

    @Override
    public void close() {
        opener.close();
    }
}
