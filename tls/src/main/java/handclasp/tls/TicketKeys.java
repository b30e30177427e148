package handclasp.tls;

import handclasp.tls.crypto.Secret;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Seals sessions into tickets that clients keep, so that a server need not (RFC 5077 §4). Must be thread-safe; must not
 * block.
 */
public interface TicketKeys {
    /**
     * A ticket.
     *
     * @param session borrowed until return
     * @param random all the randomness it needs
     * @return at most 65535 bytes
     */
    byte[] seal(Secret session, SecureRandom random);

    /** What a ticket holds; empty for one that is damaged, forged, or sealed under a key that is gone. */
    Optional<Opened> open(byte[] ticket);

    /**
     * With fixed keys: the first seals, and all open. For servers that share keys or keep them across restarts; a key
     * should seal for a day and open for a day after that, and no longer.
     *
     * @param keys the one in use first, those before it behind it; not empty
     */
    static TicketKeys of(List<TicketKey> keys) {
        return new SealedTickets(SealedTickets.fixed(keys));
    }

    /**
     * With keys in memory that change by themselves.
     *
     * @param period for which a key seals; for another one it still opens
     */
    static TicketKeys rotating(Duration period, InstantSource clock, SecureRandom random) {
        return new SealedTickets(new RotatingTicketKeys(period, clock, random));
    }

    /** A ticket's content. */
    final class Opened {
        private final Secret session;
        private final boolean current;

        /** @param current whether it was sealed under the key that seals now */
        public Opened(Secret session, boolean current) {
            this.session = session;
            this.current = current;
        }

        /** To be closed by the caller. */
        public Secret session() {
            return session;
        }

        /** Whether it was sealed under the key that seals now; if not, the client is given a new ticket. */
        public boolean current() {
            return current;
        }
    }
}
