package handclasp.conformance.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A program of somebody else's that runs beside a test. Its output is kept for the failure message;
 * it never outlives {@link #close}, nor do the programs it started.
 */
public final class Child implements AutoCloseable {
    /** How long a program may take for what should take no time. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        // The build may end these tests at any time, and then nobody calls close.
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().unstarted(() -> RUNNING.forEach(Child::kill)));
    }

    private final List<String> command;
    private final Process process;
    private final Captured output;
    private final Captured errors;

    private Child(List<String> command, Process process, boolean captured) {
        this.command = command;
        this.process = process;
        RUNNING.add(process);
        output = new Captured(captured ? process.getInputStream() : InputStream.nullInputStream());
        errors = new Captured(process.getErrorStream());
    }

    /** Starts a program whose standard output is text. */
    public static Child start(List<String> command) throws IOException {
        return start(command, Map.of());
    }

    /** Starts a program with more environment variables. */
    public static Child start(List<String> command, Map<String, String> environment)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return new Child(command, builder.start(), true);
    }

    /** Starts a program whose standard output goes into a file, for bulk data. */
    public static Child startInto(Path file, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(file.toFile());
        return new Child(command, builder.start(), false);
    }

    /** Runs a program to its end and returns its output. */
    public static String run(String... command) {
        try (Child child = start(List.of(command))) {
            if (child.exitCode() != 0) {
                throw new AssertionError(child.toString());
            }
            return child.output();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One word of a program's output, counted from 1. */
    static String word(int number, String output) {
        return Pattern.compile("\\s+")
                .splitAsStream(output.strip())
                .skip(number - 1)
                .findFirst()
                .orElseThrow(() -> new AssertionError(output));
    }

    /** Standard input; the caller closes it where the program should see its end. */
    public OutputStream input() {
        return process.getOutputStream();
    }

    /** Types a line. */
    public Child type(String line) throws IOException {
        input().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        input().flush();
        return this;
    }

    /** What it printed so far. */
    public String output() {
        return output.text();
    }

    /** What it printed as errors so far. */
    public String errors() {
        return errors.text();
    }

    /** Waits until its standard output contains this. */
    public String awaitOutput(String text) throws InterruptedException {
        return awaitOutput(text, so -> so.contains(text));
    }

    /** Waits until its standard output is as described. */
    public String awaitOutput(String what, Predicate<String> condition)
            throws InterruptedException {
        return await(output, what, condition);
    }

    /** Waits until its errors, from a place on, contain this. */
    public String awaitErrors(String text, int start) throws InterruptedException {
        return await(errors, text, so -> so.indexOf(text, start) >= 0);
    }

    private String await(Captured stream, String what, Predicate<String> condition)
            throws InterruptedException {
        if (!stream.await(condition, PATIENCE)) {
            throw new AssertionError("waited in vain for \"%s\" of\n%s".formatted(what, this));
        }
        return stream.text();
    }

    /** Waits for its end, and for all of its output. */
    public int exitCode() throws InterruptedException {
        return exitCode(PATIENCE);
    }

    /** Waits for its end, and for all of its output. */
    public int exitCode(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still running after " + patience + ":\n" + this);
        }
        output.awaitEnd(patience);
        errors.awaitEnd(patience);
        return process.exitValue();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it without giving it a chance to say goodbye to its peer. */
    public void kill() {
        kill(process);
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Ends it and waits for its end. */
    @Override
    public void close() {
        kill();
        RUNNING.remove(process);
        try {
            process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            process.getOutputStream().close();
        } catch (IOException broken) {
            // What was typed and never read; the program is gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The command and all it printed, for failure messages. */
    @Override
    public String toString() {
        String state = process.isAlive() ? "running" : "exit code " + process.exitValue();
        return "$ %s (%s)\n--- output\n%s\n--- errors\n%s\n---"
                .formatted(String.join(" ", command), state, output.text(), errors.text());
    }

    /** Collects text as it comes. */
    private static final class Captured {
        private final StringBuilder text = new StringBuilder();
        private final Thread reader;

        Captured(InputStream stream) {
            reader = Thread.ofPlatform().daemon().name("child output").start(() -> read(stream));
        }

        private void read(InputStream stream) {
            byte[] buffer = new byte[16_384];
            try (stream) {
                for (int n; (n = stream.read(buffer)) >= 0; ) {
                    // One byte a character: what matters is ASCII, and no byte gets lost.
                    append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
                }
            } catch (IOException closed) {
                // The program was killed.
            } catch (UncheckedIOException closed) {
                // The same, seen by the stream's buffer.
            } finally {
                append("");
            }
        }

        private void append(String more) {
            synchronized (text) {
                text.append(more);
                text.notifyAll();
            }
        }

        String text() {
            synchronized (text) {
                return text.toString();
            }
        }

        boolean await(Predicate<String> condition, Duration patience) throws InterruptedException {
            long deadline = System.nanoTime() + patience.toNanos();
            synchronized (text) {
                while (!condition.test(text.toString())) {
                    long left = (deadline - System.nanoTime()) / 1_000_000;
                    if (left <= 0 || !reader.isAlive()) {
                        return condition.test(text.toString());
                    }
                    text.wait(Math.min(left, 200));
                }
            }
            return true;
        }

        void awaitEnd(Duration patience) throws InterruptedException {
            reader.join(patience);
        }
    }
}
