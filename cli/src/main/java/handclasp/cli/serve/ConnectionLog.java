package handclasp.cli.serve;

import handclasp.cli.report.EventText;
import handclasp.cli.report.HandshakeLine;
import handclasp.cli.text.Printable;
import handclasp.cli.text.TextStream;
import handclasp.cli.text.TransportWords;
import handclasp.inspector.Event;
import handclasp.inspector.IpText;
import handclasp.tls.Facts;
import handclasp.tls.PeerAlert;
import handclasp.tls.TlsException;
import handclasp.tls.Truncated;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;

/** A server's log on the terminal: a line for each handshake, more if wanted. Thread-safe. */
final class ConnectionLog {
    private final TextStream out;
    private final boolean verbose;

    ConnectionLog(TextStream out, boolean verbose) {
        this.out = out;
        this.verbose = verbose;
    }

    /** Prints a connection's events, if that is wanted. */
    Optional<Consumer<Event>> follower(long number) {
        return verbose ? Optional.of(new EventText(out, "#" + number)) : Optional.empty();
    }

    void accepted(Connection connection) {
        if (verbose) {
            print(connection, "connected");
        }
    }

    void completed(Connection connection, Facts facts, Duration took) {
        print(connection, out.green("ok ") + HandshakeLine.completed(facts, took));
    }

    /** The handshake failed, or the connection after it. */
    void failed(Connection connection, boolean afterHandshake, TlsException failure) {
        boolean byPeer =
                failure.error() instanceof PeerAlert || failure.error() instanceof Truncated;
        String what = afterHandshake ? "broken: " : byPeer ? "failed: " : "refused: ";
        print(connection, out.red(what) + Printable.text(failure.diagnosis().sentence(), 1500));
    }

    /** The transport failed. */
    void lost(Connection connection, boolean afterHandshake, IOException failure) {
        if (verbose || !afterHandshake) {
            print(connection, "lost: " + TransportWords.of(failure));
        }
    }

    /** A client was turned away. */
    void crowded(InetAddress address) {
        if (verbose) {
            out.line(out.red("refused: ") + "too many connections from " + IpText.of(address));
        }
    }

    void note(Connection connection, String sentence) {
        print(connection, sentence);
    }

    void ended(Connection connection) {
        if (verbose) {
            print(connection, "closed");
        }
    }

    private void print(Connection connection, String text) {
        String time = LocalTime.now().truncatedTo(ChronoUnit.SECONDS).toString();
        // LocalTime leaves :00 out.
        String padded = time.length() == 5 ? time + ":00" : time;
        String head = "#" + connection.number() + " " + connection.peer();
        out.line(out.dim(padded + " " + head) + " " + text);
    }
}
