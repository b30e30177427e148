package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import handclasp.tls.CipherSuite;
import handclasp.tls.PlaintextSink;
import handclasp.tls.TlsConnection;
import handclasp.tls.TlsException;
import java.lang.management.ManagementFactory;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A record through a connection allocates what the JDK's cipher does, and nothing of ours (DESIGN §5). */
class ConnectionAllocationTest {
    private static final int ROUNDS = 7;
    private static final int RECORDS = 100;
    private static final int TOLERANCE = 64;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Stream<Arguments> suitesAndSizes() {
        return HandshakesTest.suites().stream()
                .flatMap(suite -> Stream.of(1400, 16_384).map(size -> Arguments.of(suite, size)));
    }

    @ParameterizedTest
    @MethodSource("suitesAndSizes")
    void aRecordAllocatesWhatTheCipherDoes(CipherSuite suite, int size) throws Exception {
        Wire wire =
                Ends.wire(Ends.client().cipherSuites(List.of(suite)), Ends.server()).handshake();
        Records ours = new Records(wire.client(), wire.server(), size);
        Bare bare = new Bare(suite, size);
        ours.run(RECORDS);
        bare.run(RECORDS);
        double[] perRecord = new double[ROUNDS];
        double[] cipher = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            ours.run(RECORDS);
            long between = THREADS.getCurrentThreadAllocatedBytes();
            bare.run(RECORDS);
            long after = THREADS.getCurrentThreadAllocatedBytes();
            perRecord[i] = (between - before) / (double) RECORDS;
            cipher[i] = (after - between) / (double) RECORDS;
        }

        // What each record allocates shows in every round; what the JVM does once, on its own time,
        // in one.
        Arrays.sort(perRecord);
        Arrays.sort(cipher);
        assertThat(perRecord[0])
                .as(
                        "bytes for each record of %d; the cipher alone needs %.0f",
                        size, cipher[ROUNDS / 2])
                .isLessThanOrEqualTo(cipher[ROUNDS / 2] + TOLERANCE);
    }

    /** Sealed by one connection and opened by another. */
    private static final class Records implements PlaintextSink {
        private final TlsConnection from;
        private final TlsConnection to;
        private final byte[] data;
        private final byte[] record;
        private final byte[] target;
        private long received;

        Records(TlsConnection from, TlsConnection to, int size) {
            this.from = from;
            this.to = to;
            this.data = new byte[size];
            this.record = new byte[from.recordBound(size)];
            this.target = new byte[size + 256];
        }

        void run(int count) throws TlsException {
            received = 0;
            for (int i = 0; i < count; i++) {
                int made = from.send(data, 0, data.length, record, 0);
                to.receive(record, 0, to.recordLength(record, 0, made), this);
            }
            if (received != (long) count * data.length) {
                throw new AssertionError("only " + received + " bytes came through");
            }
        }

        @Override
        public byte[] array(int bound) {
            return target;
        }

        @Override
        public void accept(byte[] bytes, int offset, int length) {
            received += length;
        }
    }

    /** The same with nothing but the JDK's ciphers, in the shape that our records are sealed in. */
    private static final class Bare {
        private final boolean chacha;
        private final Key key;
        private final Cipher sealer;
        private final Cipher opener;
        private final byte[] header = new byte[5];
        private final byte[] nonce = new byte[12];
        private final byte[] data;
        private final byte[] tail = new byte[17];
        private final byte[] record;
        private final byte[] target;
        private int sequence;

        Bare(CipherSuite suite, int size) throws GeneralSecurityException {
            chacha = suite.equals(CipherSuite.TLS_CHACHA20_POLY1305_SHA256);
            int keyLength = suite.equals(CipherSuite.TLS_AES_128_GCM_SHA256) ? 16 : 32;
            key = new SecretKeySpec(new byte[keyLength], chacha ? "ChaCha20" : "AES");
            String name = chacha ? "ChaCha20-Poly1305" : "AES/GCM/NoPadding";
            sealer = Cipher.getInstance(name);
            opener = Cipher.getInstance(name);
            data = new byte[size];
            record = new byte[size + 1 + 16];
            target = new byte[size + 256];
        }

        void run(int count) throws GeneralSecurityException {
            for (int i = 0; i < count; i++) {
                sequence++;
                nonce[10] = (byte) (sequence >>> 8);
                nonce[11] = (byte) sequence;
                nonce[9] = (byte) (sequence >>> 16);
                sealer.init(Cipher.ENCRYPT_MODE, key, parameters());
                sealer.updateAAD(header);
                int whole = data.length / 16 * 16;
                int at = sealer.update(data, 0, whole, record, 0);
                System.arraycopy(data, whole, tail, 0, data.length - whole);
                sealer.doFinal(tail, 0, data.length - whole + 1, record, at);
                opener.init(Cipher.DECRYPT_MODE, key, parameters());
                opener.updateAAD(header);
                opener.doFinal(record, 0, record.length, target, 0);
            }
        }

        private AlgorithmParameterSpec parameters() throws InvalidKeyException {
            return chacha ? new IvParameterSpec(nonce) : new GCMParameterSpec(128, nonce);
        }
    }
}
