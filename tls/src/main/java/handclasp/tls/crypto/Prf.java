package handclasp.tls.crypto;

/** The pseudorandom function of TLS 1.2 with one hash (RFC 5246 §5). Safe for use by any number of threads. */
public interface Prf {
    HashAlgorithm hash();

    /**
     * {@code PRF(secret, label, seed)}, which is {@code P_hash(secret, label + seed)}.
     *
     * @param label of ASCII characters
     * @param seed borrowed
     * @param length of the output, at least 1 byte; as many as wanted
     */
    Secret compute(Secret secret, String label, byte[] seed, int length);
}
