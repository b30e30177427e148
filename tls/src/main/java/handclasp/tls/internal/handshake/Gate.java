package handclasp.tls.internal.handshake;

import handclasp.tls.ServerConfiguration;

/** Whether application data may pass in one direction. What opens it takes the proofs that it may. */
public final class Gate {
    public static final Gate CLOSED = new Gate(false);
    private static final Gate OPEN = new Gate(true);

    private final boolean open;

    private Gate(boolean open) {
        this.open = open;
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

    public boolean isOpen() {
        return open;
    }
}
