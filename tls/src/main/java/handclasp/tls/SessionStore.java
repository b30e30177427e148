package handclasp.tls;

import handclasp.tls.crypto.Secret;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps sessions so that they can be resumed: on a server by session identifier, on a client by the server's name. What it
 * keeps is opaque, and secret: whoever has it can read and pretend. Each entry says inside which trust settings made it
 * and until when it holds, so that a store may be shared by configurations and need not be exact. Must be thread-safe.
 */
public interface SessionStore {
    /**
     * Keeps a session in place of one under the same key, or does not: nobody relies on it.
     *
     * @param session borrowed until return
     * @param until after that it is of no use
     * @throws Exception if the store fails; the connection then goes on without
     */
    void put(String key, Secret session, Instant until) throws Exception;

    /**
     * What is kept under a key.
     *
     * @return a copy, which the caller closes
     * @throws Exception if the store fails; the connection then goes on without
     */
    Optional<Secret> find(String key) throws Exception;

    /** Forgets a session that must not be used again. Called where a connection fails: must not block or throw. */
    void remove(String key);

    /** Whether {@link #put} and {@link #find} may block; a handshake is then suspended for them. */
    default boolean blocking() {
        return true;
    }
}
