package handclasp.tls.internal.handshake;

import handclasp.tls.ServerConfiguration;

/** Whether application data may pass in one direction. What opens it takes the proofs that it may. */
public final class Gate {
    public static final Gate CLOSED = new Gate(Kind.CLOSED, 0);
    private static final Gate OPEN = new Gate(Kind.OPEN, 0);

    private final Kind kind;
    private final long limit;

    private Gate(Kind kind, long limit) {
        this.kind = kind;
        this.limit = limit;
    }

    /** What passes. */
    public enum Kind {
        CLOSED,
        /** Early data, up to a limit (RFC 9846 §4.3.10). */
        EARLY,
        /** Nothing; protected records are thrown away unread, until the second ClientHello. */
        SKIP_PROTECTED,
        /** Nothing; records that the keys do not open are thrown away, until one does open. */
        SKIP_UNREADABLE,
        OPEN
    }

    /** Open: the peer is who it must be and saw the same handshake. */
    public static Gate open(Authenticated peer, FinishedProof finished) {
        java.util.Objects.requireNonNull(peer);
        java.util.Objects.requireNonNull(finished);
        return OPEN;
    }

    /**
     * Open for a server's writing before the client's Finished (RFC 9846 §4.5.3).
     *
     * @throws IllegalStateException if the configuration does not allow it
     */
    public static Gate beforeClientFinished(ServerConfiguration configuration) {
        if (!configuration.writesBeforeClientFinished()) {
            throw new IllegalStateException("the configuration does not allow it");
        }
        return OPEN;
    }

    /** For a server's reading of early data. */
    public static Gate early(EarlyDataProof proof) {
        return new Gate(Kind.EARLY, proof.limit());
    }

    /** For a client's writing of early data under a session that allows it. */
    public static Gate early(Session session) {
        return new Gate(Kind.EARLY, session.maxEarlyData());
    }

    /** For a server that answers early data with a HelloRetryRequest. */
    public static Gate skipProtected(long limit) {
        return new Gate(Kind.SKIP_PROTECTED, limit);
    }

    /** For a server that refuses early data and goes on. */
    public static Gate skipUnreadable(long limit) {
        return new Gate(Kind.SKIP_UNREADABLE, limit);
    }

    public Kind kind() {
        return kind;
    }

    /** Of what passes early, or is thrown away, in bytes of application data. */
    public long limit() {
        return limit;
    }

    public boolean isOpen() {
        return kind == Kind.OPEN;
    }

    public boolean isEarly() {
        return kind == Kind.EARLY;
    }
}
