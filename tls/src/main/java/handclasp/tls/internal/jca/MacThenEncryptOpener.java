package handclasp.tls.internal.jca;

import handclasp.tls.crypto.CbcOpener;
import java.util.Arrays;
import java.util.Objects;

/**
 * RFC 5246 §6.2.3.2: padding and MAC are inside the ciphertext, and whoever learns which of them was wrong, or by how much,
 * reads the plaintext (Vaudenay 2002; AlFardan and Paterson, "Lucky Thirteen", 2013). So from decryption to the verdict
 * there is one path, whose steps, branches and addresses follow from the record's length alone:
 *
 * <ul>
 *   <li>The padding is compared over the last 256 bytes, whatever its length says; if it is wrong it counts as one of
 *       length zero, and the rest goes on.
 *   <li>The MAC is taken from where it would stand by moving a window of bytes, not by an index.
 *   <li>HMAC is computed by hash functions of our own ({@link BlockHash}) that work through as many blocks as the
 *       longest possible content needs and keep the state after the block where the content ends. JCA's digests cannot do
 *       so: they hash the length they are told, and their state is not to be had.
 *   <li>All of this becomes one number, and the only branch is on that.
 * </ul>
 *
 * <p>Limits: the JIT compiler does not promise to keep arithmetic free of branches; {@code bench} measures whether it
 * does. Hashing in Java is slower than the JDK's intrinsics, which matters with this mode only. What the record's length
 * tells, it tells anyone.
 */
final class MacThenEncryptOpener implements CbcOpener {
    private static final int BLOCK = CbcCipher.BLOCK;
    private static final int NOT_AUTHENTIC = -1;

    /** The length byte and what it may say at most. */
    private static final int MOST_PADDING = 256;

    private final CbcCipher cipher;
    private final SecretLengthHmac hmac;
    private final int macLength;
    private final byte[] expected;

    /** The padding's length may put the MAC at one of 256 places. */
    private final byte[] window;

    private byte[] plain = {};

    MacThenEncryptOpener(CbcCipher cipher, SecretLengthHmac hmac, int macLength) {
        this.cipher = cipher;
        this.hmac = hmac;
        this.macLength = macLength;
        this.expected = new byte[macLength];
        this.window = new byte[MOST_PADDING + macLength];
    }

    @Override
    public int plaintextBound(int fragmentLength) {
        int inner = fragmentLength - BLOCK;
        return inner % BLOCK != 0 || inner < macLength + 1 ? -1 : inner - macLength - 1;
    }

    @Override
    public int open(byte[] header, byte[] in, int offset, int length, byte[] out, int outOffset) {
        Objects.checkFromIndexSize(offset, length, in.length);
        int most = plaintextBound(length);
        if (most < 0) {
            return NOT_AUTHENTIC;
        }
        if (plain.length < length) {
            plain = new byte[length];
        }
        cipher.finish(in, offset, length, plain, 0);

        int inner = length - BLOCK;
        int padding = plain[length - 1] & 0xff;
        int good = ConstantTime.atMost(padding, most) & paddingIsRight(padding, inner);
        int contentLength = most - (padding & good);

        MacHeader.length(header, contentLength);
        // The first block of plaintext is of no use: the header takes its place, right before the
        // content.
        int message = BLOCK - MacHeader.LENGTH;
        System.arraycopy(header, 0, plain, message, MacHeader.LENGTH);
        int least = Math.max(0, most - (MOST_PADDING - 1));
        hmac.compute(
                plain,
                message,
                MacHeader.LENGTH + least,
                MacHeader.LENGTH + contentLength,
                MacHeader.LENGTH + most,
                expected);
        good &= macIsRight(contentLength - least, least, most);
        if (good == 0) {
            return NOT_AUTHENTIC;
        }
        System.arraycopy(plain, BLOCK, out, outOffset, contentLength);
        return contentLength;
    }

    @Override
    public void close() {
        cipher.close();
        hmac.close();
        Arrays.fill(plain, (byte) 0);
        Arrays.fill(window, (byte) 0);
    }

    /** All ones if the last {@code padding + 1} bytes are {@code padding}, otherwise 0. */
    private int paddingIsRight(int padding, int inner) {
        int last = BLOCK + inner - 1;
        int wrong = 0;
        int compared = Math.min(MOST_PADDING, inner);
        for (int i = 0; i < compared; i++) {
            wrong |= ConstantTime.atMost(i, padding) & (plain[last - i] ^ padding) & 0xff;
        }
        return ConstantTime.isZero(wrong);
    }

    /** All ones if the MAC behind the content is the expected one, otherwise 0. */
    private int macIsRight(int distance, int least, int most) {
        int length = most - least + macLength;
        System.arraycopy(plain, BLOCK + least, window, 0, length);
        // Moves the MAC to the window's beginning by powers of two, each step made or not by a
        // mask.
        for (int step = MOST_PADDING / 2; step > 0; step >>>= 1) {
            int moved = ~ConstantTime.isZero(distance & step);
            shift(step, moved, length);
        }
        int wrong = 0;
        for (int i = 0; i < macLength; i++) {
            wrong |= window[i] ^ expected[i];
        }
        return ConstantTime.isZero(wrong & 0xff);
    }

    private void shift(int step, int moved, int length) {
        for (int i = 0; i < length - step; i++) {
            window[i] = (byte) ((window[i + step] & moved) | (window[i] & ~moved));
        }
    }
}
