package handclasp.tls.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.tls.CipherSuite;
import java.util.Arrays;

/** A sealer and an opener of one key, used as a record's protection does. */
final class TestChannel implements AutoCloseable {
    private static final byte UNTOUCHED = 77;

    final AeadSealer sealer;
    final AeadOpener opener;
    final byte[] nonce = new byte[12];
    final byte[] aad = {23, 3, 3, 1, 2};

    TestChannel(CryptoProvider provider, CipherSuite suite) {
        byte[] key = new ScriptedRandom(1).bytes(provider.keyLength(suite));
        sealer = provider.sealer(suite, key);
        opener = provider.opener(suite, key);
        assertThat(sealer.tagLength()).isEqualTo(opener.tagLength());
    }

    void roundTrip(int length, int tailLength, int offset) {
        nonce[11]++;
        nonce[10] += (byte) (nonce[11] == 0 ? 1 : 0);
        byte[] content = new ScriptedRandom(length).bytes(offset + length + 3);
        byte[] tail = new ScriptedRandom(-1).bytes(tailLength);
        byte[] record = seal(content, offset, length, tail, offset);

        byte[] opened = new byte[offset + length + tailLength + 1];
        Arrays.fill(opened, UNTOUCHED);
        assertThat(open(record, opened, offset)).isEqualTo(length + tailLength);

        byte[] expected = opened.clone();
        Arrays.fill(expected, 0, offset, UNTOUCHED);
        System.arraycopy(content, offset, expected, offset, length);
        System.arraycopy(tail, 0, expected, offset + length, tailLength);
        expected[expected.length - 1] = UNTOUCHED;
        assertThat(Arrays.mismatch(opened, expected))
                .as("%d bytes, tail of %d", length, tailLength)
                .isEqualTo(-1);
    }

    /** The additional data stands in front of the ciphertext, as a record's header does. */
    byte[] seal(byte[] content, int offset, int length, byte[] tail, int outOffset) {
        int sealedLength = length + tail.length + sealer.tagLength();
        byte[] out = new byte[outOffset + aad.length + sealedLength + 4];
        Arrays.fill(out, UNTOUCHED);
        int start = outOffset + aad.length;
        System.arraycopy(aad, 0, out, outOffset, aad.length);
        sealer.seal(
                nonce,
                out,
                outOffset,
                aad.length,
                content,
                offset,
                length,
                tail,
                tail.length,
                out,
                start);
        assertThat(Arrays.copyOfRange(out, outOffset, start)).isEqualTo(aad);
        assertThat(Arrays.copyOfRange(out, start + sealedLength, out.length))
                .containsOnly(UNTOUCHED);
        return Arrays.copyOfRange(out, start, start + sealedLength);
    }

    int open(byte[] record, byte[] out, int outOffset) {
        byte[] in = new byte[record.length + 6];
        System.arraycopy(record, 0, in, 6, record.length);
        return opener.open(nonce, aad, 0, aad.length, in, 6, record.length, out, outOffset);
    }

    /** Refused, and of the plaintext no byte is left, save those that are zero. */
    void refuses(byte[] record, byte[] plaintext) {
        byte[] out = new byte[record.length + 8];
        assertThat(open(record, out, 4)).isEqualTo(-1);
        int left = 0;
        for (int i = 0; i < plaintext.length; i++) {
            left += out[4 + i] != 0 && out[4 + i] == plaintext[i] ? 1 : 0;
        }
        assertThat(left).as("bytes of plaintext left").isZero();
    }

    @Override
    public void close() {
        sealer.close();
        opener.close();
    }
}
