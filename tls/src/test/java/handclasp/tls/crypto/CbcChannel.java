package handclasp.tls.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.tls.CipherSuite;
import java.util.Arrays;

/** A sealer and an opener of one pair of keys, and the reference. */
final class CbcChannel implements AutoCloseable {
    private static final byte UNTOUCHED = 77;

    final byte[] header = {0, 0, 0, 0, 0, 0, 0, 5, 23, 3, 3, 0, 0};

    private final CbcSealer sealer;
    private final CbcOpener opener;
    private final ReferenceCbc reference;
    private final boolean encryptThenMac;
    private final byte[] key;
    private final byte[] macKey;

    CbcChannel(CryptoProvider provider, CipherSuite suite, boolean encryptThenMac) {
        RecordAlgorithm records = SuiteAlgorithms.of(suite).orElseThrow().records();
        key = new ScriptedRandom(1).bytes(records.keyLength());
        macKey = new ScriptedRandom(2).bytes(records.macKeyLength());
        this.encryptThenMac = encryptThenMac;
        reference = new ReferenceCbc(records, key, macKey);
        sealer = provider.cbcSealer(suite, key, macKey, encryptThenMac, new ScriptedRandom(3));
        opener = provider.cbcOpener(suite, key, macKey, encryptThenMac);
    }

    void forgetOurKeys() {
        Arrays.fill(key, (byte) 0);
        Arrays.fill(macKey, (byte) 0);
    }

    void roundTrip(int length, int offset) throws Exception {
        byte[] content = new ScriptedRandom(length).bytes(length);
        byte[] in = ReferenceCbc.joined(new byte[offset], content, new byte[3]);
        byte[] out = new byte[offset + sealer.sealedLength(length) + 4];
        Arrays.fill(out, UNTOUCHED);
        sealer.seal(header, in, offset, length, out, offset);
        for (int i = 0; i < offset; i++) {
            assertThat(out[i]).isEqualTo(UNTOUCHED);
        }
        assertThat(Arrays.copyOfRange(out, out.length - 4, out.length)).containsOnly(UNTOUCHED);

        byte[] fragment = Arrays.copyOfRange(out, offset, out.length - 4);
        byte[] byReference =
                encryptThenMac
                        ? reference.openEncryptThenMac(header, fragment)
                        : reference.open(header, fragment);
        assertThat(byReference).as("%d bytes", length).isEqualTo(content);
        assertThat(opener.plaintextBound(fragment.length)).isGreaterThanOrEqualTo(length);
        assertThat(open(fragment)).as("%d bytes", length).isEqualTo(content);
    }

    byte[] seal(byte[] content) {
        byte[] out = new byte[sealer.sealedLength(content.length)];
        sealer.seal(header, content, 0, content.length, out, 0);
        return out;
    }

    /** Null if it is not authentic. */
    byte[] open(byte[] fragment) {
        byte[] in = ReferenceCbc.joined(new byte[6], fragment, new byte[2]);
        byte[] out = new byte[Math.max(0, opener.plaintextBound(fragment.length)) + 5];
        Arrays.fill(out, UNTOUCHED);
        int length = opener.open(header, in, 6, fragment.length, out, 2);
        if (length < 0) {
            assertThat(out).as("nothing is left").containsOnly(UNTOUCHED);
            return null;
        }
        return Arrays.copyOfRange(out, 2, 2 + length);
    }

    void refuses(byte[] fragment) {
        assertThat(open(fragment)).isNull();
    }

    @Override
    public void close() {
        sealer.close();
        opener.close();
    }
}
