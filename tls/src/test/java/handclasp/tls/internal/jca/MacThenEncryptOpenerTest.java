package handclasp.tls.internal.jca;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.tls.CipherSuite;
import handclasp.tls.crypto.CbcOpener;
import handclasp.tls.crypto.RecordAlgorithm;
import handclasp.tls.crypto.ReferenceCbc;
import handclasp.tls.crypto.ScriptedRandom;
import handclasp.tls.crypto.SuiteAlgorithms;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records whose inside a peer or an attacker made, against a reading of RFC 5246 §6.2.3.2 without any care for time. */
class MacThenEncryptOpenerTest {
    private static final byte[] HEADER = {0, 0, 0, 0, 0, 0, 1, 2, 23, 3, 3, 0, 0};
    private static final byte[] IV = new ScriptedRandom(9).bytes(16);

    static List<CipherSuite> suites() {
        return List.of(
                CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA,
                CipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA256,
                CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384);
    }

    @ParameterizedTest
    @MethodSource("suites")
    void everyPaddingIsTaken(CipherSuite suite) throws Exception {
        Subject subject = new Subject(suite);
        for (int length : new int[] {0, 1, 5, 60, 300}) {
            byte[] content = new ScriptedRandom(length).bytes(length);
            int macLength = subject.macLength;
            for (int padding = 0; padding < 256; padding++) {
                if ((length + macLength + padding + 1) % 16 == 0) {
                    byte[] inner = subject.reference.inner(HEADER, content, padding);
                    assertThat(subject.open(inner)).isEqualTo(content);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("suites")
    void everyByteOfPaddingAndMacCounts(CipherSuite suite) throws Exception {
        Subject subject = new Subject(suite);
        for (int base : new int[] {15, 255}) {
            int length = (1024 - 1 - base - subject.macLength) % 16 + 16;
            byte[] content = new ScriptedRandom(length).bytes(length);
            byte[] inner = subject.reference.inner(HEADER, content, base);
            assertThat(subject.open(inner)).isEqualTo(content);
            for (int i = length; i < inner.length; i++) {
                for (int bit = 0; bit < 8; bit++) {
                    byte[] changed = inner.clone();
                    changed[i] ^= (byte) (1 << bit);
                    assertThat(subject.open(changed)).as("byte %d, bit %d", i, bit).isNull();
                }
            }
        }
    }

    /** RFC 5246 §6.2.3.2: a padding that is longer than the record is no padding. */
    @ParameterizedTest
    @MethodSource("suites")
    void aPaddingThatReachesIntoTheMacOrBeyondIsRefused(CipherSuite suite) throws Exception {
        Subject subject = new Subject(suite);
        int whole = (subject.macLength + 1 + 15) / 16 * 16;
        for (int inner : new int[] {whole, whole + 16, 112, 256}) {
            for (int padding = inner - subject.macLength; padding < 256; padding++) {
                byte[] all = new byte[inner];
                Arrays.fill(all, (byte) padding);
                assertThat(subject.open(all)).as("%d of %d", padding, inner).isNull();
            }
        }
    }

    /** Whole and broken ones, by chance; the two must always say the same. */
    @ParameterizedTest
    @MethodSource("suites")
    void agreesWithTheReference(CipherSuite suite) throws Exception {
        Subject subject = new Subject(suite);
        SplittableRandom random = new SplittableRandom(4);
        int good = 0;
        for (int i = 0; i < 4000; i++) {
            byte[] inner = subject.anyInner(random);
            byte[] expected = subject.reference.open(HEADER, subject.reference.encrypt(IV, inner));
            assertThat(subject.open(inner)).isEqualTo(expected);
            good += expected == null ? 0 : 1;
        }
        assertThat(good).isBetween(500, 3500);
    }

    private static final class Subject {
        final ReferenceCbc reference;
        final int macLength;
        private final CbcOpener opener;

        Subject(CipherSuite suite) {
            RecordAlgorithm records = SuiteAlgorithms.of(suite).orElseThrow().records();
            byte[] key = new ScriptedRandom(1).bytes(records.keyLength());
            byte[] macKey = new ScriptedRandom(2).bytes(records.macKeyLength());
            macLength = records.macKeyLength();
            reference = new ReferenceCbc(records, key, macKey);
            opener = JcaCryptoProvider.shared().cbcOpener(suite, key, macKey, false);
        }

        byte[] open(byte[] inner) throws Exception {
            byte[] fragment = reference.encrypt(IV, inner);
            byte[] out = new byte[fragment.length];
            int length = opener.open(HEADER.clone(), fragment, 0, fragment.length, out, 0);
            return length < 0 ? null : Arrays.copyOf(out, length);
        }

        byte[] anyInner(SplittableRandom random) throws Exception {
            byte[] content = new byte[random.nextInt(600)];
            random.nextBytes(content);
            int least = 15 - (content.length + macLength) % 16;
            int padding = least + 16 * random.nextInt((255 - least) / 16 + 1);
            byte[] inner = reference.inner(HEADER, content, padding);
            switch (random.nextInt(4)) {
                case 0 -> inner[inner.length - 1] = (byte) random.nextInt();
                case 1 -> inner[random.nextInt(inner.length)] ^= (byte) random.nextInt();
                case 2 -> {
                    int from = Math.max(0, inner.length - 1 - random.nextInt(300));
                    Arrays.fill(inner, from, inner.length, (byte) random.nextInt());
                }
                default -> {}
            }
            return inner;
        }
    }
}
