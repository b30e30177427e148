package handclasp.tls;

/**
 * What a peer may make this end do before the connection is ended. Immutable.
 *
 * @param handshakeMessageSize of one handshake message, in bytes, 1024 to 16777215
 * @param certificates in a peer's chain, 1 to 100
 * @param recordsWithoutData empty records of application data in a row
 * @param changeCipherSpecs during a handshake, of which TLS 1.2 has one and the compatibility mode some
 * @param messagesWithoutData handshake messages after the handshake (tickets, key updates) without application data
 *     between
 * @param warnings alerts that end nothing; and as many attempts to renegotiate in TLS 1.2
 */
public record Limits(
        int handshakeMessageSize,
        int certificates,
        int recordsWithoutData,
        int changeCipherSpecs,
        int messagesWithoutData,
        int warnings) {
    /** 128 KiB messages, 16 certificates, 32 records, 4 ChangeCipherSpecs, 64 messages, 4 warnings. */
    public static final Limits DEFAULT = new Limits(131_072, 16, 32, 4, 64, 4);

    public Limits {
        check("handshakeMessageSize", handshakeMessageSize, 1024, 16_777_215);
        check("certificates", certificates, 1, 100);
        check("recordsWithoutData", recordsWithoutData, 1, 100_000);
        check("changeCipherSpecs", changeCipherSpecs, 1, 100);
        check("messagesWithoutData", messagesWithoutData, 8, 100_000);
        check("warnings", warnings, 0, 100);
    }

    private static void check(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    name + " is " + value + ", not " + min + " to " + max);
        }
    }
}
