package handclasp.tls.internal.record;

import handclasp.tls.crypto.AeadSealer;

/** TLS 1.2 with an AEAD (RFC 5246 §6.2.3.3): the type is visible, and nothing is padded. */
public final class AeadSealer12 implements RecordSealer {
    private static final byte[] NO_TAIL = {};

    private final AeadSealer sealer;
    private final Nonce12 nonce;
    private final MacHeader header = new MacHeader();

    /** @param fixedIv of 4 bytes, which makes 8 explicit in each record (RFC 5288), or of 12 (RFC 7905) */
    public AeadSealer12(AeadSealer sealer, byte[] fixedIv) {
        this.sealer = sealer;
        this.nonce = Nonce12.of(fixedIv);
    }

    @Override
    public int fragmentLength(int contentLength) {
        return nonce.explicitLength() + contentLength + sealer.tagLength();
    }

    @Override
    public boolean hidesType() {
        return false;
    }

    @Override
    public void seal(int type, byte[] content, int offset, int length, byte[] out, int start) {
        int fragment = start + RecordSizes.HEADER;
        sealer.seal(
                nonce.next(out, fragment),
                header.next(type, length),
                0,
                MacHeader.LENGTH,
                content,
                offset,
                length,
                NO_TAIL,
                0,
                out,
                fragment + nonce.explicitLength());
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
