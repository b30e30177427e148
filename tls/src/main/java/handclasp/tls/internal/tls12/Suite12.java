package handclasp.tls.internal.tls12;

import handclasp.tls.CipherSuite;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.crypto.CryptoProvider;
import handclasp.tls.crypto.HashAlgorithm;
import handclasp.tls.crypto.Prf;
import handclasp.tls.crypto.RecordAlgorithm;
import handclasp.tls.crypto.SuiteAlgorithms;

/** A cipher suite of TLS 1.2 with what is derived by its PRF. Safe for use by any number of threads. */
public final class Suite12 {
    private final CryptoProvider crypto;
    private final SuiteAlgorithms algorithms;
    private final Prf prf;

    /** @throws IllegalArgumentException if the suite is not one of TLS 1.2 that the provider implements */
    public Suite12(CryptoProvider crypto, CipherSuite suite) {
        this.crypto = crypto;
        this.algorithms =
                SuiteAlgorithms.of(suite)
                        .filter(found -> found.version().equals(ProtocolVersion.TLS_1_2))
                        .orElseThrow(
                                () -> new IllegalArgumentException(suite + " is not of TLS 1.2"));
        this.prf = crypto.prf(crypto.hash(suite));
    }

    public CryptoProvider crypto() {
        return crypto;
    }

    public CipherSuite cipherSuite() {
        return algorithms.suite();
    }

    /** ECDHE, DHE or RSA. */
    public SuiteAlgorithms.Exchange exchange() {
        return algorithms.exchange();
    }

    /** The kind of the server's key. */
    public SuiteAlgorithms.Authentication authentication() {
        return algorithms.authentication();
    }

    /** What protects the records, with the lengths of its keys. */
    public RecordAlgorithm records() {
        return algorithms.records();
    }

    /** The PRF's, which is also the one of the handshake's hash (RFC 5246 §7.4.9). */
    public HashAlgorithm hash() {
        return prf.hash();
    }

    public Prf prf() {
        return prf;
    }
}
