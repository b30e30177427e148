package handclasp.tls.internal.handshake;

import handclasp.tls.TlsException;
import handclasp.tls.Work;
import handclasp.tls.WorkFailed;
import handclasp.tls.WorkKind;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.Kind;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A state that waits for work instead of a message. */
public final class Suspended implements State {
    private final Task<?> task;

    private Suspended(Task<?> task) {
        this.task = task;
    }

    /**
     * Waits for work.
     *
     * @param failure what it means if the work throws anything but a TlsException
     * @param then what to do with the result
     */
    public static <T> State on(
            WorkKind kind, WorkFailed failure, Callable<T> work, Continuation<T> then) {
        return new Suspended(new Task<>(kind, failure, work, then));
    }

    public Work work() {
        return task;
    }

    /** Whether the work was run to its end. */
    public boolean isDone() {
        return task.done;
    }

    /**
     * Goes on with the result.
     *
     * @throws IllegalStateException if the work is not done
     */
    public State resume(Effects effects) throws TlsException {
        return task.resume(effects);
    }

    @Override
    public Set<Kind> expects() {
        return Set.of();
    }

    @Override
    public State on(Input input, Effects effects) {
        throw new IllegalStateException("suspended");
    }

    /**
     * How a handshake goes on.
     *
     * @param <T> what it waited for
     */
    @FunctionalInterface
    public interface Continuation<T> {
        State then(T result, Effects effects) throws TlsException;
    }

    private static final class Task<T> implements Work {
        private final WorkKind kind;
        private final WorkFailed meaning;
        private final Callable<T> work;
        private final Continuation<T> then;
        private final AtomicBoolean started = new AtomicBoolean();
        private volatile boolean done;
        private @Nullable T result;
        private @Nullable TlsException failure;

        Task(WorkKind kind, WorkFailed meaning, Callable<T> work, Continuation<T> then) {
            this.kind = kind;
            this.meaning = meaning;
            this.work = work;
            this.then = then;
        }

        @Override
        public WorkKind kind() {
            return kind;
        }

        @Override
        public void run() {
            if (!started.compareAndSet(false, true)) {
                return;
            }
            try {
                result = work.call();
            } catch (TlsException e) {
                failure = e;
            } catch (Exception e) {
                failure = failed(e);
            } catch (Error e) {
                failure = failed(e);
                throw e;
            } finally {
                done = true;
            }
        }

        private TlsException failed(Throwable cause) {
            return TlsException.builder(meaning)
                    .detail(String.valueOf(cause.getMessage()))
                    .cause(cause)
                    .build();
        }

        State resume(Effects effects) throws TlsException {
            if (!done) {
                throw new IllegalStateException("the work " + kind + " is not done");
            }
            if (failure != null) {
                throw failure;
            }
            if (result == null) {
                throw failed(new NullPointerException("no result"));
            }
            return then.then(result, effects);
        }
    }
}
