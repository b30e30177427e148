package handclasp.conformance;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what might never come, and if it does not, says where every thread stands. */
final class Deadline {
    private static final Duration USUAL = Duration.ofSeconds(50);

    private Deadline() {}

    /** Does something on another virtual thread. */
    static <T> Future<T> aside(Callable<T> what) {
        FutureTask<T> task = new FutureTask<>(what);
        Thread.ofVirtual().name("aside").start(task);
        return task;
    }

    /** The outcome; a failure of the other thread is one of this. */
    static <T> T await(Future<T> task) throws InterruptedException, IOException {
        return await(task, USUAL);
    }

    /** The outcome; a failure of the other thread is one of this. */
    static <T> T await(Future<T> task, Duration patience) throws InterruptedException, IOException {
        try {
            return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("nothing after " + patience + "; the threads:\n" + threads());
        } catch (ExecutionException e) {
            throw new AssertionError("the other thread failed: " + e.getCause(), e.getCause());
        }
    }

    /** All threads, virtual ones included, with their stacks. */
    private static String threads() throws IOException {
        Path folder = Files.createTempDirectory("handclasp-threads-");
        Path file = folder.resolve("threads.txt");
        try {
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
            return Files.readString(file);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }
}
