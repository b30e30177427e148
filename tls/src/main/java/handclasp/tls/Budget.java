package handclasp.tls;

/** What a peer has made this end do without bringing it anything (see {@link Limits}). Belongs to the read side. */
final class Budget {
    private final Limits limits;
    private int records;
    private int changeCipherSpecs;
    private int messages;
    private int warnings;
    private int renegotiations;

    Budget(Limits limits) {
        this.limits = limits;
    }

    /** An empty record of application data. */
    void record() throws TlsException {
        require(
                ++records <= limits.recordsWithoutData(),
                "records without data",
                limits.recordsWithoutData());
    }

    void changeCipherSpec() throws TlsException {
        require(
                ++changeCipherSpecs <= limits.changeCipherSpecs(),
                "ChangeCipherSpecs",
                limits.changeCipherSpecs());
    }

    /** A message after the handshake; those of the handshake itself are bounded by its states. */
    void message() throws TlsException {
        require(
                ++messages <= limits.messagesWithoutData(),
                "messages without data",
                limits.messagesWithoutData());
    }

    void warning() throws TlsException {
        require(++warnings <= limits.warnings(), "warnings", limits.warnings());
    }

    /** An attempt to renegotiate, which is refused or ignored. */
    void renegotiation() throws TlsException {
        require(
                ++renegotiations <= limits.warnings(),
                "attempts to renegotiate",
                limits.warnings());
    }

    /** Application data came: the peer may send messages again. */
    void data() {
        records = 0;
        messages = 0;
    }

    private static void require(boolean within, String what, int limit) throws TlsException {
        if (!within) {
            throw TlsException.of(Misbehaved.FLOOD, "more than " + limit + " " + what);
        }
    }
}
