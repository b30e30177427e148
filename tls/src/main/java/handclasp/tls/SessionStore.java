package handclasp.tls;

import handclasp.tls.crypto.Secret;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps sessions so that they can be resumed: on a server by session identifier or ticket, on a client by the server's
 * name. What it keeps is opaque, and secret: whoever has it can read and pretend. Each entry says inside which trust settings made it
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

    /**
     * Keeps a session beside others under the same key, for a ticket of TLS 1.3, of which each is used once; or does not.
     * Without a method of its own, a store keeps the last one only.
     *
     * @param session borrowed until return
     * @param until after that it is of no use
     * @throws Exception if the store fails; the connection then goes on without
     */
    default void add(String key, Secret session, Instant until) throws Exception {
        put(key, session, until);
    }

    /**
     * What is kept under a key, the newest of several, and forgets it. A store that servers share should do both in one
     * step, so that a ticket is good for one handshake only, whatever happens at the same time.
     *
     * @return what the caller closes
     * @throws Exception if the store fails; the connection then goes on without
     */
    default Optional<Secret> take(String key) throws Exception {
        Optional<Secret> found = find(key);
        found.ifPresent(any -> remove(key));
        return found;
    }

    /** Forgets all under a key, which must not be used again. Called where a connection fails: must not block or throw. */
    void remove(String key);

    /** Whether {@link #put}, {@link #add}, {@link #find} and {@link #take} may block; a handshake is then suspended for them. */
    default boolean blocking() {
        return true;
    }
}
