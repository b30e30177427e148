package handclasp.tls.internal.jca;

import handclasp.tls.crypto.AeadSealer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.Cipher;

/**
 * Seals with a JCA cipher in the way that is fastest with the JDK's: whole blocks go straight from the caller's array to
 * the output, and only the rest of the content is copied, to stand together with the tail.
 */
final class JcaSealer implements AeadSealer {
    private final Aead aead;
    private final AeadKey key;
    private final Cipher cipher;

    /** Room for the rest of the content with a short tail, the usual one being the type byte alone. */
    private final byte[] scratch = new byte[32];

    JcaSealer(Aead aead, AeadKey key, Cipher cipher) {
        this.aead = aead;
        this.key = key;
        this.cipher = cipher;
    }

    @Override
    public int tagLength() {
        return Aead.TAG_LENGTH;
    }

    @Override
    public void seal(
            byte[] nonce,
            byte[] aad,
            int aadOffset,
            int aadLength,
            byte[] content,
            int offset,
            int length,
            byte[] tail,
            int tailLength,
            byte[] out,
            int outOffset) {
        int sealedLength = length + tailLength + Aead.TAG_LENGTH;
        Objects.checkFromIndexSize(offset, length, content.length);
        Objects.checkFromIndexSize(0, tailLength, tail.length);
        Objects.checkFromIndexSize(outOffset, sealedLength, out.length);
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, aead.parameters(nonce));
            cipher.updateAAD(aad, aadOffset, aadLength);
            int rest = length % aead.blockLength();
            int written = update(content, offset, length - rest, out, outOffset);
            written +=
                    finish(
                            content,
                            offset + length - rest,
                            rest,
                            tail,
                            tailLength,
                            out,
                            outOffset + written);
            if (written != sealedLength) {
                throw new IllegalStateException(
                        cipher.getProvider()
                                + " sealed "
                                + written
                                + " bytes, not "
                                + sealedLength);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(aead + " could not seal a record", e);
        }
    }

    @Override
    public void close() {
        key.destroy();
        Arrays.fill(scratch, (byte) 0);
    }

    private int update(byte[] in, int offset, int length, byte[] out, int outOffset)
            throws GeneralSecurityException {
        return length == 0 ? 0 : cipher.update(in, offset, length, out, outOffset);
    }

    private int finish(
            byte[] content,
            int offset,
            int rest,
            byte[] tail,
            int tailLength,
            byte[] out,
            int outOffset)
            throws GeneralSecurityException {
        if (rest == 0) {
            return cipher.doFinal(tail, 0, tailLength, out, outOffset);
        }
        System.arraycopy(content, offset, scratch, 0, rest);
        if (rest + tailLength <= scratch.length) {
            System.arraycopy(tail, 0, scratch, rest, tailLength);
            return cipher.doFinal(scratch, 0, rest + tailLength, out, outOffset);
        }
        // A padded record: fill the block up, then the remainder of the tail needs no copy either.
        int fill = aead.blockLength() - rest;
        System.arraycopy(tail, 0, scratch, rest, fill);
        int written = cipher.update(scratch, 0, aead.blockLength(), out, outOffset);
        return written + cipher.doFinal(tail, fill, tailLength - fill, out, outOffset + written);
    }
}
