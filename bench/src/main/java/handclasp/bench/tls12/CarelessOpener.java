package handclasp.bench.tls12;

import handclasp.tls.crypto.CbcOpener;
import handclasp.tls.crypto.RecordAlgorithm;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * MAC-then-encrypt as RFC 5246 §6.2.3.2 advises and Lucky Thirteen breaks: one error for everything, and a MAC in any case,
 * but over as many bytes as the padding says.
 */
final class CarelessOpener implements CbcOpener {
    private static final int BLOCK = 16;

    private final Cipher cipher;
    private final Mac hmac;
    private final int macLength;
    private byte[] plain = {};

    CarelessOpener(RecordAlgorithm records, byte[] key, byte[] macKey)
            throws GeneralSecurityException {
        String name = records.mac().orElseThrow().hmacName();
        macLength = macKey.length;
        hmac = Mac.getInstance(name);
        hmac.init(new SecretKeySpec(macKey, name));
        cipher = Cipher.getInstance("AES/CBC/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(key, "AES"),
                new IvParameterSpec(new byte[BLOCK]));
    }

    byte[] mac(byte[] header, byte[] content, int offset, int length) {
        hmac.update(header, 0, 11);
        hmac.update((byte) (length >>> 8));
        hmac.update((byte) length);
        hmac.update(content, offset, length);
        return hmac.doFinal();
    }

    @Override
    public int plaintextBound(int fragmentLength) {
        return fragmentLength;
    }

    @Override
    public int open(byte[] header, byte[] in, int offset, int length, byte[] out, int outOffset) {
        if (plain.length < length) {
            plain = new byte[length];
        }
        try {
            cipher.doFinal(in, offset, length, plain, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        int padding = plain[length - 1] & 0xff;
        int contentLength = length - BLOCK - macLength - 1 - padding;
        boolean good = contentLength >= 0;
        for (int i = 0; good && i < padding; i++) {
            good = (plain[length - 2 - i] & 0xff) == padding;
        }
        if (!good) {
            contentLength = length - BLOCK - macLength - 1;
        }
        byte[] expected = mac(header, plain, BLOCK, contentLength);
        int at = BLOCK + contentLength;
        byte[] found = Arrays.copyOfRange(plain, at, at + macLength);
        return good & MessageDigest.isEqual(expected, found) ? contentLength : -1;
    }

    @Override
    public void close() {}
}
