package handclasp.tls.crypto;

import handclasp.tls.CipherSuite;
import handclasp.tls.ProtocolVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a cipher suite stands for. The table is of all suites that Handclasp can do, whatever a provider implements.
 *
 * @param version TLS 1.2 or TLS 1.3
 * @param exchange how a premaster secret is agreed on
 * @param authentication the kind of the server's key
 * @param records what protects the records
 * @param hash of the key schedule: of HKDF in TLS 1.3, of the PRF in TLS 1.2 (RFC 5246 §5, RFC 5289 §3)
 */
public record SuiteAlgorithms(
        CipherSuite suite,
        ProtocolVersion version,
        Exchange exchange,
        Authentication authentication,
        RecordAlgorithm records,
        HashAlgorithm hash) {
    /** How a premaster secret is agreed on. */
    public enum Exchange {
        /** Extensions say, not the suite: TLS 1.3. */
        BY_EXTENSION,
        /** Ephemeral Diffie-Hellman on an elliptic curve (RFC 8422). */
        ECDHE,
        /** Ephemeral Diffie-Hellman in a finite field (RFC 5246 §F.1.1.3, RFC 7919). */
        DHE,
        /** The client encrypts the premaster secret to the server's key: no forward secrecy (RFC 5246 §F.1.1.2). */
        RSA
    }

    /** The kind of the server's key. */
    public enum Authentication {
        /** Extensions say, not the suite: TLS 1.3. */
        BY_EXTENSION,
        /** ECDSA, and Ed25519 and Ed448 as well (RFC 8422 §2.1). */
        ECDSA,
        /** RSA, signing, or decrypting with {@link Exchange#RSA}. */
        RSA
    }

    private static final List<SuiteAlgorithms> ALL =
            List.of(
                    tls13(
                            CipherSuite.TLS_AES_128_GCM_SHA256,
                            RecordAlgorithm.AES_128_GCM,
                            HashAlgorithm.SHA256),
                    tls13(
                            CipherSuite.TLS_AES_256_GCM_SHA384,
                            RecordAlgorithm.AES_256_GCM,
                            HashAlgorithm.SHA384),
                    tls13(
                            CipherSuite.TLS_CHACHA20_POLY1305_SHA256,
                            RecordAlgorithm.CHACHA20_POLY1305,
                            HashAlgorithm.SHA256),
                    tls12(
                            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
                            Exchange.ECDHE,
                            Authentication.ECDSA,
                            RecordAlgorithm.AES_128_GCM,
                            HashAlgorithm.SHA256),
                    tls12(
                            CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
                            Exchange.ECDHE,
                            Authentication.RSA,
                            RecordAlgorithm.AES_128_GCM,
                            HashAlgorithm.SHA256),
                    tls12(
                            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
                            Exchange.ECDHE,
                            Authentication.ECDSA,
                            RecordAlgorithm.AES_256_GCM,
                            HashAlgorithm.SHA384),
                    tls12(
                            CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
                            Exchange.ECDHE,
                            Authentication.RSA,
                            RecordAlgorithm.AES_256_GCM,
                            HashAlgorithm.SHA384),
                    tls12(
                            CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
                            Exchange.ECDHE,
                            Authentication.ECDSA,
                            RecordAlgorithm.CHACHA20_POLY1305,
                            HashAlgorithm.SHA256),
                    tls12(
                            CipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
                            Exchange.ECDHE,
                            Authentication.RSA,
                            RecordAlgorithm.CHACHA20_POLY1305,
                            HashAlgorithm.SHA256),
                    tls12(
                            CipherSuite.TLS_DHE_RSA_WITH_AES_128_GCM_SHA256,
                            Exchange.DHE,
                            Authentication.RSA,
                            RecordAlgorithm.AES_128_GCM,
                            HashAlgorithm.SHA256),
                    tls12(
                            CipherSuite.TLS_DHE_RSA_WITH_AES_256_GCM_SHA384,
                            Exchange.DHE,
                            Authentication.RSA,
                            RecordAlgorithm.AES_256_GCM,
                            HashAlgorithm.SHA384),
                    tls12(
                            CipherSuite.TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
                            Exchange.DHE,
                            Authentication.RSA,
                            RecordAlgorithm.CHACHA20_POLY1305,
                            HashAlgorithm.SHA256),
                    tls12(
                            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256,
                            Exchange.ECDHE,
                            Authentication.ECDSA,
                            RecordAlgorithm.AES_128_CBC_SHA256,
                            HashAlgorithm.SHA256),
                    tls12(
                            CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256,
                            Exchange.ECDHE,
                            Authentication.RSA,
                            RecordAlgorithm.AES_128_CBC_SHA256,
                            HashAlgorithm.SHA256),
                    tls12(
                            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384,
                            Exchange.ECDHE,
                            Authentication.ECDSA,
                            RecordAlgorithm.AES_256_CBC_SHA384,
                            HashAlgorithm.SHA384),
                    tls12(
                            CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384,
                            Exchange.ECDHE,
                            Authentication.RSA,
                            RecordAlgorithm.AES_256_CBC_SHA384,
                            HashAlgorithm.SHA384),
                    tls12(
                            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA,
                            Exchange.ECDHE,
                            Authentication.ECDSA,
                            RecordAlgorithm.AES_128_CBC_SHA,
                            HashAlgorithm.SHA256),
                    tls12(
                            CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA,
                            Exchange.ECDHE,
                            Authentication.RSA,
                            RecordAlgorithm.AES_128_CBC_SHA,
                            HashAlgorithm.SHA256),
                    tls12(
                            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA,
                            Exchange.ECDHE,
                            Authentication.ECDSA,
                            RecordAlgorithm.AES_256_CBC_SHA,
                            HashAlgorithm.SHA256),
                    tls12(
                            CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA,
                            Exchange.ECDHE,
                            Authentication.RSA,
                            RecordAlgorithm.AES_256_CBC_SHA,
                            HashAlgorithm.SHA256),
                    tls12(
                            CipherSuite.TLS_DHE_RSA_WITH_AES_128_CBC_SHA256,
                            Exchange.DHE,
                            Authentication.RSA,
                            RecordAlgorithm.AES_128_CBC_SHA256,
                            HashAlgorithm.SHA256),
                    tls12(
                            CipherSuite.TLS_DHE_RSA_WITH_AES_256_CBC_SHA256,
                            Exchange.DHE,
                            Authentication.RSA,
                            RecordAlgorithm.AES_256_CBC_SHA256,
                            HashAlgorithm.SHA256),
                    tls12(
                            CipherSuite.TLS_DHE_RSA_WITH_AES_128_CBC_SHA,
                            Exchange.DHE,
                            Authentication.RSA,
                            RecordAlgorithm.AES_128_CBC_SHA,
                            HashAlgorithm.SHA256),
                    tls12(
                            CipherSuite.TLS_DHE_RSA_WITH_AES_256_CBC_SHA,
                            Exchange.DHE,
                            Authentication.RSA,
                            RecordAlgorithm.AES_256_CBC_SHA,
                            HashAlgorithm.SHA256),
                    tls12(
                            CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256,
                            Exchange.RSA,
                            Authentication.RSA,
                            RecordAlgorithm.AES_128_GCM,
                            HashAlgorithm.SHA256),
                    tls12(
                            CipherSuite.TLS_RSA_WITH_AES_256_GCM_SHA384,
                            Exchange.RSA,
                            Authentication.RSA,
                            RecordAlgorithm.AES_256_GCM,
                            HashAlgorithm.SHA384),
                    tls12(
                            CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA256,
                            Exchange.RSA,
                            Authentication.RSA,
                            RecordAlgorithm.AES_128_CBC_SHA256,
                            HashAlgorithm.SHA256),
                    tls12(
                            CipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA256,
                            Exchange.RSA,
                            Authentication.RSA,
                            RecordAlgorithm.AES_256_CBC_SHA256,
                            HashAlgorithm.SHA256),
                    tls12(
                            CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA,
                            Exchange.RSA,
                            Authentication.RSA,
                            RecordAlgorithm.AES_128_CBC_SHA,
                            HashAlgorithm.SHA256),
                    tls12(
                            CipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA,
                            Exchange.RSA,
                            Authentication.RSA,
                            RecordAlgorithm.AES_256_CBC_SHA,
                            HashAlgorithm.SHA256));

    private static final Map<CipherSuite, SuiteAlgorithms> BY_SUITE =
            ALL.stream().collect(Collectors.toMap(SuiteAlgorithms::suite, Function.identity()));

    /** All of them, best first: TLS 1.3, then forward secrecy, then AEADs, then elliptic curves. */
    public static List<SuiteAlgorithms> all() {
        return ALL;
    }

    /** Empty for a suite that Handclasp does not do. */
    public static Optional<SuiteAlgorithms> of(CipherSuite suite) {
        return Optional.ofNullable(BY_SUITE.get(suite));
    }

    /** Whether what was recorded stays secret when the server's key is lost later. */
    public boolean forwardSecret() {
        return exchange != Exchange.RSA;
    }

    private static SuiteAlgorithms tls13(
            CipherSuite suite, RecordAlgorithm records, HashAlgorithm hash) {
        return new SuiteAlgorithms(
                suite,
                ProtocolVersion.TLS_1_3,
                Exchange.BY_EXTENSION,
                Authentication.BY_EXTENSION,
                records,
                hash);
    }

    private static SuiteAlgorithms tls12(
            CipherSuite suite,
            Exchange exchange,
            Authentication authentication,
            RecordAlgorithm records,
            HashAlgorithm hash) {
        return new SuiteAlgorithms(
                suite, ProtocolVersion.TLS_1_2, exchange, authentication, records, hash);
    }
}
