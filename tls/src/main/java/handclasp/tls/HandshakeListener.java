package handclasp.tls;

/**
 * Watches one connection. Called on the thread that drives it, in order; once the handshake is complete, reading and
 * writing threads may call at the same time. Must not block and must not throw. Secrets do not come this way: see {@link
 * KeyLog}.
 */
public interface HandshakeListener {
    /** A handshake message came or is about to go. */
    default void message(Direction direction, MessageView message) {}

    /**
     * A ChangeCipherSpec came or is about to go: that of TLS 1.2 (RFC 5246 §7.1), or one of the compatibility mode, which
     * means nothing (RFC 9846 §5).
     */
    default void changeCipherSpec(Direction direction) {}

    /** From here on this direction is protected by other keys. */
    default void keyChange(Direction direction, Epoch epoch) {}

    /**
     * A secret was derived; only its name comes this way.
     *
     * @param label as in a key log, such as {@code CLIENT_HANDSHAKE_TRAFFIC_SECRET} (RFC 9850 §2.1), or of TLS 1.2 as {@link
     *     SecretListener} names them
     */
    default void derived(String label) {}

    default void fact(Fact fact) {}

    /** The handshake waits for work. */
    default void suspended(WorkKind kind) {}

    /** The work is done. */
    default void resumed(WorkKind kind) {}

    /** An alert came or is about to go. */
    default void alert(Direction direction, Alert alert) {}

    /** The connection failed; called once at most. */
    default void failed(TlsException failure) {}
}
