package handclasp.conformance;

import handclasp.tls.Facts;
import handclasp.tls.TlsException;
import java.util.Optional;

/**
 * One connection of Handclasp's, when it is over.
 *
 * @param <T> what its handler returned
 */
final class Session<T> {
    private final Watch watch;
    private final Optional<T> result;
    private final Optional<Throwable> failure;

    private Session(Watch watch, Optional<T> result, Optional<Throwable> failure) {
        this.watch = watch;
        this.result = result;
        this.failure = failure;
    }

    static <T> Session<T> done(Watch watch, T result) {
        return new Session<>(watch, Optional.of(result), Optional.empty());
    }

    static <T> Session<T> failed(Watch watch, Throwable why) {
        return new Session<>(watch, Optional.empty(), Optional.of(why));
    }

    /** What this end saw. */
    Watch watch() {
        return watch;
    }

    /** What was settled; the session must have gone well. */
    Facts facts() {
        result();
        return watch.facts();
    }

    /** What the handler returned; fails the test if it failed. */
    T result() {
        return result.orElseThrow(
                () -> new AssertionError("Handclasp failed; " + watch, failure.orElseThrow()));
    }

    /** Why it failed; fails the test if it did not, or not for a reason of TLS. */
    TlsException failure() {
        if (failure.isPresent() && failure.get() instanceof TlsException why) {
            return why;
        }
        throw new AssertionError(
                "no TLS failure but " + result + "; " + watch, failure.orElse(null));
    }

    @Override
    public String toString() {
        return "result %s, failure %s; %s".formatted(result, failure, watch);
    }
}
