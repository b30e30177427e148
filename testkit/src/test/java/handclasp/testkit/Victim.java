package handclasp.testkit;

import handclasp.tls.Internal;
import handclasp.tls.Need;
import handclasp.tls.Role;
import handclasp.tls.TlsConnection;
import handclasp.tls.TlsException;
import handclasp.tls.Work;
import handclasp.tls.WorkFailed;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** An end that hears records which somebody changed, and what must hold of it whatever they are. */
final class Victim {
    private final TlsConnection connection;
    private final Flights.Heard heard = new Flights.Heard();
    private final byte[] out = new byte[TlsConnection.MAX_RECORD];
    private int received;
    private int heardBeforeData = -1;
    private Optional<TlsException> refusal = Optional.empty();

    Victim(Flights flights, Role role) {
        connection = flights.begin(role, heard);
    }

    TlsConnection connection() {
        return connection;
    }

    Optional<TlsException> refusal() {
        return refusal;
    }

    /** Of application data, in bytes. */
    int received() {
        return received;
    }

    /** The handshake messages it took. */
    List<byte[]> messages() {
        return heard.messages();
    }

    /** Hears a stream to its end. */
    Victim hear(byte[] stream) {
        try {
            drain();
            int at = 0;
            while (at < stream.length && !connection.readClosed()) {
                int left = stream.length - at;
                int length = connection.recordLength(stream, at, left);
                if (length < 0 || length > left) {
                    break;
                }
                if (length == 0) {
                    throw new AssertionError("a record of no bytes: a loop without end");
                }
                receive(stream, at, length);
                at += length;
            }
            connection.endOfInput(stream.length - at);
        } catch (TlsException e) {
            refusal = Optional.of(e);
            drain();
        }
        return this;
    }

    private void receive(byte[] stream, int at, int length) throws TlsException {
        Need need = connection.receive(stream, at, length, this::accept);
        for (int i = 0; need == Need.WORK; i++) {
            if (i > 100) {
                throw new AssertionError("work without end");
            }
            connection.work().ifPresent(Work::run);
            need = connection.resume();
        }
        drain();
    }

    private void accept(byte[] data, int offset, int length) {
        if (received == 0) {
            heardBeforeData = heard.messages().size();
        }
        received += length;
    }

    private void drain() {
        for (int i = 0; connection.drain(out, 0, out.length) > 0; i++) {
            if (i > 1000) {
                throw new AssertionError("output without end");
            }
        }
    }

    /**
     * Refused for a reason, with an alert and without a defect; and data or a complete handshake only if every message
     * of the handshake is the one that was sent.
     *
     * @param sent the messages of the handshake as they were before the change
     */
    void mustHaveStoodFirm(List<byte[]> sent) {
        refusal.ifPresent(Victim::mustBeInOrder);
        if (!connection.handshakeComplete() && received == 0) {
            return;
        }
        int count = sent.size();
        if ((heardBeforeData >= 0 && heardBeforeData < count) || heard.messages().size() < count) {
            throw new AssertionError("data after " + heard.messages().size() + " messages only");
        }
        for (int i = 0; i < count; i++) {
            if (!Arrays.equals(sent.get(i), heard.messages().get(i))) {
                throw new AssertionError("complete although message " + i + " was changed");
            }
        }
    }

    private static void mustBeInOrder(TlsException refusal) {
        if (refusal.error() instanceof Internal || refusal.error() instanceof WorkFailed) {
            throw new AssertionError("a defect: " + refusal.getMessage(), refusal);
        }
        if (refusal.getStackTrace().length > 0 || refusal.getMessage().length() > 8000) {
            throw new AssertionError("not told in order: " + refusal.getMessage(), refusal);
        }
    }
}
