package handclasp.tls.internal.handshake;

import handclasp.tls.Work;
import handclasp.tls.WorkKind;
import java.util.concurrent.atomic.AtomicBoolean;

/** Work beside the connection, which nothing waits for. What fails in it is nobody's loss. */
public final class SideTask implements Work {
    private final WorkKind kind;
    private final Runnable work;
    private final AtomicBoolean started = new AtomicBoolean();

    public SideTask(WorkKind kind, Runnable work) {
        this.kind = kind;
        this.work = work;
    }

    @Override
    public WorkKind kind() {
        return kind;
    }

    @Override
    public void run() {
        if (started.compareAndSet(false, true)) {
            work.run();
        }
    }
}
