package handclasp.tls.internal.handshake;

import handclasp.tls.SessionStore;
import handclasp.tls.TlsException;
import handclasp.tls.WorkFailed;
import handclasp.tls.WorkKind;
import handclasp.tls.crypto.Secret;
import java.util.Optional;

/** Sessions in and out of a store, at once or as work for which the handshake is suspended. */
public final class Sessions {
    /** Of a session that is kept, in bytes: a peer that pads its chain fills no store with it. */
    private static final int MAX_KEPT = 32 << 10;

    private Sessions() {}

    /** Does work now if the store never blocks, or else waits for it. */
    public static <T> State with(
            SessionStore store,
            WorkKind kind,
            java.util.concurrent.Callable<T> work,
            Effects effects,
            Suspended.Continuation<T> then)
            throws TlsException {
        return with(store.blocking(), kind, work, effects, then);
    }

    /** Does work now if it never blocks, or else waits for it. */
    public static <T> State with(
            boolean blocking,
            WorkKind kind,
            java.util.concurrent.Callable<T> work,
            Effects effects,
            Suspended.Continuation<T> then)
            throws TlsException {
        State waiting = Suspended.on(kind, WorkFailed.SESSION, work, then);
        if (blocking) {
            return waiting;
        }
        Suspended suspended = (Suspended) waiting;
        suspended.work().run();
        return suspended.resume(effects);
    }

    /** What a store has under a key; a store that fails has nothing. */
    public static Optional<Session> find(SessionStore store, String key) {
        try {
            Optional<Secret> found = store.find(key);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            try (Secret encoded = found.get()) {
                return Optional.of(Session.decode(encoded));
            }
        } catch (Exception e) {
            // To resume is a favour: without it, the handshake is a full one.
            return Optional.empty();
        }
    }

    /** What a store has under a key, the newest of several, and has no longer. */
    public static Optional<Session> take(SessionStore store, String key) {
        try {
            Optional<Secret> found = store.take(key);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            try (Secret encoded = found.get()) {
                return Optional.of(Session.decode(encoded));
            }
        } catch (Exception e) {
            return Optional.empty();
        }
    }

    /**
     * Keeps a session in place of others under the key, and closes it.
     *
     * @return whether the store took it
     */
    public static boolean keep(SessionStore store, String key, Session session) {
        return keep(session, encoded -> store.put(key, encoded, session.until()));
    }

    /** The same beside others. */
    public static boolean add(SessionStore store, String key, Session session) {
        return keep(session, encoded -> store.add(key, encoded, session.until()));
    }

    private interface Keeping {
        void keep(Secret encoded) throws Exception;
    }

    private static boolean keep(Session session, Keeping how) {
        try (session;
                Secret encoded = session.encode()) {
            if (encoded.length() > MAX_KEPT) {
                return false;
            }
            how.keep(encoded);
            return true;
        } catch (Exception e) {
            // The peer will find that there is nothing to resume.
            return false;
        }
    }
}
