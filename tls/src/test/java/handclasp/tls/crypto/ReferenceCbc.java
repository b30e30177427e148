package handclasp.tls.crypto;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** CBC records made and read by JCA's own {@link Cipher} and {@link Mac}, as plainly as RFC 5246 §6.2.3.2 has them. */
public final class ReferenceCbc {
    private static final int BLOCK = 16;

    private final byte[] key;
    private final byte[] macKey;
    private final HashAlgorithm mac;

    public ReferenceCbc(RecordAlgorithm algorithm, byte[] key, byte[] macKey) {
        this.key = key.clone();
        this.macKey = macKey.clone();
        this.mac = algorithm.mac().orElseThrow();
    }

    /** HMAC of the header, with this length in it, and the content. */
    public byte[] mac(byte[] header, byte[] content) throws GeneralSecurityException {
        byte[] own = header.clone();
        own[11] = (byte) (content.length >>> 8);
        own[12] = (byte) content.length;
        Mac hmac = Mac.getInstance(mac.hmacName());
        hmac.init(new SecretKeySpec(macKey, mac.hmacName()));
        hmac.update(own);
        return hmac.doFinal(content);
    }

    /** MAC inside, padding of {@code padding} bytes and their length. */
    public byte[] inner(byte[] header, byte[] content, int padding)
            throws GeneralSecurityException {
        byte[] inner = joined(content, mac(header, content), new byte[padding + 1]);
        Arrays.fill(inner, inner.length - padding - 1, inner.length, (byte) padding);
        return inner;
    }

    /** Encrypts whole blocks, whatever they are, under an initialization vector. */
    public byte[] encrypt(byte[] iv, byte[] inner) throws GeneralSecurityException {
        return joined(iv, crypt(Cipher.ENCRYPT_MODE, iv, inner, 0, inner.length));
    }

    /** The content, or null if the record is not right in any way: with the MAC inside. */
    public byte[] open(byte[] header, byte[] fragment) throws GeneralSecurityException {
        if (fragment.length % BLOCK != 0 || fragment.length < BLOCK + mac.length() + 1) {
            return null;
        }
        byte[] iv = Arrays.copyOf(fragment, BLOCK);
        byte[] inner = crypt(Cipher.DECRYPT_MODE, iv, fragment, BLOCK, fragment.length - BLOCK);
        int padding = inner[inner.length - 1] & 0xff;
        int length = inner.length - padding - 1 - mac.length();
        if (length < 0) {
            return null;
        }
        byte[] content = Arrays.copyOf(inner, length);
        return Arrays.equals(inner, inner(header, content, padding)) ? content : null;
    }

    /** The content, or null: with the MAC behind the ciphertext. */
    public byte[] openEncryptThenMac(byte[] header, byte[] fragment)
            throws GeneralSecurityException {
        byte[] encrypted = Arrays.copyOf(fragment, fragment.length - mac.length());
        if (!Arrays.equals(fragment, joined(encrypted, mac(header, encrypted)))) {
            return null;
        }
        byte[] iv = Arrays.copyOf(encrypted, BLOCK);
        byte[] inner = crypt(Cipher.DECRYPT_MODE, iv, encrypted, BLOCK, encrypted.length - BLOCK);
        return Arrays.copyOf(inner, inner.length - 1 - (inner[inner.length - 1] & 0xff));
    }

    private byte[] crypt(int mode, byte[] iv, byte[] in, int offset, int length)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
        return cipher.doFinal(in, offset, length);
    }

    public static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
