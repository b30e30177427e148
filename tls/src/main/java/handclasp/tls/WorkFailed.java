package handclasp.tls;

/** Something this end needed for the handshake failed here. */
public enum WorkFailed implements TlsError {
    CONFIGURATION(
            Alert.INTERNAL_ERROR,
            "choosing the configuration failed",
            "this end",
            "See the cause in this end's log."),
    CREDENTIAL(
            Alert.INTERNAL_ERROR,
            "choosing the certificate failed",
            "this end",
            "See the cause in this end's log."),
    SIGNING(
            Alert.INTERNAL_ERROR,
            "signing failed",
            "this end",
            "Check that key and certificate belong together and that the key store answers."),
    VERIFYING(
            Alert.INTERNAL_ERROR,
            "checking the peer's certificate failed",
            "this end",
            "See the cause in this end's log."),
    KEY_AGREEMENT(
            Alert.INTERNAL_ERROR,
            "the key exchange failed",
            "this end",
            "See the cause in this end's log."),
    SESSION(
            Alert.INTERNAL_ERROR,
            "looking up or keeping a session failed",
            "this end",
            "See the cause in this end's log.");

    private final Description description;

    WorkFailed(Alert alert, String summary, String rule, String remedy) {
        description = new Description(alert, summary, rule, remedy);
    }

    @Override
    public Description description() {
        return description;
    }
}
