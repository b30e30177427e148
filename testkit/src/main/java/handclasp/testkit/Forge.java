package handclasp.testkit;

import handclasp.tls.CipherSuite;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and opens the protected records of one direction, by code of its own: what the engine never sends can be sent,
 * and what it sends is looked at without its help.
 */
public final class Forge {
    public static final int CHANGE_CIPHER_SPEC = 20;
    public static final int ALERT = 21;
    public static final int HANDSHAKE = 22;
    public static final int DATA = 23;

    private static final int TAG = 16;
    private static final int HEADER = 5;

    private final CipherSuite suite;
    private byte[] secret;
    private long sequence;

    public Forge(CipherSuite suite, byte[] secret) {
        this.suite = suite;
        this.secret = secret;
    }

    /** A record in the clear. */
    public static byte[] plain(int type, byte... content) {
        byte[] record = new byte[HEADER + content.length];
        header(record, type, content.length);
        System.arraycopy(content, 0, record, HEADER, content.length);
        return record;
    }

    /** The next record. */
    public byte[] seal(int type, byte... content) {
        byte[] inner = Arrays.copyOf(content, content.length + 1);
        inner[content.length] = (byte) type;
        return sealInner(inner);
    }

    /** The next record, of any TLSInnerPlaintext. */
    public byte[] sealInner(byte[] inner) {
        byte[] record = new byte[HEADER + inner.length + TAG];
        header(record, DATA, inner.length + TAG);
        run(Cipher.ENCRYPT_MODE, record, inner, 0, inner.length, record);
        return record;
    }

    /** The content of the next record with its type behind it; padding is expected to be absent. */
    public byte[] open(byte[] record) {
        byte[] inner = new byte[record.length - HEADER - TAG];
        byte[] out = new byte[HEADER + inner.length];
        run(Cipher.DECRYPT_MODE, record, record, HEADER, record.length - HEADER, out);
        return Arrays.copyOfRange(out, HEADER, out.length);
    }

    /** Goes over to the next generation of keys (RFC 9846 §7.2). */
    public Forge update() {
        secret = expand("traffic upd", hashLength());
        sequence = 0;
        return this;
    }

    /** Leaves a record out. */
    public Forge skip() {
        sequence++;
        return this;
    }

    private void run(int mode, byte[] header, byte[] in, int offset, int length, byte[] out) {
        boolean chacha = suite.equals(CipherSuite.TLS_CHACHA20_POLY1305_SHA256);
        byte[] nonce = expand("iv", 12);
        for (int i = 0; i < 8; i++) {
            nonce[11 - i] ^= (byte) (sequence >>> (8 * i));
        }
        sequence++;
        try {
            Cipher cipher = Cipher.getInstance(chacha ? "ChaCha20-Poly1305" : "AES/GCM/NoPadding");
            cipher.init(
                    mode,
                    new SecretKeySpec(expand("key", keyLength()), chacha ? "ChaCha20" : "AES"),
                    chacha ? new IvParameterSpec(nonce) : new GCMParameterSpec(8 * TAG, nonce));
            cipher.updateAAD(header, 0, HEADER);
            cipher.doFinal(in, offset, length, out, HEADER);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** HKDF-Expand-Label without a context (RFC 9846 §7.1), of one block at most. */
    private byte[] expand(String label, int length) {
        byte[] name = ("tls13 " + label).getBytes(StandardCharsets.US_ASCII);
        byte[] info = new byte[2 + 1 + name.length + 1 + 1];
        info[1] = (byte) length;
        info[2] = (byte) name.length;
        System.arraycopy(name, 0, info, 3, name.length);
        info[info.length - 1] = 1;
        try {
            Mac mac = Mac.getInstance(hashLength() == 48 ? "HmacSHA384" : "HmacSHA256");
            mac.init(new SecretKeySpec(secret, mac.getAlgorithm()));
            return Arrays.copyOf(mac.doFinal(info), length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private int keyLength() {
        return suite.equals(CipherSuite.TLS_AES_128_GCM_SHA256) ? 16 : 32;
    }

    private int hashLength() {
        return suite.equals(CipherSuite.TLS_AES_256_GCM_SHA384) ? 48 : 32;
    }

    private static void header(byte[] record, int type, int length) {
        record[0] = (byte) type;
        record[1] = 3;
        record[2] = 3;
        record[3] = (byte) (length >>> 8);
        record[4] = (byte) length;
    }
}
