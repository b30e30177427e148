package handclasp.tls;

/** The two ends have nothing in common. */
public enum Incompatible implements TlsError {
    VERSION(
            Alert.PROTOCOL_VERSION,
            "no protocol version in common",
            "RFC 9846 §4.3.1",
            "Enable TLS 1.2 or 1.3 on both ends."),
    CIPHER_SUITE(
            Alert.HANDSHAKE_FAILURE,
            "no cipher suite in common",
            "RFC 9846 §4.2.1",
            "Enable on one side a cipher suite that the other side has."),
    GROUP(
            Alert.HANDSHAKE_FAILURE,
            "no group for the key exchange in common",
            "RFC 9846 §4.2.1",
            "Enable on one side a group that the other side has."),
    SIGNATURE_SCHEME(
            Alert.HANDSHAKE_FAILURE,
            "no certificate of this end can sign with a scheme that the peer accepts",
            "RFC 9846 §4.5.1.2",
            "Add a certificate with another kind of key, or enable its signature scheme on the peer."),
    EXTENDED_MASTER_SECRET(
            Alert.HANDSHAKE_FAILURE,
            "the peer does without extended_master_secret, which this end requires",
            "RFC 7627 §5.2",
            "Update the peer's TLS library, or do not require it on this end."),
    RENEGOTIATION_INDICATION(
            Alert.HANDSHAKE_FAILURE,
            "the server does without renegotiation_info, so it may be open to spliced connections",
            "RFC 5746 §3.4, §4.1",
            "Update the server's TLS library."),
    FALLBACK(
            Alert.INAPPROPRIATE_FALLBACK,
            "the client fell back to an older version although both ends know a newer one",
            "RFC 7507 §3",
            "Find what broke the client's first attempt: a middlebox, or an attacker."),
    NO_SIGNATURE_ALGORITHMS(
            Alert.HANDSHAKE_FAILURE,
            "the client names no signature algorithms, which means SHA-1",
            "RFC 9155 §2, RFC 5246 §7.4.1.4.1",
            "Update the client's TLS library."),
    APPLICATION_PROTOCOL(
            Alert.NO_APPLICATION_PROTOCOL,
            "no application protocol in common",
            "RFC 7301 §3.2",
            "Let client and server share one ALPN name."),
    PRE_SHARED_KEY(
            Alert.DECRYPT_ERROR,
            "no pre-shared key in common, and no certificate to do without",
            "RFC 9846 §4.3.11",
            "Give both ends the same key under the same identity, or the server a certificate that the client verifies."),
    EARLY_DATA_VERSION(
            Alert.PROTOCOL_VERSION,
            "the server chose an older version although early data was sent in TLS 1.3",
            "RFC 9846 §E.3",
            "Connect again without early data, and with TLS 1.3; let all servers of this name speak TLS 1.3."),
    SERVER_NAME(
            Alert.UNRECOGNIZED_NAME,
            "this server does not serve the name the client asked for",
            "RFC 6066 §3",
            "Connect by a name that the server serves, or give it a certificate for this one.");

    private final Description description;

    Incompatible(Alert alert, String summary, String rule, String remedy) {
        description = new Description(alert, summary, rule, remedy);
    }

    @Override
    public Description description() {
        return description;
    }
}
