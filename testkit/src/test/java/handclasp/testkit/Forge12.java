package handclasp.testkit;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Makes and opens the AES-GCM records of one direction of TLS 1.2 (RFC 5288 §3), by code of its own. */
final class Forge12 {
    private static final int HEADER = 5;
    private static final int EXPLICIT = 8;
    private static final int TAG = 16;

    private final byte[] key;
    private final byte[] fixedIv;
    private long sequence;

    /** @param sequence of the next record */
    Forge12(byte[] key, byte[] fixedIv, long sequence) {
        this.key = key;
        this.fixedIv = fixedIv;
        this.sequence = sequence;
    }

    /** The next record. */
    byte[] seal(int type, byte... content) {
        byte[] explicit = ByteBuffer.allocate(EXPLICIT).putLong(sequence).array();
        byte[] sealed = run(Cipher.ENCRYPT_MODE, type, content.length, explicit, content);
        return ByteBuffer.allocate(HEADER + EXPLICIT + sealed.length)
                .put((byte) type)
                .putShort((short) 0x0303)
                .putShort((short) (EXPLICIT + sealed.length))
                .put(explicit)
                .put(sealed)
                .array();
    }

    /** The content of the next record. */
    byte[] open(byte[] record) {
        byte[] explicit = Arrays.copyOfRange(record, HEADER, HEADER + EXPLICIT);
        byte[] sealed = Arrays.copyOfRange(record, HEADER + EXPLICIT, record.length);
        return run(Cipher.DECRYPT_MODE, record[0], sealed.length - TAG, explicit, sealed);
    }

    private byte[] run(int mode, int type, int contentLength, byte[] explicit, byte[] in) {
        byte[] nonce = ByteBuffer.allocate(12).put(fixedIv).put(explicit).array();
        byte[] additional =
                ByteBuffer.allocate(13)
                        .putLong(sequence++)
                        .put((byte) type)
                        .putShort((short) 0x0303)
                        .putShort((short) contentLength)
                        .array();
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * TAG, nonce));
            cipher.updateAAD(additional);
            return cipher.doFinal(in);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
