package handclasp.cli.serve;

import handclasp.cli.report.RecordingFolder;
import handclasp.inspector.Event;
import handclasp.inspector.Recorder;
import handclasp.tls.Role;
import java.util.Optional;
import java.util.function.Consumer;

/** What is recorded of a server's connections, and how long it is kept. Thread-safe. */
final class Recorders {
    /** With as many connections as a server has at once, at most 64 MiB of messages, and as much of certificates. */
    static final Recorder.Limits LIMITS = new Recorder.Limits(64 << 10, 300, 5000);

    private final ConnectionLog log;
    private final boolean shown;
    private final Optional<RecordingFolder> folder;
    private final Consumer<Throwable> defects;

    /**
     * @param log which may print each event
     * @param shown whether a recording is wanted as long as its connection lives
     * @param folder where the recording of each handshake goes
     * @param defects told of what goes wrong here, which is nothing to the connection
     */
    Recorders(
            ConnectionLog log,
            boolean shown,
            Optional<RecordingFolder> folder,
            Consumer<Throwable> defects) {
        this.log = log;
        this.shown = shown;
        this.folder = folder;
        this.defects = defects;
    }

    /** Nothing, if nobody would look at it. */
    Optional<Recorder> recorder(long number) {
        Optional<Consumer<Event>> follower = log.follower(number);
        if (follower.isPresent()) {
            return follower.map(told -> new Recorder(Role.SERVER, LIMITS, told));
        }
        return shown || folder.isPresent()
                ? Optional.of(new Recorder(Role.SERVER, LIMITS))
                : Optional.empty();
    }

    /** A connection's handshake came to its end, good or bad; why it did must not be lost to a defect here. */
    void handshakeEnded(Connection connection) {
        try {
            connection.recorder().ifPresent(recorder -> keep(recorder, connection.number()));
        } catch (RuntimeException e) {
            defects.accept(e);
        }
    }

    private void keep(Recorder recorder, long number) {
        folder.ifPresent(files -> files.write(recorder.recording(), number));
        if (!shown) {
            recorder.release();
        }
    }
}
