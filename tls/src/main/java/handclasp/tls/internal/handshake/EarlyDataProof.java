package handclasp.tls.internal.handshake;

import handclasp.tls.CipherSuite;
import handclasp.tls.ReplayGuard;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Proof that early data may be taken: all that RFC 9846 §4.3.10 asks for, and the answer of the guard against replay. */
public final class EarlyDataProof {
    private final long limit;

    private EarlyDataProof(long limit) {
        this.limit = limit;
    }

    /** What is to be known of a hello with early data. */
    public record Hello(
            int selectedIdentity,
            long obfuscatedTicketAge,
            CipherSuite suite,
            Optional<String> protocol) {
        /** Whether early data can be meant at all: the rules that do not need the guard. */
        public boolean fits(PreSharedKey key) {
            return selectedIdentity == 0
                    && key.session()
                            .filter(
                                    session ->
                                            session.maxEarlyData() > 0
                                                    && session.suite().equals(suite)
                                                    && session.applicationProtocol()
                                                            .equals(protocol))
                            .isPresent();
        }
    }

    /**
     * Asks the guard, which may block.
     *
     * @param hello one that fits the key
     * @param limit of what is taken, in bytes
     * @return empty if the early data is to be refused
     */
    public static Optional<EarlyDataProof> ask(
            ReplayGuard guard, BinderProof binder, Hello hello, long limit) {
        if (!hello.fits(binder.key())) {
            return Optional.empty();
        }
        Session session = binder.key().session().orElseThrow();
        long age = (hello.obfuscatedTicketAge() - session.ageAdd()) & 0xffff_ffffL;
        Instant expected = session.issued().plus(Duration.ofMillis(age));
        try {
            return guard.isFirst(binder.binder().clone(), expected)
                    ? Optional.of(new EarlyDataProof(Math.min(limit, session.maxEarlyData())))
                    : Optional.empty();
        } catch (Exception e) {
            // What cannot be ruled out to be a replay is one.
            return Optional.empty();
        }
    }

    /** Of what is taken, in bytes. */
    long limit() {
        return limit;
    }
}
