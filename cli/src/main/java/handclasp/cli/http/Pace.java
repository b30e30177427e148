package handclasp.cli.http;

import java.time.Duration;

/** How long a connection may still take. When its time is over, the connection is closed. */
public interface Pace {
    /** Nothing is in progress: the connection may be closed without loss. */
    void idle(Duration limit);

    /** Something is in progress, and there is this much time from now on for its next step. */
    void busy(Duration limit);

    /** Whether the server is about to stop, so that no further request should come. */
    boolean stopping();
}
