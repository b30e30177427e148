package handclasp.tls.internal.jca;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import handclasp.tls.crypto.AeadOpener;
import handclasp.tls.crypto.AeadSealer;
import handclasp.tls.crypto.CryptoProvider;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing of ours may be allocated per record: sealing and opening cost what the bare cipher costs. */
class RecordAllocationTest {
    private static final int ROUNDS = 5;
    private static final int RECORDS = 2000;

    /** In bytes per record, for what compiling changes between runs; any buffer of ours would be larger. */
    private static final long TOLERANCE = 64;

    private static final int CONTENT = 1400;
    private static final int SEALED = CONTENT + 1 + Aead.TAG_LENGTH;
    private static final int HEADER = 5;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final CryptoProvider provider = JcaCryptoProvider.shared();
    private final byte[] nonce = new byte[Aead.NONCE_LENGTH];
    private final byte[] content = new byte[CONTENT];
    private final byte[] tail = {23};
    private final byte[] record = new byte[HEADER + SEALED];
    private final byte[] opened = new byte[CONTENT + 1];

    @ParameterizedTest
    @EnumSource
    void sealing(Aead aead) throws Exception {
        SecretKey key = key(aead);
        Cipher cipher = Cipher.getInstance(aead.transformation(), "SunJCE");
        try (AeadSealer sealer = provider.sealer(Suites.of(aead), key.getEncoded())) {
            long bare = perRecord(() -> sealBare(aead, cipher, key));
            long ours =
                    perRecord(
                            () ->
                                    sealer.seal(
                                            nonce, record, 0, HEADER, content, 0, CONTENT, tail, 1,
                                            record, HEADER));
            assertThat(ours)
                    .as("bytes per record, %d by the cipher", bare)
                    .isLessThanOrEqualTo(bare + TOLERANCE);
            assertThat(bare).as("the cipher itself allocates").isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource
    void opening(Aead aead) throws Exception {
        SecretKey key = key(aead);
        Cipher cipher = Cipher.getInstance(aead.transformation(), "SunJCE");
        byte[] same = nonce.clone();
        try (AeadSealer sealer = provider.sealer(Suites.of(aead), key.getEncoded());
                AeadOpener opener = provider.opener(Suites.of(aead), key.getEncoded())) {
            sealer.seal(same, record, 0, HEADER, content, 0, CONTENT, tail, 1, record, HEADER);
            long bare = perRecord(() -> openBare(aead, cipher, key, same));
            long ours =
                    perRecord(
                            () ->
                                    checkLength(
                                            opener.open(
                                                    same, record, 0, HEADER, record, HEADER, SEALED,
                                                    opened, 0)));
            assertThat(ours)
                    .as("bytes per record, %d by the cipher", bare)
                    .isLessThanOrEqualTo(bare + TOLERANCE);
            assertThat(bare).as("the cipher itself allocates").isPositive();
        }
    }

    /** The same calls with the same lengths. */
    private void sealBare(Aead aead, Cipher cipher, SecretKey key) throws Exception {
        int whole = CONTENT - CONTENT % aead.blockLength();
        cipher.init(Cipher.ENCRYPT_MODE, key, aead.parameters(nonce));
        cipher.updateAAD(record, 0, HEADER);
        int written = cipher.update(content, 0, whole, record, HEADER);
        cipher.doFinal(content, whole - 1, CONTENT - whole + 1, record, HEADER + written);
    }

    private void openBare(Aead aead, Cipher cipher, SecretKey key, byte[] same) throws Exception {
        cipher.init(Cipher.DECRYPT_MODE, key, aead.parameters(same));
        cipher.updateAAD(record, 0, HEADER);
        checkLength(cipher.doFinal(record, HEADER, SEALED, opened, 0));
    }

    private static void checkLength(int length) {
        if (length != CONTENT + 1) {
            throw new AssertionError("opened " + length + " bytes");
        }
    }

    /** The least of some rounds, each with new nonces. */
    private long perRecord(Action action) throws Exception {
        long[] rounds = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < RECORDS; i++) {
                nextNonce();
                action.run();
            }
            rounds[round] = (threads.getCurrentThreadAllocatedBytes() - before) / RECORDS;
        }
        return Arrays.stream(rounds).min().orElseThrow();
    }

    private void nextNonce() {
        int i = nonce.length - 1;
        while (++nonce[i] == 0) {
            i--;
        }
    }

    private static SecretKey key(Aead aead) {
        String algorithm = aead == Aead.CHACHA20_POLY1305 ? "ChaCha20" : "AES";
        return new SecretKeySpec(new byte[aead.keyLength()], algorithm);
    }

    private interface Action {
        void run() throws Exception;
    }
}
