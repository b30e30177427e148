package handclasp.tls.internal.jca;

import handclasp.tls.crypto.CbcOpener;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;

/**
 * RFC 7366: nothing is decrypted that has not the right MAC, so that what is found inside, padding included, is the
 * peer's own and its check tells an attacker nothing.
 */
final class EncryptThenMacOpener implements CbcOpener {
    private static final int BLOCK = CbcCipher.BLOCK;
    private static final int NOT_AUTHENTIC = -1;

    private final CbcCipher cipher;
    private final Hmac hmac;
    private final byte[] expected;
    private final byte[] found;
    private byte[] plain = {};

    EncryptThenMacOpener(CbcCipher cipher, Hmac hmac, int macLength) {
        this.cipher = cipher;
        this.hmac = hmac;
        this.expected = new byte[macLength];
        this.found = new byte[macLength];
    }

    @Override
    public int plaintextBound(int fragmentLength) {
        int encrypted = fragmentLength - found.length;
        return encrypted < 2 * BLOCK || encrypted % BLOCK != 0 ? -1 : encrypted - BLOCK - 1;
    }

    @Override
    public int open(byte[] header, byte[] in, int offset, int length, byte[] out, int outOffset) {
        Objects.checkFromIndexSize(offset, length, in.length);
        if (plaintextBound(length) < 0) {
            return NOT_AUTHENTIC;
        }
        cipher.requireKey();
        int encrypted = length - found.length;
        if (!isAuthentic(header, in, offset, encrypted)) {
            return NOT_AUTHENTIC;
        }
        if (plain.length < encrypted) {
            plain = new byte[encrypted];
        }
        cipher.finish(in, offset, encrypted, plain, 0);
        int contentLength = contentLength(encrypted);
        if (contentLength >= 0) {
            System.arraycopy(plain, BLOCK, out, outOffset, contentLength);
        }
        return contentLength;
    }

    @Override
    public void close() {
        cipher.close();
        hmac.close();
        Arrays.fill(plain, (byte) 0);
    }

    private boolean isAuthentic(byte[] header, byte[] in, int offset, int encrypted) {
        MacHeader.length(header, encrypted);
        hmac.update(header, 0, MacHeader.LENGTH);
        hmac.update(in, offset, encrypted);
        hmac.finish(expected, 0);
        System.arraycopy(in, offset + encrypted, found, 0, found.length);
        return MessageDigest.isEqual(expected, found);
    }

    /** All bytes of the padding must be the same (RFC 5246 §6.2.3.2). */
    private int contentLength(int encrypted) {
        int padding = plain[encrypted - 1] & 0xff;
        int length = encrypted - BLOCK - 1 - padding;
        if (length < 0) {
            return NOT_AUTHENTIC;
        }
        for (int i = BLOCK + length; i < encrypted; i++) {
            if ((plain[i] & 0xff) != padding) {
                return NOT_AUTHENTIC;
            }
        }
        return length;
    }
}
