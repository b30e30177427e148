package handclasp.cli;

import handclasp.cli.option.ExitCode;
import handclasp.cli.text.Terminal;
import handclasp.cli.text.TextStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * A server and a client in this process, for a moment and without a trace. The launcher runs it
 * once to let the JVM learn what to have ready (JEP 483), so that the real commands start quickly.
 */
@Command(
        name = "rehearse",
        hidden = true,
        description = "Serves and connects for a moment, so that the JVM can learn from it.")
final class RehearseCommand implements Callable<Integer> {
    private static final Pattern PORT = Pattern.compile("https://localhost:(\\d+)/");
    private static final byte[] REQUEST =
            "GET / HTTP/1.0\r\nAccept-Language: en\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path state = Files.createTempDirectory("handclasp-rehearsal");
        try {
            boolean making = rehearse(state);
            boolean finding = rehearse(state);
            return making && finding ? ExitCode.FINE : ExitCode.DEFECT;
        } finally {
            delete(state);
        }
    }

    /** The first time, the development authority is made; after that it is there. */
    private static boolean rehearse(Path state) throws InterruptedException {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        String[] serve = {"serve", "--listen", ":0", "--state", state.toString(), "--verbose"};
        Thread server =
                Thread.ofPlatform().start(() -> Main.run(terminal(new byte[0], log), serve));
        try {
            String port = awaitPort(log, server);
            List<String> connect =
                    List.of("connect", "localhost:" + port, "--state", state.toString());
            return !port.isEmpty()
                    && run(connect, "--alpn", "http/1.1")
                    && run(connect, "--verbose")
                    && run(connect, "--json")
                    && run(List.of("show"), "tls13");
        } finally {
            server.interrupt();
            server.join();
        }
    }

    private static boolean run(List<String> connect, String... more) {
        String[] all =
                Stream.concat(connect.stream(), List.of(more).stream()).toArray(String[]::new);
        return Main.run(terminal(REQUEST, new ByteArrayOutputStream()), all) == ExitCode.FINE;
    }

    private static Terminal terminal(byte[] input, ByteArrayOutputStream output) {
        InputStream in = new ByteArrayInputStream(input);
        TextStream out =
                new TextStream(new PrintStream(output, true, StandardCharsets.UTF_8), false);
        return new Terminal(in, false, out, out);
    }

    /** Empty if the server ended instead. */
    private static String awaitPort(ByteArrayOutputStream log, Thread server)
            throws InterruptedException {
        while (server.isAlive()) {
            Matcher port = PORT.matcher(log.toString(StandardCharsets.UTF_8));
            if (port.find()) {
                return port.group(1);
            }
            Thread.sleep(10);
        }
        return "";
    }

    private static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
