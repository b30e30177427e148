package handclasp.cli.serve;

import handclasp.cli.report.KeyLogFile;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server with all it needs. */
final class Serving implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final TlsServer server;
    private final Listening listening;
    private final Optional<KeyLogFile> keyLog;
    private final List<String> greeting;

    Serving(
            TlsServer server,
            Listening listening,
            Optional<KeyLogFile> keyLog,
            List<String> greeting) {
        this.server = server;
        this.listening = listening;
        this.keyLog = keyLog;
        this.greeting = greeting;
    }

    int port() {
        return listening.port();
    }

    /** What to tell the user at the start. */
    List<String> greeting() {
        return greeting;
    }

    /** Begins to accept clients; those that came since the port was bound have waited. */
    void start() {
        server.start();
    }

    /**
     * Returns when this thread is interrupted. Until then a signal that ends the process (Ctrl-C,
     * SIGTERM) ends the server in order first, and the process's exit code is 0.
     */
    void awaitEnd() {
        Thread waiting = Thread.currentThread();
        CountDownLatch closed = new CountDownLatch(1);
        Thread onSignal = new Thread(() -> endProcess(waiting, closed), "signal");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            close();
        } finally {
            closed.countDown();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(onSignal);
        } catch (IllegalStateException e) {
            // It is this very hook that ended the wait.
        }
    }

    private static void endProcess(Thread waiting, CountDownLatch closed) {
        waiting.interrupt();
        try {
            closed.await(GRACE.toSeconds() + 2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            // Ends all the same.
        }
        // The JVM itself would end with 128 and the signal's number.
        Runtime.getRuntime().halt(0);
    }

    /** Lets what is in progress finish for a few seconds, and ends. */
    @Override
    public void close() {
        try {
            server.stop(GRACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            if (keyLog.isPresent()) {
                keyLog.get().close();
            }
        } catch (IOException e) {
            // Each line was written at once: nothing is lost.
        }
    }
}
