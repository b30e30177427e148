package handclasp.tls.internal.jca;

import handclasp.tls.crypto.AeadOpener;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;

/** Opens with one {@code doFinal} into another array, the way that is fastest with the JDK's ciphers. */
final class JcaOpener implements AeadOpener {
    private static final int NOT_AUTHENTIC = -1;

    private final Aead aead;
    private final AeadKey key;
    private final Cipher cipher;

    JcaOpener(Aead aead, AeadKey key, Cipher cipher) {
        this.aead = aead;
        this.key = key;
        this.cipher = cipher;
    }

    @Override
    public int tagLength() {
        return Aead.TAG_LENGTH;
    }

    @Override
    public int open(
            byte[] nonce,
            byte[] aad,
            int aadOffset,
            int aadLength,
            byte[] in,
            int offset,
            int length,
            byte[] out,
            int outOffset) {
        int plaintextLength = length - Aead.TAG_LENGTH;
        Objects.checkFromIndexSize(offset, length, in.length);
        if (plaintextLength < 0) {
            return NOT_AUTHENTIC;
        }
        Objects.checkFromIndexSize(outOffset, plaintextLength, out.length);
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, aead.parameters(nonce));
            cipher.updateAAD(aad, aadOffset, aadLength);
            return cipher.doFinal(in, offset, length, out, outOffset);
        } catch (AEADBadTagException e) {
            // The JDK wipes this itself, but does not promise to.
            Arrays.fill(out, outOffset, outOffset + plaintextLength, (byte) 0);
            return NOT_AUTHENTIC;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(aead + " could not open a record", e);
        }
    }

    @Override
    public void close() {
        key.destroy();
    }
}
