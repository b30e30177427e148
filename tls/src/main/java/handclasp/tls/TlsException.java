package handclasp.tls;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connection failed. {@link #getMessage} is the diagnosis in one line. It carries a stack trace only where this end is
 * at fault ({@link WorkFailed}, {@link Internal}): what a peer did is not explained by our call stack, and building one
 * for every bad peer would be a gift to attackers.
 */
public final class TlsException extends IOException {
    private static final long serialVersionUID = 1;

    /** Of each part of a diagnosis, in characters. */
    private static final int MAX_TEXT = 1000;

    private final transient TlsError error;
    private final transient Diagnosis diagnosis;

    private TlsException(TlsError error, Diagnosis diagnosis, @Nullable Throwable cause) {
        super(diagnosis.sentence(), cause);
        this.error = error;
        this.diagnosis = diagnosis;
    }

    /** An error that its name explains. */
    public static TlsException of(TlsError error) {
        return builder(error).build();
    }

    /** An error with what exactly was wrong, such as the field's name; no secrets, no full stop. */
    public static TlsException of(TlsError error, String detail) {
        return builder(error).detail(detail).build();
    }

    public static Builder builder(TlsError error) {
        return new Builder(error);
    }

    /** What kind of error this is, with its alert. */
    public TlsError error() {
        return error;
    }

    /** Why, for a person. */
    public Diagnosis diagnosis() {
        return diagnosis;
    }

    /** The same with what the peer sent, unless that is said already. */
    public TlsException orTheirs(Object offer) {
        if (diagnosis.theirs().isPresent()) {
            return this;
        }
        Diagnosis more =
                new Diagnosis(
                        diagnosis.happened(),
                        diagnosis.ours(),
                        Optional.of(Builder.bounded(offer.toString())),
                        diagnosis.rule(),
                        diagnosis.remedy());
        TlsException exception = new TlsException(error, more, getCause());
        exception.setStackTrace(getStackTrace());
        return exception;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        // Called by the superclass's constructor, before the fields are set; Builder fills it in
        // where it helps.
        return this;
    }

    private TlsException withStackTrace() {
        super.fillInStackTrace();
        return this;
    }

    /** Collects what is known about a failure. Not thread-safe. */
    public static final class Builder {
        private final TlsError error;
        private Optional<String> detail = Optional.empty();
        private Optional<String> ours = Optional.empty();
        private Optional<String> theirs = Optional.empty();
        private Optional<String> remedy = Optional.empty();
        private @Nullable Throwable cause;

        private Builder(TlsError error) {
            this.error = error;
        }

        /** What exactly was wrong; no secrets, no full stop. */
        public Builder detail(String text) {
            detail = Optional.of(bounded(text));
            return this;
        }

        /** What this end offered or demanded. */
        public Builder ours(Object offer) {
            ours = Optional.of(bounded(offer.toString()));
            return this;
        }

        /** What the peer offered or sent. */
        public Builder theirs(Object offer) {
            theirs = Optional.of(bounded(offer.toString()));
            return this;
        }

        /** A better remedy than the error's own. */
        public Builder remedy(String sentence) {
            remedy = Optional.of(sentence);
            return this;
        }

        public Builder cause(Throwable why) {
            cause = why;
            return this;
        }

        /** A peer chooses how much it offers; what is told of it has an end. */
        private static String bounded(String text) {
            return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
        }

        public TlsException build() {
            String happened =
                    error.description().summary() + detail.map(text -> ": " + text).orElse("");
            Diagnosis diagnosis =
                    new Diagnosis(
                            happened,
                            ours,
                            theirs,
                            error.description().rule(),
                            remedy.orElse(error.description().remedy()));
            TlsException exception = new TlsException(error, diagnosis, cause);
            boolean ourFault = error instanceof WorkFailed || error instanceof Internal;
            return ourFault ? exception.withStackTrace() : exception;
        }
    }
}
