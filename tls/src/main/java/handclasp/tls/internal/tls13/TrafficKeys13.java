package handclasp.tls.internal.tls13;

import handclasp.tls.CipherSuite;
import handclasp.tls.RecordPadding;
import handclasp.tls.crypto.Secret;
import handclasp.tls.internal.record.Opener13;
import handclasp.tls.internal.record.RecordOpener;
import handclasp.tls.internal.record.RecordSealer;
import handclasp.tls.internal.record.Sealer13;
import handclasp.tls.internal.record.TrafficKeys;

/** Keys from a traffic secret (RFC 9846 §7.3), which they own and wipe. */
final class TrafficKeys13 implements TrafficKeys {
    private static final byte[] EMPTY = {};
    private static final int IV = 12;

    /** 2^24 records, below the 2^24.5 full-size ones that RFC 9846 §5.5 allows under AES-GCM. */
    private static final long GCM_LIMIT = 1L << 24;

    private final Suite13 suite;
    private final Secret secret;

    /** Takes the secret over. */
    TrafficKeys13(Suite13 suite, Secret secret) {
        this.suite = suite;
        this.secret = secret;
    }

    @Override
    public RecordSealer sealer(RecordPadding padding) {
        try (Secret key = key();
                Secret iv = iv()) {
            return new Sealer13(
                    suite.crypto().sealer(suite.cipherSuite(), key.bytes()), iv.bytes(), padding);
        }
    }

    @Override
    public RecordOpener opener() {
        try (Secret key = key();
                Secret iv = iv()) {
            return new Opener13(
                    suite.crypto().opener(suite.cipherSuite(), key.bytes()), iv.bytes());
        }
    }

    @Override
    public long recordLimit() {
        return suite.cipherSuite().equals(CipherSuite.TLS_CHACHA20_POLY1305_SHA256)
                ? Long.MAX_VALUE
                : GCM_LIMIT;
    }

    @Override
    public TrafficKeys next() {
        return new TrafficKeys13(
                suite, suite.expandLabel(secret, "traffic upd", EMPTY, suite.hash().length()));
    }

    @Override
    public void close() {
        secret.close();
    }

    Secret iv() {
        return suite.expandLabel(secret, "iv", EMPTY, IV);
    }

    private Secret key() {
        return suite.expandLabel(
                secret, "key", EMPTY, suite.crypto().keyLength(suite.cipherSuite()));
    }
}
