package handclasp.tls.internal.message;

import handclasp.tls.crypto.SuiteAlgorithms;

/**
 * How the messages of a connection are written: some differ between the versions, and some of TLS 1.2 by the key
 * exchange of the suite, which the messages themselves do not name. The hellos have one form only.
 */
public enum Form {
    TLS13,
    /** TLS 1.2 with ephemeral Diffie-Hellman on an elliptic curve (RFC 8422 §5.4, §5.7). */
    ECDHE,
    /** TLS 1.2 with ephemeral Diffie-Hellman in a finite field (RFC 5246 §7.4.3, §7.4.7.2). */
    DHE,
    /** TLS 1.2 with a premaster secret encrypted to the server's key (RFC 5246 §7.4.7.1). */
    RSA;

    /** That of a suite. */
    public static Form of(SuiteAlgorithms.Exchange exchange) {
        return switch (exchange) {
            case BY_EXTENSION -> TLS13;
            case ECDHE -> ECDHE;
            case DHE -> DHE;
            case RSA -> RSA;
        };
    }
}
