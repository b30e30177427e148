package handclasp.tls.internal.record;

import handclasp.tls.crypto.AeadOpener;

/** TLS 1.2 with an AEAD (RFC 5246 §6.2.3.3). */
public final class AeadOpener12 implements RecordOpener {
    private final AeadOpener opener;
    private final Nonce12 nonce;
    private final MacHeader header = new MacHeader();

    /** @param fixedIv of 4 bytes, which makes 8 explicit in each record (RFC 5288), or of 12 (RFC 7905) */
    public AeadOpener12(AeadOpener opener, byte[] fixedIv) {
        this.opener = opener;
        this.nonce = Nonce12.of(fixedIv);
    }

    @Override
    public int maxFragment() {
        return RecordSizes.MAX_FRAGMENT_12;
    }

    @Override
    public int plaintextBound(int fragmentLength) {
        return fragmentLength - nonce.explicitLength() - opener.tagLength();
    }

    @Override
    public boolean hidesType() {
        return false;
    }

    @Override
    public int open(byte[] in, int start, int fragmentLength, byte[] out, int outOffset) {
        int fragment = start + RecordSizes.HEADER;
        int explicit = nonce.explicitLength();
        return opener.open(
                nonce.read(in, fragment),
                header.next(in[start] & 0xff, plaintextBound(fragmentLength)),
                0,
                MacHeader.LENGTH,
                in,
                fragment + explicit,
                fragmentLength - explicit,
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
