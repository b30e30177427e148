package handclasp.cli.serve;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Ends connections whose time is over: in order first, which may wait for the client a little, and by force if that has
 * not come to its end, or to its turn, soon after. However many they are, few threads wait. Belongs to one thread.
 */
final class Overdue {
    private static final int CLOSERS = 4;

    private final Executor closers;

    /** @param closers where closing may wait */
    Overdue(Executor closers) {
        this.closers = closers;
    }

    /** A few threads, to be shut down. */
    static ExecutorService closers() {
        return Executors.newFixedThreadPool(
                CLOSERS, Thread.ofVirtual().name("closing ", 1).factory());
    }

    /** Looks at all connections once. */
    void end(Iterable<Connection> connections) {
        for (Connection connection : connections) {
            if (connection.isOverdue() && connection.beginsToEnd()) {
                closers.execute(connection::close);
            } else if (connection.shouldHaveEnded()) {
                connection.abort();
            }
        }
    }
}
