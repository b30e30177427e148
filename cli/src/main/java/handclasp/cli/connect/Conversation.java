package handclasp.cli.connect;

import handclasp.cli.text.TerminalBytes;
import handclasp.tls.TlsException;
import handclasp.tls.TlsSocket;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happens over the connection after its handshake. */
final class Conversation {
    private static final int CHUNK = 16_384;

    private final TlsSocket tls;
    private volatile @Nullable TlsException refusal;

    Conversation(TlsSocket tls) {
        this.tls = tls;
    }

    /**
     * Sends the input, then close_notify, and writes what comes until the peer has closed or nobody
     * takes the output any more.
     *
     * @param toTerminal whether what comes is shown so that it cannot harm a terminal
     * @throws IOException if the connection breaks
     */
    void exchange(InputStream input, PrintStream output, boolean toTerminal) throws IOException {
        // A platform thread: reading from a terminal would hold up a carrier of virtual threads.
        Thread sender = Thread.ofPlatform().daemon().name("input").start(() -> send(input));
        InputStream received = tls.inputStream();
        TerminalBytes shown = new TerminalBytes(output);
        byte[] buffer = new byte[CHUNK];
        for (int count = received.read(buffer); count >= 0; count = received.read(buffer)) {
            if (toTerminal) {
                shown.write(buffer, 0, count);
            } else {
                output.write(buffer, 0, count);
            }
            if (output.checkError()) {
                break;
            }
        }
        sender.interrupt();
    }

    private void send(InputStream input) {
        try {
            OutputStream out = tls.outputStream();
            byte[] buffer = new byte[CHUNK];
            for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
                out.write(buffer, 0, count);
            }
            tls.closeOutput();
        } catch (IOException e) {
            // Why the connection broke is what reading says.
        }
    }

    /**
     * Says goodbye and listens for a moment: a server that refuses the client's certificate says so
     * only after the client's handshake is complete (RFC 9846 §4.5.3).
     *
     * @return why the peer refused, if it did
     */
    Optional<TlsException> sayGoodbye(Duration patience) throws InterruptedException {
        Thread listener = Thread.ofPlatform().daemon().start(this::listenToTheEnd);
        listener.join(patience);
        return Optional.ofNullable(refusal);
    }

    private void listenToTheEnd() {
        try {
            tls.closeOutput();
            tls.inputStream().transferTo(OutputStream.nullOutputStream());
        } catch (TlsException e) {
            refusal = e;
        } catch (IOException e) {
            // The peer is gone, and did not say that it refuses.
        }
    }
}
