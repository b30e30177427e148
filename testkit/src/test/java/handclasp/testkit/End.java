package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import handclasp.tls.Alert;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.Internal;
import handclasp.tls.PeerAlert;
import handclasp.tls.PlaintextSink;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.TlsConnection;
import handclasp.tls.TlsError;
import handclasp.tls.TlsException;
import handclasp.tls.WorkFailed;
import java.io.ByteArrayOutputStream;

/** One end of a connection in a test's hands: the test carries its records, or others. */
final class End {
    /** The dummy record of the compatibility mode. */
    static final byte[] CHANGE_CIPHER_SPEC = Forge.plain(Forge.CHANGE_CIPHER_SPEC, (byte) 1);

    private final TlsConnection connection;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final ByteArrayOutputStream early = new ByteArrayOutputStream();

    private End(TlsConnection connection) {
        this.connection = connection;
        connection.begin();
    }

    static End client(ClientConfiguration.Builder configuration) {
        return new End(TlsConnection.client(configuration.build(), Ends.NAME));
    }

    static End server(ServerConfiguration.Builder configuration) {
        return new End(TlsConnection.server(configuration.build()));
    }

    TlsConnection connection() {
        return connection;
    }

    /** All it has to say now. */
    byte[] says() {
        return Wire.drain(connection);
    }

    /** A record of application data, with what had to go before it. */
    byte[] sends(byte... data) throws TlsException {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        records.writeBytes(says());
        byte[] record = new byte[connection.recordBound(data.length)];
        int made = connection.send(data, 0, data.length, record, 0);
        if (made == 0) {
            // A change of keys is due first.
            records.writeBytes(says());
            made = connection.send(data, 0, data.length, record, 0);
        }
        records.write(record, 0, made);
        return records.toByteArray();
    }

    /** Takes records and does the work they ask for. */
    End hears(byte[]... records) throws TlsException {
        for (byte[] each : records) {
            Wire.deliver(each, connection, new Sink());
        }
        return this;
    }

    /** The application data it has received. */
    byte[] received() {
        return received.toByteArray();
    }

    /** The early data it has received. */
    byte[] receivedEarly() {
        return early.toByteArray();
    }

    /** A record of early data, with what had to go before it. */
    byte[] sendsEarly(byte... data) throws TlsException {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        records.writeBytes(says());
        byte[] record = new byte[connection.recordBound(data.length)];
        assertThat(connection.sendEarlyData(data, 0, data.length, record, 0))
                .isEqualTo(record.length);
        records.writeBytes(record);
        return records.toByteArray();
    }

    private final class Sink implements PlaintextSink {
        @Override
        public void accept(byte[] data, int offset, int length) {
            received.write(data, offset, length);
        }

        @Override
        public void acceptEarly(byte[] data, int offset, int length) {
            early.write(data, offset, length);
        }
    }

    /** Takes records that it must refuse. */
    TlsException refuses(byte[]... records) {
        TlsException refusal = catchThrowableOfType(TlsException.class, () -> hears(records));
        assertThat(refusal).as("refused").isNotNull();
        return refusal;
    }

    /** Takes records that it must refuse for this reason, and the peer hears of it by this alert. */
    TlsException refuses(TlsError error, Alert alert, End peer, byte[]... records) {
        TlsException refusal = refuses(records);
        assertThat(refusal.error()).as("%s", refusal.getMessage()).isEqualTo(error);
        assertTold(alert, peer);
        return refusal;
    }

    /** Both shake hands as far as it goes; whoever fails keeps its failure. */
    static void talk(End one, End other) {
        boolean quiet = false;
        while (!quiet) {
            byte[] here = one.says();
            other.listen(here);
            byte[] there = other.says();
            one.listen(there);
            quiet = here.length == 0 && there.length == 0;
        }
    }

    /** A pair that has shaken hands. */
    static void shakeHands(End client, End server) {
        talk(client, server);
        client.connection.failure().ifPresent(End::rethrow);
        server.connection.failure().ifPresent(End::rethrow);
        assertThat(client.connection.handshakeComplete()).isTrue();
        assertThat(server.connection.handshakeComplete()).isTrue();
    }

    /** They shake hands until this end refuses for this reason, and the peer hears of it by this alert. */
    TlsException mustRefuse(TlsError error, Alert alert, End peer) {
        talk(this, peer);
        TlsException refusal =
                connection.failure().orElseThrow(() -> new AssertionError("no refusal"));
        assertThat(refusal.error()).as("%s", refusal.getMessage()).isEqualTo(error);
        assertTold(alert, peer);
        return refusal;
    }

    /** The same where the error's class says enough. */
    TlsException mustRefuse(Class<? extends TlsError> error, Alert alert, End peer) {
        talk(this, peer);
        TlsException refusal =
                connection.failure().orElseThrow(() -> new AssertionError("no refusal"));
        assertThat(refusal.error()).as("%s", refusal.getMessage()).isInstanceOf(error);
        assertTold(alert, peer);
        return refusal;
    }

    /** This end has failed, once and for good, and what it says of it reaches the peer. */
    private void assertTold(Alert alert, End peer) {
        TlsException failure = connection.failure().orElseThrow();
        boolean ours = failure.error() instanceof WorkFailed || failure.error() instanceof Internal;
        assertThat(failure.getStackTrace().length > 0).isEqualTo(ours);
        assertThat(failure.error().alert()).isEqualTo(alert);
        peer.listen(says());
        assertThat(peer.connection.failure().map(TlsException::error))
                .as("what the peer was told")
                .contains(new PeerAlert(alert));
        assertThat(says()).as("an alert is sent once").isEmpty();
        assertThat(peer.says()).as("nothing is said in return").isEmpty();
    }

    private void listen(byte[] records) {
        if (connection.failure().isPresent()) {
            return;
        }
        try {
            hears(records);
        } catch (TlsException e) {
            assertThat(connection.failure()).contains(e);
        }
    }

    private static void rethrow(TlsException failure) {
        throw new AssertionError(failure.getMessage(), failure);
    }
}
