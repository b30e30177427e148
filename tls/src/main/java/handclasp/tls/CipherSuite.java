package handclasp.tls;

import java.util.Optional;

/**
 * A cipher suite's code point (IANA TLS Cipher Suites registry), known or not.
 *
 * @param code 0 to 65535
 */
public record CipherSuite(int code) {
    /** RFC 9846 §B.4. */
    public static final CipherSuite TLS_AES_128_GCM_SHA256 = new CipherSuite(0x1301);

    /** RFC 9846 §B.4. */
    public static final CipherSuite TLS_AES_256_GCM_SHA384 = new CipherSuite(0x1302);

    /** RFC 9846 §B.4. */
    public static final CipherSuite TLS_CHACHA20_POLY1305_SHA256 = new CipherSuite(0x1303);

    /** RFC 5289. */
    public static final CipherSuite TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 =
            new CipherSuite(0xc02b);

    /** RFC 5289. */
    public static final CipherSuite TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384 =
            new CipherSuite(0xc02c);

    /** RFC 7905. */
    public static final CipherSuite TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256 =
            new CipherSuite(0xcca9);

    /** RFC 8422. */
    public static final CipherSuite TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA = new CipherSuite(0xc009);

    /** RFC 8422. */
    public static final CipherSuite TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA = new CipherSuite(0xc00a);

    /** RFC 5289. */
    public static final CipherSuite TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256 =
            new CipherSuite(0xc023);

    /** RFC 5289. */
    public static final CipherSuite TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384 =
            new CipherSuite(0xc024);

    /** RFC 5289. */
    public static final CipherSuite TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 = new CipherSuite(0xc02f);

    /** RFC 5289. */
    public static final CipherSuite TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 = new CipherSuite(0xc030);

    /** RFC 7905. */
    public static final CipherSuite TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256 =
            new CipherSuite(0xcca8);

    /** RFC 8422. */
    public static final CipherSuite TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA = new CipherSuite(0xc013);

    /** RFC 8422. */
    public static final CipherSuite TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA = new CipherSuite(0xc014);

    /** RFC 5289. */
    public static final CipherSuite TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256 = new CipherSuite(0xc027);

    /** RFC 5289. */
    public static final CipherSuite TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384 = new CipherSuite(0xc028);

    /** RFC 5288. */
    public static final CipherSuite TLS_DHE_RSA_WITH_AES_128_GCM_SHA256 = new CipherSuite(0x009e);

    /** RFC 5288. */
    public static final CipherSuite TLS_DHE_RSA_WITH_AES_256_GCM_SHA384 = new CipherSuite(0x009f);

    /** RFC 7905. */
    public static final CipherSuite TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256 =
            new CipherSuite(0xccaa);

    /** RFC 5246. */
    public static final CipherSuite TLS_DHE_RSA_WITH_AES_128_CBC_SHA = new CipherSuite(0x0033);

    /** RFC 5246. */
    public static final CipherSuite TLS_DHE_RSA_WITH_AES_256_CBC_SHA = new CipherSuite(0x0039);

    /** RFC 5246. */
    public static final CipherSuite TLS_DHE_RSA_WITH_AES_128_CBC_SHA256 = new CipherSuite(0x0067);

    /** RFC 5246. */
    public static final CipherSuite TLS_DHE_RSA_WITH_AES_256_CBC_SHA256 = new CipherSuite(0x006b);

    /** RFC 5288. */
    public static final CipherSuite TLS_RSA_WITH_AES_128_GCM_SHA256 = new CipherSuite(0x009c);

    /** RFC 5288. */
    public static final CipherSuite TLS_RSA_WITH_AES_256_GCM_SHA384 = new CipherSuite(0x009d);

    /** RFC 5246. */
    public static final CipherSuite TLS_RSA_WITH_AES_128_CBC_SHA = new CipherSuite(0x002f);

    /** RFC 5246. */
    public static final CipherSuite TLS_RSA_WITH_AES_256_CBC_SHA = new CipherSuite(0x0035);

    /** RFC 5246. */
    public static final CipherSuite TLS_RSA_WITH_AES_128_CBC_SHA256 = new CipherSuite(0x003c);

    /** RFC 5246. */
    public static final CipherSuite TLS_RSA_WITH_AES_256_CBC_SHA256 = new CipherSuite(0x003d);

    /** Not a suite: a client says that it knows secure renegotiation (RFC 5746 §3.3). */
    public static final CipherSuite TLS_EMPTY_RENEGOTIATION_INFO_SCSV = new CipherSuite(0x00ff);

    /** Not a suite: a client says that it tries again with an older version (RFC 7507). */
    public static final CipherSuite TLS_FALLBACK_SCSV = new CipherSuite(0x5600);

    /**
     * The suite of a name: IANA's, such as {@code TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256}, or OpenSSL's, such as {@code
     * ECDHE-RSA-AES128-GCM-SHA256}, in any case.
     */
    public static Optional<CipherSuite> named(String name) {
        return CodePoints.find(CipherSuiteNames.IANA, name)
                .or(() -> CodePoints.find(CipherSuiteNames.OPENSSL, name))
                .map(CipherSuite::new);
    }

    /**
     * The version it is for: TLS 1.3, or TLS 1.2, which stands for the versions before it too.
     *
     * @return empty for signalling values and for what is not in our table of names
     */
    public Optional<ProtocolVersion> version() {
        if (!CipherSuiteNames.IANA.containsKey(code) || isSignal()) {
            return Optional.empty();
        }
        return Optional.of(code >>> 8 == 0x13 ? ProtocolVersion.TLS_1_3 : ProtocolVersion.TLS_1_2);
    }

    /** Whether it is a signalling value (SCSV) instead of a suite. */
    public boolean isSignal() {
        return equals(TLS_EMPTY_RENEGOTIATION_INFO_SCSV) || equals(TLS_FALLBACK_SCSV);
    }

    /**
     * Why Handclasp will never do this suite, for a diagnosis: what it lacks, as a clause such as "it encrypts nothing".
     *
     * @return empty for a suite that it does, might do, or does not know
     */
    public Optional<String> whyNever() {
        return Optional.ofNullable(CipherSuiteNames.IANA.get(code))
                .filter(name -> !isSignal())
                .flatMap(CipherSuiteNames::whyNever);
    }

    /** IANA's name, or the code in hexadecimal. */
    @Override
    public String toString() {
        return CodePoints.name(CipherSuiteNames.IANA, code);
    }
}
