package handclasp.tls.internal.tls12;

import handclasp.tls.RecordPadding;
import handclasp.tls.crypto.Secret;
import handclasp.tls.internal.record.AeadOpener12;
import handclasp.tls.internal.record.AeadSealer12;
import handclasp.tls.internal.record.CbcRecordOpener;
import handclasp.tls.internal.record.CbcRecordSealer;
import handclasp.tls.internal.record.RecordOpener;
import handclasp.tls.internal.record.RecordSealer;
import handclasp.tls.internal.record.TrafficKeys;
import java.security.SecureRandom;

/** The keys of one direction from the key block, which they own and wipe. */
public final class TrafficKeys12 implements TrafficKeys {
    private final Suite12 suite;
    private final Secret macKey;
    private final Secret key;
    private final Secret fixedIv;
    private final boolean encryptThenMac;
    private final SecureRandom random;

    /** Takes the secrets over; those that the suite does not need are of 0 bytes. */
    TrafficKeys12(
            Suite12 suite,
            Secret macKey,
            Secret key,
            Secret fixedIv,
            boolean encryptThenMac,
            SecureRandom random) {
        this.suite = suite;
        this.macKey = macKey;
        this.key = key;
        this.fixedIv = fixedIv;
        this.encryptThenMac = encryptThenMac;
        this.random = random;
    }

    /** TLS 1.2 adds no padding to hide lengths. */
    @Override
    public RecordSealer sealer(RecordPadding padding) {
        if (suite.records().isAead()) {
            return new AeadSealer12(
                    suite.crypto().sealer(suite.cipherSuite(), key.bytes()), fixedIv.bytes());
        }
        return new CbcRecordSealer(
                suite.crypto()
                        .cbcSealer(
                                suite.cipherSuite(),
                                key.bytes(),
                                macKey.bytes(),
                                encryptThenMac,
                                random));
    }

    @Override
    public RecordOpener opener() {
        if (suite.records().isAead()) {
            return new AeadOpener12(
                    suite.crypto().opener(suite.cipherSuite(), key.bytes()), fixedIv.bytes());
        }
        return new CbcRecordOpener(
                suite.crypto()
                        .cbcOpener(
                                suite.cipherSuite(), key.bytes(), macKey.bytes(), encryptThenMac));
    }

    /**
     * None: TLS 1.2 changes keys by renegotiation only, which Handclasp refuses. RFC 9325 §4.4 advises 2^24.5 records
     * under AES-GCM, which are 390 GB in one direction of one connection, without demanding it.
     */
    @Override
    public long recordLimit() {
        return Long.MAX_VALUE;
    }

    @Override
    public boolean renewable() {
        return false;
    }

    @Override
    public TrafficKeys next() {
        throw new IllegalStateException("TLS 1.2 has no KeyUpdate");
    }

    @Override
    public void close() {
        macKey.close();
        key.close();
        fixedIv.close();
    }
}
