package handclasp.tls;

/** A defect of this library, or a machine without what it needs. */
public enum Internal implements TlsError {
    DEFECT(
            Alert.INTERNAL_ERROR,
            "a defect in Handclasp",
            "this end",
            "Please report it with the stack trace."),
    CRYPTO_MISSING(
            Alert.INTERNAL_ERROR,
            "this Java runtime lacks a cryptographic algorithm",
            "this end",
            "Use a complete JDK of version 21 or later.");

    private final Description description;

    Internal(Alert alert, String summary, String rule, String remedy) {
        description = new Description(alert, summary, rule, remedy);
    }

    @Override
    public Description description() {
        return description;
    }
}
