package handclasp.tls;

/** The peer's bytes do not follow the syntax of a message. */
public enum Malformed implements TlsError {
    FIELD_TRUNCATED(
            Alert.DECODE_ERROR,
            "a field runs past the end of its message",
            "RFC 9846 §6",
            Remedies.DEFECT),
    LENGTH_OUT_OF_RANGE(
            Alert.DECODE_ERROR,
            "a length is outside the range its syntax allows",
            "RFC 9846 §6",
            Remedies.DEFECT),
    TRAILING_DATA(
            Alert.DECODE_ERROR,
            "bytes are left over behind a structure",
            "RFC 9846 §4.3",
            Remedies.DEFECT),
    ILLEGAL_ENCODING(
            Alert.DECODE_ERROR,
            "a field is not encoded as it must be",
            "RFC 9846 §6",
            Remedies.DEFECT),
    ALERT_SYNTAX(
            Alert.DECODE_ERROR, "an alert is not two bytes long", "RFC 9846 §6", Remedies.DEFECT),
    EMPTY_SERVER_CERTIFICATE(
            Alert.DECODE_ERROR,
            "the server sent no certificate",
            "RFC 9846 §4.5.1",
            "Give the server a certificate and its key.");

    private final Description description;

    Malformed(Alert alert, String summary, String rule, String remedy) {
        description = new Description(alert, summary, rule, remedy);
    }

    @Override
    public Description description() {
        return description;
    }
}
