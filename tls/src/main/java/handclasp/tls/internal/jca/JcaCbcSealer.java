package handclasp.tls.internal.jca;

import handclasp.tls.crypto.CbcSealer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;

/**
 * Seals with CBC and HMAC: whole blocks go straight from the caller's array to the output, and what is left of the
 * content is copied, to stand together with MAC and padding.
 */
final class JcaCbcSealer implements CbcSealer {
    private static final int BLOCK = CbcCipher.BLOCK;

    private final CbcCipher cipher;
    private final Hmac hmac;
    private final int macLength;
    private final boolean encryptThenMac;
    private final SecureRandom random;

    /** Before the ciphertext: what becomes the initialization vector. */
    private final byte[] first = new byte[BLOCK];

    /** Less than a block of content, the longest MAC of 48 bytes, at most a block of padding. */
    private final byte[] last = new byte[BLOCK + 48 + BLOCK];

    JcaCbcSealer(
            CbcCipher cipher,
            Hmac hmac,
            int macLength,
            boolean encryptThenMac,
            SecureRandom random) {
        this.cipher = cipher;
        this.hmac = hmac;
        this.macLength = macLength;
        this.encryptThenMac = encryptThenMac;
        this.random = random;
    }

    @Override
    public int sealedLength(int contentLength) {
        return encryptThenMac
                ? BLOCK + padded(contentLength) + macLength
                : BLOCK + padded(contentLength + macLength);
    }

    @Override
    public void seal(
            byte[] header, byte[] content, int offset, int length, byte[] out, int outOffset) {
        int sealedLength = sealedLength(length);
        Objects.checkFromIndexSize(offset, length, content.length);
        Objects.checkFromIndexSize(outOffset, sealedLength, out.length);
        int rest = length % BLOCK;
        int tail = rest;
        System.arraycopy(content, offset + length - rest, last, 0, rest);
        if (!encryptThenMac) {
            MacHeader.length(header, length);
            hmac.update(header, 0, MacHeader.LENGTH);
            hmac.update(content, offset, length);
            hmac.finish(last, rest);
            tail += macLength;
        }
        int end = padded(tail);
        // Each byte of the padding says how many follow (RFC 5246 §6.2.3.2).
        Arrays.fill(last, tail, end, (byte) (end - tail - 1));
        random.nextBytes(first);
        int written = cipher.update(first, 0, BLOCK, out, outOffset);
        written += cipher.update(content, offset, length - rest, out, outOffset + written);
        written += cipher.finish(last, 0, end, out, outOffset + written);
        if (encryptThenMac) {
            MacHeader.length(header, written);
            hmac.update(header, 0, MacHeader.LENGTH);
            hmac.update(out, outOffset, written);
            hmac.finish(out, outOffset + written);
            written += macLength;
        }
        if (written != sealedLength) {
            throw new IllegalStateException(
                    "AES-CBC sealed " + written + " bytes, not " + sealedLength);
        }
    }

    @Override
    public void close() {
        cipher.close();
        hmac.close();
        Arrays.fill(last, (byte) 0);
    }

    /** With at least one byte of padding, up to whole blocks. */
    private static int padded(int length) {
        return (length / BLOCK + 1) * BLOCK;
    }
}
