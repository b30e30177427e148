package handclasp.testkit;

import handclasp.tls.Need;
import handclasp.tls.PlaintextSink;
import handclasp.tls.TlsConnection;
import handclasp.tls.TlsException;
import handclasp.tls.Work;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Two connections in memory, and every record that passes between them. Not thread-safe. */
public final class Wire {
    private final TlsConnection client;
    private final TlsConnection server;
    private final List<byte[]> clientRecords = new ArrayList<>();
    private final List<byte[]> serverRecords = new ArrayList<>();
    private final ByteArrayOutputStream atClient = new ByteArrayOutputStream();
    private final ByteArrayOutputStream atServer = new ByteArrayOutputStream();

    public Wire(TlsConnection client, TlsConnection server) {
        this.client = client;
        this.server = server;
    }

    public TlsConnection client() {
        return client;
    }

    public TlsConnection server() {
        return server;
    }

    /** Every record the client has sent. */
    public List<byte[]> clientRecords() {
        return clientRecords;
    }

    /** Every record the server has sent. */
    public List<byte[]> serverRecords() {
        return serverRecords;
    }

    /** Shakes hands. */
    public Wire handshake() throws TlsException {
        client.begin();
        server.begin();
        pump();
        if (!client.handshakeComplete() || !server.handshakeComplete()) {
            throw new IllegalStateException("the handshake stands still");
        }
        return this;
    }

    /** Carries what both have to say until neither has anything left. */
    public void pump() throws TlsException {
        while (client.hasOutput() || server.hasOutput()) {
            deliver(drain(client), server, clientRecords, atServer);
            deliver(drain(server), client, serverRecords, atClient);
        }
    }

    /** Sends application data of one record from the client and gives what the server has received in all. */
    public byte[] fromClient(byte[] data) throws TlsException {
        deliver(seal(client, data), server, clientRecords, atServer);
        pump();
        return atServer.toByteArray();
    }

    /** Sends application data of one record from the server and gives what the client has received in all. */
    public byte[] fromServer(byte[] data) throws TlsException {
        deliver(seal(server, data), client, serverRecords, atClient);
        pump();
        return atClient.toByteArray();
    }

    /** All that a connection has to send now. */
    public static byte[] drain(TlsConnection from) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[TlsConnection.MAX_RECORD];
        int made = from.drain(buffer, 0, buffer.length);
        while (made > 0) {
            all.write(buffer, 0, made);
            made = from.drain(buffer, 0, buffer.length);
        }
        return all.toByteArray();
    }

    /** One record of application data. */
    public static byte[] seal(TlsConnection from, byte[] data) throws TlsException {
        byte[] record = new byte[from.recordBound(data.length)];
        int made = from.send(data, 0, data.length, record, 0);
        if (made == 0) {
            throw new IllegalStateException("records are to be drained first");
        }
        return Arrays.copyOf(record, made);
    }

    /** Hands whole records to a connection and does the work it asks for. */
    public static void deliver(byte[] records, TlsConnection to, PlaintextSink sink)
            throws TlsException {
        int at = 0;
        while (at < records.length) {
            int length = to.recordLength(records, at, records.length - at);
            if (length < 0 || length > records.length - at) {
                throw new IllegalArgumentException("half a record");
            }
            Need need = to.receive(records, at, length, sink);
            at += length;
            while (need == Need.WORK) {
                to.work().ifPresent(Work::run);
                need = to.resume();
            }
        }
    }

    private static void deliver(
            byte[] records, TlsConnection to, List<byte[]> log, ByteArrayOutputStream received)
            throws TlsException {
        split(records).forEach(log::add);
        deliver(records, to, received::write);
    }

    /** The records in a run of bytes. */
    public static List<byte[]> split(byte[] records) {
        List<byte[]> all = new ArrayList<>();
        int at = 0;
        while (at < records.length) {
            int length = 5 + ((records[at + 3] & 0xff) << 8 | (records[at + 4] & 0xff));
            all.add(Arrays.copyOfRange(records, at, at + length));
            at += length;
        }
        return all;
    }
}
