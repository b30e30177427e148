package handclasp.tls;

/** The two ends have nothing in common. */
public enum Incompatible implements TlsError {
    VERSION(
            Alert.PROTOCOL_VERSION,
            "no protocol version in common",
            "RFC 9846 §4.3.1",
            "Enable TLS 1.3 on the peer."),
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
    APPLICATION_PROTOCOL(
            Alert.NO_APPLICATION_PROTOCOL,
            "no application protocol in common",
            "RFC 7301 §3.2",
            "Let client and server share one ALPN name."),
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
