package handclasp.tls.crypto;

/** The hash functions of suites and key schedules. */
public enum HashAlgorithm {
    /** For the MACs of TLS 1.2's records only, where HMAC makes up for its weakness. */
    SHA1("SHA-1", "HmacSHA1", 20),
    SHA256("SHA-256", "HmacSHA256", 32),
    SHA384("SHA-384", "HmacSHA384", 48),
    SHA512("SHA-512", "HmacSHA512", 64);

    private final String jcaName;
    private final String hmacName;
    private final int length;

    HashAlgorithm(String jcaName, String hmacName, int length) {
        this.jcaName = jcaName;
        this.hmacName = hmacName;
        this.length = length;
    }

    /** JCA's name of the digest. */
    public String jcaName() {
        return jcaName;
    }

    /** JCA's name of HMAC with it. */
    public String hmacName() {
        return hmacName;
    }

    /** Of the output, in bytes. */
    public int length() {
        return length;
    }
}
