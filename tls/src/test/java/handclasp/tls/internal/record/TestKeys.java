package handclasp.tls.internal.record;

import handclasp.tls.CipherSuite;
import handclasp.tls.RecordPadding;
import handclasp.tls.crypto.AeadSealer;
import handclasp.tls.crypto.CryptoProvider;
import handclasp.tls.internal.jca.JcaCryptoProvider;
import java.util.Arrays;

/** Traffic keys whose bytes are the number of their generation. */
public final class TestKeys implements TrafficKeys {
    private static final CryptoProvider CRYPTO = JcaCryptoProvider.shared();

    private final CipherSuite suite;
    private final int generation;
    private final long limit;
    private boolean closed;

    public TestKeys(CipherSuite suite) {
        this(suite, 1, Long.MAX_VALUE);
    }

    public TestKeys(CipherSuite suite, int generation, long limit) {
        this.suite = suite;
        this.generation = generation;
        this.limit = limit;
    }

    public boolean closed() {
        return closed;
    }

    @Override
    public RecordSealer sealer(RecordPadding padding) {
        return new Sealer13(aeadSealer(), iv(), padding);
    }

    @Override
    public RecordOpener opener() {
        return new Opener13(CRYPTO.opener(suite, filled(CRYPTO.keyLength(suite))), iv());
    }

    AeadSealer aeadSealer() {
        return CRYPTO.sealer(suite, filled(CRYPTO.keyLength(suite)));
    }

    byte[] iv() {
        return filled(12);
    }

    @Override
    public long recordLimit() {
        return limit;
    }

    @Override
    public TestKeys next() {
        return new TestKeys(suite, generation + 1, limit);
    }

    @Override
    public void close() {
        closed = true;
    }

    private byte[] filled(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) generation);
        return bytes;
    }
}
