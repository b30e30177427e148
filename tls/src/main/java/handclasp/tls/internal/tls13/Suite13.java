package handclasp.tls.internal.tls13;

import handclasp.tls.CipherSuite;
import handclasp.tls.crypto.CryptoProvider;
import handclasp.tls.crypto.HashAlgorithm;
import handclasp.tls.crypto.Hkdf;
import handclasp.tls.crypto.Secret;
import handclasp.tls.internal.wire.WireWriter;
import java.nio.charset.StandardCharsets;

/** A cipher suite with what is derived by its hash (RFC 9846 §7.1). */
final class Suite13 {
    private static final byte[] PREFIX = "tls13 ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EMPTY = {};

    private final CryptoProvider crypto;
    private final CipherSuite suite;
    private final Hkdf hkdf;

    Suite13(CryptoProvider crypto, CipherSuite suite) {
        this(crypto, suite, crypto.hash(suite));
    }

    private Suite13(CryptoProvider crypto, CipherSuite suite, HashAlgorithm hash) {
        this.crypto = crypto;
        this.suite = suite;
        this.hkdf = crypto.hkdf(hash);
    }

    /** For what a hash alone decides, before there is a suite: of several with this hash it does not matter which. */
    static Suite13 ofHash(CryptoProvider crypto, HashAlgorithm hash) {
        CipherSuite any =
                hash == HashAlgorithm.SHA384
                        ? CipherSuite.TLS_AES_256_GCM_SHA384
                        : CipherSuite.TLS_AES_128_GCM_SHA256;
        return new Suite13(crypto, any, hash);
    }

    CryptoProvider crypto() {
        return crypto;
    }

    CipherSuite cipherSuite() {
        return suite;
    }

    HashAlgorithm hash() {
        return hkdf.hash();
    }

    Hkdf hkdf() {
        return hkdf;
    }

    byte[] hashOfNothing() {
        return crypto.newHash(hash()).value();
    }

    /** HKDF-Expand-Label. */
    Secret expandLabel(Secret secret, String label, byte[] context, int length) {
        byte[] name = label.getBytes(StandardCharsets.US_ASCII);
        byte[] info =
                new WireWriter()
                        .u16(length)
                        .block(1, out -> out.bytes(PREFIX).bytes(name))
                        .vector(1, context)
                        .toByteArray();
        return hkdf.expand(secret, info, length);
    }

    /** Derive-Secret with the transcript's hash in place of its messages. */
    Secret deriveSecret(Secret secret, String label, byte[] transcriptHash) {
        return expandLabel(secret, label, transcriptHash, hash().length());
    }

    /** The verify_data of a Finished under this traffic secret (RFC 9846 §4.5.3). */
    byte[] verifyData(Secret trafficSecret, byte[] transcriptHash) {
        try (Secret finishedKey = expandLabel(trafficSecret, "finished", EMPTY, hash().length())) {
            return hkdf.hmac(finishedKey, transcriptHash);
        }
    }
}
