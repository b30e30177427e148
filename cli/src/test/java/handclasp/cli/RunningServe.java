package handclasp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code handclasp serve} within this process, on a free port. */
final class RunningServe implements AutoCloseable {
    private static final Pattern URL = Pattern.compile("https://[A-Za-z0-9.:-]+:(\\d+)");
    private static final long PATIENCE_MILLIS = 30_000;

    private final CommandRun run = CommandRun.prepared();
    private final Path state;
    private final Thread thread;
    private final int port;

    private RunningServe(Path state, List<String> args) throws InterruptedException {
        this.state = state;
        thread = Thread.ofPlatform().start(() -> run.run(args.toArray(String[]::new)));
        port = awaitPort();
    }

    static RunningServe start(Path state, String... args) throws InterruptedException {
        List<String> all = new ArrayList<>(List.of("serve", "--listen", ":0"));
        all.addAll(List.of("--state", state.toString()));
        all.addAll(List.of(args));
        return new RunningServe(state, all);
    }

    private int awaitPort() throws InterruptedException {
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (System.currentTimeMillis() < end && thread.isAlive()) {
            Matcher url = URL.matcher(run.out());
            if (url.find() && run.out().contains("Ctrl-C")) {
                return Integer.parseInt(url.group(1));
            }
            Thread.sleep(10);
        }
        throw new AssertionError("the server did not start: " + run.out() + run.err());
    }

    int port() {
        return port;
    }

    String target() {
        return "localhost:" + port;
    }

    Path root() {
        return state.resolve("authority/root.pem");
    }

    Path client() {
        return state.resolve("client.pem");
    }

    String out() {
        return run.out();
    }

    String err() {
        return run.err();
    }

    /** Waits until the log says something. */
    void awaitLog(String text) throws InterruptedException {
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (!run.out().contains(text) && System.currentTimeMillis() < end) {
            Thread.sleep(10);
        }
        assertThat(run.out()).contains(text);
    }

    /** Connects to this server, trusting its authority, with nothing to say. */
    CommandRun connect(String... options) {
        return CommandRun.of(connectArgs(options));
    }

    CommandRun connectWith(byte[] input, String... options) {
        return CommandRun.withInput(input, connectArgs(options));
    }

    String[] connectArgs(String... options) {
        List<String> args = new ArrayList<>(List.of("connect", target()));
        args.addAll(List.of("--state", state.toString()));
        args.addAll(List.of(options));
        return args.toArray(String[]::new);
    }

    /** Ends it as Ctrl-C would, and expects that it ends well. */
    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join(PATIENCE_MILLIS);
        assertThat(thread.isAlive()).isFalse();
        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out() + run.err()).doesNotContain("Defect", "Exception", "\tat ");
    }
}
