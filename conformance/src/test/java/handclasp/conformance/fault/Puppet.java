package handclasp.conformance.fault;

import handclasp.testkit.Forge;
import handclasp.testkit.Secrets;
import handclasp.testkit.Wire;
import handclasp.tls.Alert;
import handclasp.tls.PeerAlert;
import handclasp.tls.Role;
import handclasp.tls.TlsConnection;
import handclasp.tls.TlsException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Optional;

/** An end of ours over a real socket that follows a script. */
final class Puppet {
    private final TlsConnection connection;
    private final Secrets secrets;
    private final Socket socket;
    private final Script script;
    private int records;
    private boolean played;

    private Puppet(TlsConnection connection, Secrets secrets, Socket socket, Script script) {
        this.connection = connection;
        this.secrets = secrets;
        this.socket = socket;
        this.script = script;
    }

    /** The other end has no complaint. */
    static final class Silence extends RuntimeException {
        private static final long serialVersionUID = 1;

        Silence(SocketTimeoutException cause) {
            super("the other end says nothing", cause);
        }
    }

    /**
     * What an end heard in answer to its mistake.
     *
     * @param alert as it came on the wire
     * @param failure what this end makes of it, if it is an end of TLS
     */
    record Heard(Optional<Alert> alert, Optional<TlsException> failure) {
        static final Heard NOTHING = new Heard(Optional.empty(), Optional.empty());

        /** With an alert that did not end the connection by itself. */
        Heard or(Ears ears) {
            return alert.isPresent() ? this : new Heard(ears.first(), failure);
        }
    }

    /**
     * Plays to the end.
     *
     * @param secrets of the connection, as its key log
     * @param socket whose read time-out is how long to wait for an answer
     * @throws Silence if none comes
     */
    static Heard play(TlsConnection connection, Secrets secrets, Socket socket, Script script)
            throws IOException {
        socket.setTcpNoDelay(true);
        return new Puppet(connection, secrets, socket, script).play();
    }

    /** Sends bytes that no end of TLS sends, and hears the answer. */
    static Heard raw(Socket socket, byte[] bytes, Script.Ending ending) throws IOException {
        socket.setTcpNoDelay(true);
        write(socket, bytes, ending);
        if (ending == Script.Ending.RESET) {
            socket.setSoLinger(true, 0);
            socket.close();
            return Heard.NOTHING;
        }
        if (ending == Script.Ending.CLOSE) {
            socket.shutdownOutput();
        }
        return alertIn(readAll(socket.getInputStream()));
    }

    private static Heard alertIn(byte[] answer) {
        for (byte[] record : answer.length < 5 ? Arrays.<byte[]>asList() : Wire.split(answer)) {
            if (record[0] == Forge.ALERT && record.length == 7) {
                return new Heard(Optional.of(new Alert(record[6] & 0xff)), Optional.empty());
            }
        }
        return Heard.NOTHING;
    }

    private static byte[] readAll(InputStream in) {
        byte[] all = new byte[65_536];
        int length = 0;
        try {
            for (int n; (n = in.read(all, length, all.length - length)) > 0; ) {
                length += n;
            }
        } catch (IOException reset) {
            // What came before is what there is.
        }
        return Arrays.copyOf(all, length);
    }

    private Heard play() throws IOException {
        connection.begin();
        try {
            while (true) {
                drain();
                if (script.at() == Script.CONNECTED && connection.handshakeComplete() && !played) {
                    act(new byte[0]);
                }
                if (played && !listens()) {
                    return Heard.NOTHING;
                }
                byte[] record = readRecord();
                Wire.deliver(record, connection, (data, offset, length) -> {});
            }
        } catch (TlsException e) {
            return heard(e);
        } catch (EOFException e) {
            return end();
        } catch (SocketTimeoutException e) {
            throw new Silence(e);
        }
    }

    private Heard end() {
        try {
            connection.endOfInput(0);
            return Heard.NOTHING;
        } catch (TlsException e) {
            return heard(e);
        }
    }

    private static Heard heard(TlsException failure) {
        Optional<Alert> alert =
                failure.error() instanceof PeerAlert refused
                        ? Optional.of(refused.received())
                        : Optional.empty();
        return new Heard(alert, Optional.of(failure));
    }

    private boolean listens() {
        return script.ending() != Script.Ending.CLOSE && script.ending() != Script.Ending.RESET;
    }

    private void drain() throws IOException {
        for (byte[] record : Wire.split(Wire.drain(connection))) {
            if (played) {
                continue;
            }
            if (records++ == script.at()) {
                act(record);
            } else {
                socket.getOutputStream().write(record);
            }
        }
    }

    private void act(byte[] record) throws IOException {
        played = true;
        byte[] bytes = script.bytes().apply(new Script.Moment(record, this::forge));
        write(socket, bytes, script.ending());
        if (script.ending() == Script.Ending.RESET) {
            socket.setSoLinger(true, 0);
        }
        if (!listens()) {
            socket.close();
        }
    }

    private Forge forge(String label) {
        String side = connection.role() == Role.CLIENT ? "CLIENT_" : "SERVER_";
        return secrets.forge(side + label, connection.facts().cipherSuite().orElseThrow());
    }

    private static void write(Socket socket, byte[] bytes, Script.Ending ending)
            throws IOException {
        try {
            if (ending == Script.Ending.DRIP) {
                drip(socket, bytes);
            } else {
                socket.getOutputStream().write(bytes);
            }
        } catch (IOException e) {
            // The other end has had enough of it; what it said is still to be read.
        }
    }

    private static void drip(Socket socket, byte[] bytes) throws IOException {
        for (byte each : bytes) {
            if (socket.getInputStream().available() > 0) {
                // More would make TCP take back what the other end says.
                return;
            }
            socket.getOutputStream().write(each);
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private byte[] readRecord() throws IOException {
        byte[] header = new byte[5];
        readFully(header, 0);
        byte[] record = Arrays.copyOf(header, 5 + ((header[3] & 0xff) << 8 | (header[4] & 0xff)));
        readFully(record, 5);
        return record;
    }

    private void readFully(byte[] target, int offset) throws IOException {
        int at = offset;
        while (at < target.length) {
            int n = read(target, at);
            if (n < 0) {
                throw new EOFException();
            }
            at += n;
        }
    }

    private int read(byte[] target, int at) throws IOException {
        try {
            return socket.getInputStream().read(target, at, target.length - at);
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException reset) {
            return -1;
        }
    }
}
