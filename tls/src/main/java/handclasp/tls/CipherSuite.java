package handclasp.tls;

import java.util.Map;
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

    private static final Map<Integer, String> NAMES = CipherSuiteNames.load();

    /**
     * The suite of a name: IANA's, such as {@code TLS_AES_128_GCM_SHA256}, in any case. OpenSSL's names of TLS 1.3
     * suites are the same.
     */
    public static Optional<CipherSuite> named(String name) {
        return CodePoints.find(NAMES, name).map(CipherSuite::new);
    }

    /** IANA's name, or the code in hexadecimal. */
    @Override
    public String toString() {
        return CodePoints.name(NAMES, code);
    }
}
