package handclasp.tls.internal.tls12;

import handclasp.tls.ProtocolVersion;
import handclasp.tls.crypto.RsaDecryptor;
import handclasp.tls.crypto.Secret;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a server makes of the premaster secret that a client encrypted to its RSA key, so that nobody learns from it whether
 * the padding was right: the first way of RFC 5246 §7.4.7.1. 46 random bytes are drawn before anything else; whatever is
 * wrong (length, padding, the decryptor itself), they take the place of the plaintext by masks, without a branch, and
 * the handshake goes on until Finished does not match. The version is always the one that the client offered, so that
 * a wrong one in the plaintext makes a wrong master secret and needs no check.
 *
 * <p>Limits: the decryption itself takes the time its provider takes (the JDK blinds it). A plaintext that the provider
 * gives without leading zeros, which none of the JDK's does, is moved into place by a copy whose length is the number's,
 * and the JIT compiler gives no promise to keep code without branches so; {@code bench} measures it.
 */
public final class RsaPremaster {
    private static final int RANDOM = Premaster.RSA_LENGTH - 2;

    /** Two bytes, at least eight of padding, and a zero (RFC 8017 §7.2.1). */
    private static final int LEAST_PADDING = 11;

    private final Secret premaster;
    private final Optional<Exception> failure;

    private RsaPremaster(Secret premaster, Optional<Exception> failure) {
        this.premaster = premaster;
        this.failure = failure;
    }

    /**
     * Decrypts; may block as the decryptor may.
     *
     * @param offered {@code client_version} of the ClientHello
     */
    public static RsaPremaster decrypt(
            RsaDecryptor decryptor,
            byte[] encrypted,
            ProtocolVersion offered,
            SecureRandom random) {
        byte[] instead = new byte[RANDOM];
        random.nextBytes(instead);
        int length = decryptor.modulusLength();
        byte[] block = new byte[length];
        Optional<Exception> failure = Optional.empty();
        try {
            // What a wrong length is, the client knows: no secret is in it.
            byte[] number = decryptor.decrypt(fitted(encrypted, length));
            place(number, block);
            Arrays.fill(number, (byte) 0);
        } catch (GeneralSecurityException | RuntimeException e) {
            // Unchecked ones too: a token's provider tells its errors so, some of which depend on
            // the plaintext, and a client must not be able to tell them from others.
            failure = Optional.of(e);
        }
        Secret premaster = select(block, encrypted.length == length, offered, instead);
        Arrays.fill(block, (byte) 0);
        Arrays.fill(instead, (byte) 0);
        return new RsaPremaster(premaster, failure);
    }

    /** 48 bytes, right or not; the caller closes it. */
    public Secret premaster() {
        return premaster;
    }

    /**
     * Why the decryptor did not work, such as a token that is gone: for this end's own diagnosis once the handshake has
     * failed. It must not change what is sent, nor when.
     */
    public Optional<Exception> failure() {
        return failure;
    }

    /**
     * The 48 bytes at the end of the block, or random ones.
     *
     * @param block 00 02, bytes that are not zero, 00, and the plaintext
     */
    static Secret select(
            byte[] block, boolean lengthRight, ProtocolVersion offered, byte[] instead) {
        if (block.length < LEAST_PADDING + Premaster.RSA_LENGTH) {
            throw new IllegalArgumentException("an RSA key of " + block.length + " bytes");
        }
        int separator = block.length - Premaster.RSA_LENGTH - 1;
        int wrong = lengthRight ? 0 : 1;
        wrong |= block[0] | (block[1] ^ 2) | block[separator];
        for (int i = 2; i < separator; i++) {
            wrong |= isZero(block[i]);
        }
        int right = -isZero(wrong);
        byte[] premaster = new byte[Premaster.RSA_LENGTH];
        premaster[0] = (byte) (offered.code() >>> 8);
        premaster[1] = (byte) offered.code();
        for (int i = 2; i < premaster.length; i++) {
            int given = block[separator + 1 + i];
            premaster[i] = (byte) ((given & right) | (instead[i - 2] & ~right));
        }
        return Secret.owning(premaster);
    }

    /** 1 if the lowest 8 bits are zero, otherwise 0. */
    private static int isZero(int value) {
        return ((value & 0xff) - 1) >>> 31;
    }

    private static byte[] fitted(byte[] encrypted, int length) {
        return encrypted.length == length ? encrypted : new byte[length];
    }

    /** To the end of the block. */
    private static void place(byte[] number, byte[] block) throws GeneralSecurityException {
        if (number.length > block.length) {
            throw new GeneralSecurityException("the decryptor gave " + number.length + " bytes");
        }
        System.arraycopy(number, 0, block, block.length - number.length, number.length);
    }
}
