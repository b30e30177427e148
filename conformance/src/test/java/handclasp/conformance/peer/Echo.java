package handclasp.conformance.peer;

import handclasp.tls.TlsSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** What Handclasp's client says to servers that send everything back. */
final class Echo {
    private Echo() {}

    /** To a server that sends back what it hears as it hears it, and ends when we do. */
    static void whileOpen(TlsSocket socket, String body) throws IOException, InterruptedException {
        byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
        FutureTask<?> writing = write(socket, bytes);
        compare(body, socket.inputStream().readNBytes(bytes.length));
        await(writing);
        socket.closeOutput();
        compare("", socket.inputStream().readAllBytes());
        socket.close();
    }

    /** To a server that sends everything back after our end. */
    static void afterOurEnd(TlsSocket socket, String body) throws IOException {
        socket.outputStream().write(body.getBytes(StandardCharsets.US_ASCII));
        socket.closeOutput();
        compare(body, socket.inputStream().readAllBytes());
        socket.close();
    }

    /** To a server that says this first, ends, and wants it back. */
    static void afterTheirEnd(TlsSocket socket, String body) throws IOException {
        byte[] bytes = socket.inputStream().readAllBytes();
        compare(body, bytes);
        socket.outputStream().write(bytes);
        socket.closeOutput();
        socket.close();
    }

    static void compare(String body, byte[] heard) {
        String text = new String(heard, StandardCharsets.US_ASCII);
        if (!text.equals(body)) {
            throw new AssertionError(
                    "got %d characters, not the %d that were sent: %s"
                            .formatted(text.length(), body.length(), shortened(text)));
        }
    }

    private static String shortened(String text) {
        return text.length() < 200 ? text : text.substring(0, 200) + "…";
    }

    private static FutureTask<?> write(TlsSocket socket, byte[] bytes) {
        FutureTask<?> writing =
                new FutureTask<>(
                        () -> {
                            try {
                                socket.outputStream().write(bytes);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        },
                        true);
        Thread.ofVirtual().name("echo writer").start(writing);
        return writing;
    }

    private static void await(FutureTask<?> writing) throws IOException, InterruptedException {
        try {
            writing.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }
}
