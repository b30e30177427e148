package handclasp.cli.show;

import handclasp.inspector.Recorder;
import handclasp.inspector.explain.Text;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.Need;
import handclasp.tls.Role;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.ServerName;
import handclasp.tls.TlsConnection;
import handclasp.tls.TlsException;
import handclasp.tls.Work;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Two ends in memory that shake hands, and what passes between them. Not thread-safe. */
final class Exchange {
    private static final Text UNTITLED = new Text("", "");

    private final Recorder clientRecorder = new Recorder(Role.CLIENT);
    private final Recorder serverRecorder = new Recorder(Role.SERVER);
    private final List<byte[]> fromClient = new ArrayList<>();
    private final boolean showSecrets;

    /** @param showSecrets whether the runs are to hold secrets */
    Exchange(boolean showSecrets) {
        this.showSecrets = showSecrets;
    }

    /** A client and a server. */
    Run run(ClientConfiguration client, ServerConfiguration server, ServerName name) {
        return run(client, server, name, UnaryOperator.identity());
    }

    /** @param onTheWay what somebody between them makes of the client's records */
    Run run(
            ClientConfiguration client,
            ServerConfiguration server,
            ServerName name,
            UnaryOperator<byte[]> onTheWay) {
        SecretsSeen secrets = new SecretsSeen();
        TlsConnection left =
                TlsConnection.client(watched(client.toBuilder(), secrets).build(), name);
        TlsConnection right =
                TlsConnection.server(server.toBuilder().listener(serverRecorder).build());
        left.begin();
        right.begin();
        while (left.hasOutput() || right.hasOutput()) {
            for (byte[] record : drain(left)) {
                fromClient.add(record);
                deliver(onTheWay.apply(record), right);
            }
            drain(right).forEach(record -> deliver(record, left));
        }
        return new Run(
                UNTITLED,
                clientRecorder.recording(),
                serverRecorder.recording(),
                fromClient,
                secrets.entries(left.facts().cipherSuite()));
    }

    /**
     * The lengths of the records that carry so many bytes of application data from the client.
     *
     * @throws IllegalStateException if the two do not come to a connection
     */
    static List<Integer> recordLengths(
            ClientConfiguration client, ServerConfiguration server, ServerName name, int data) {
        TlsConnection left = TlsConnection.client(client, name);
        TlsConnection right = TlsConnection.server(server);
        left.begin();
        right.begin();
        carry(left, right);
        try {
            return sealed(left, data);
        } catch (TlsException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void carry(TlsConnection left, TlsConnection right) {
        while (left.hasOutput() || right.hasOutput()) {
            drain(left).forEach(record -> deliver(record, right));
            drain(right).forEach(record -> deliver(record, left));
        }
    }

    private static List<Integer> sealed(TlsConnection from, int data) throws TlsException {
        List<Integer> lengths = new ArrayList<>();
        byte[] record = new byte[TlsConnection.MAX_RECORD];
        for (int rest = data; rest > 0; ) {
            int piece = Math.min(rest, TlsConnection.MAX_PLAINTEXT);
            int made = from.send(new byte[piece], 0, piece, record, 0);
            if (made == 0) {
                throw new IllegalStateException("the handshake did not complete");
            }
            lengths.add(made);
            rest -= piece;
        }
        return lengths;
    }

    /** Records from another connection go to a server, whatever it answers. */
    Run replay(List<byte[]> records, ServerConfiguration server) {
        TlsConnection right =
                TlsConnection.server(server.toBuilder().listener(serverRecorder).build());
        right.begin();
        for (byte[] record : records) {
            deliver(record, right);
            drain(right);
        }
        return new Run(
                UNTITLED,
                clientRecorder.recording(),
                serverRecorder.recording(),
                records,
                List.of());
    }

    private ClientConfiguration.Builder watched(
            ClientConfiguration.Builder client, SecretsSeen secrets) {
        client.listener(clientRecorder);
        if (showSecrets) {
            secrets.watch(client, Optional.empty());
        }
        return client;
    }

    /** A failure is in the recordings, and the alert that tells of it goes out like the rest. */
    private static void deliver(byte[] record, TlsConnection to) {
        if (to.failure().isPresent() || to.readClosed()) {
            return;
        }
        try {
            Need need = to.receive(record, 0, record.length, (data, offset, length) -> {});
            while (need == Need.WORK) {
                to.work().ifPresent(Work::run);
                need = to.resume();
            }
        } catch (TlsException e) {
            // Its recorder has been told.
        }
    }

    private static List<byte[]> drain(TlsConnection from) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[TlsConnection.MAX_RECORD];
        int made = from.drain(buffer, 0, buffer.length);
        while (made > 0) {
            all.write(buffer, 0, made);
            made = from.drain(buffer, 0, buffer.length);
        }
        return split(all.toByteArray(), from);
    }

    private static List<byte[]> split(byte[] records, TlsConnection connection) {
        List<byte[]> all = new ArrayList<>();
        int at = 0;
        while (at < records.length) {
            int length = connection.recordLength(records, at, records.length - at);
            all.add(Arrays.copyOfRange(records, at, at + length));
            at += length;
        }
        return all;
    }
}
