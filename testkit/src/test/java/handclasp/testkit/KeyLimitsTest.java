package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import handclasp.tls.Alert;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.Misbehaved;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.TlsConnection;
import handclasp.tls.TlsSocket;
import handclasp.tls.Unexpected;
import handclasp.tls.internal.message.Finished;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys that change by themselves before they are used up (RFC 9846 §5.5), here after a few thousand records. */
class KeyLimitsTest {
    private static final int LIMIT = 2000;
    private static final int RECORDS = 5 * LIMIT;

    private final Spy atClient = new Spy();
    private final Spy atServer = new Spy();

    private ClientConfiguration.Builder client() {
        return Ends.client().listener(atClient).recordsPerKey(LIMIT);
    }

    private ServerConfiguration.Builder server() {
        return Ends.server().listener(atServer).recordsPerKey(LIMIT);
    }

    /** Without those of the handshake. */
    private static int keyChanges(Spy spy, String direction) {
        return Collections.frequency(spy.events, direction + " keys APPLICATION") - 1;
    }

    @Test
    void eachDirectionChangesByItself() throws Exception {
        End client = End.client(client());
        End server = End.server(server());
        End.shakeHands(client, server);
        for (int i = 0; i < RECORDS; i++) {
            server.hears(client.sends((byte) i));
        }
        assertThat(keyChanges(atClient, "OUTBOUND")).isBetween(4, 5);
        assertThat(keyChanges(atServer, "INBOUND")).isEqualTo(keyChanges(atClient, "OUTBOUND"));
        assertThat(keyChanges(atServer, "OUTBOUND")).isZero();
        assertThat(server.connection().hasOutput()).as("nothing was asked for").isFalse();
        for (int i = 0; i < RECORDS; i++) {
            client.hears(server.sends((byte) i));
        }

        assertThat(keyChanges(atServer, "OUTBOUND")).isBetween(4, 5);
        assertThat(server.received()).hasSize(RECORDS);
        assertThat(client.received()).hasSize(RECORDS);
    }

    /** Both write without a pause and change keys when they must, each while the other does. */
    @Test
    @Timeout(120)
    void nothingIsLostWhenBothChangeAtOnce() throws Exception {
        try (SocketPair pair = SocketPair.over(SocketPair.Over.SOCKETS, client(), server());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> shaking = threads.submit(() -> pair.server.handshake());
            pair.client.handshake();
            shaking.get();
            Future<Void> one = threads.submit(writer(pair.client));
            Future<Void> other = threads.submit(writer(pair.server));
            Future<Void> here = threads.submit(reader(pair.client));
            Future<Void> there = threads.submit(reader(pair.server));
            // And somebody asks for more in between.
            for (int i = 0; i < 20; i++) {
                pair.client.updateKeys(true);
                pair.server.updateKeys(true);
            }
            one.get();
            other.get();
            here.get();
            there.get();
        }

        assertThat(keyChanges(atClient, "OUTBOUND")).isGreaterThanOrEqualTo(4);
        assertThat(keyChanges(atServer, "OUTBOUND")).isGreaterThanOrEqualTo(4);
        assertThat(atClient.failures).isEmpty();
        assertThat(atServer.failures).isEmpty();
    }

    private static Callable<Void> writer(TlsSocket socket) {
        return () -> {
            DataOutputStream out = new DataOutputStream(socket.outputStream());
            byte[] four = new byte[4];
            for (int i = 0; i < RECORDS; i++) {
                java.nio.ByteBuffer.wrap(four).putInt(i);
                out.write(four);
            }
            return null;
        };
    }

    private static Callable<Void> reader(TlsSocket socket) {
        return () -> {
            DataInputStream in = new DataInputStream(socket.inputStream());
            for (int i = 0; i < RECORDS; i++) {
                assertThat(in.readInt()).isEqualTo(i);
            }
            return null;
        };
    }

    /** It has no KeyUpdate, and goes on. */
    @Test
    void tls12IsLeftAlone() throws Exception {
        Wire wire =
                Ends.wire(
                                client().protocolVersion(ProtocolVersion.TLS_1_2).recordsPerKey(16),
                                server())
                        .handshake();
        for (int i = 0; i < 100; i++) {
            wire.fromClient(new byte[] {(byte) i});
        }

        assertThat(wire.fromClient(new byte[1])).hasSize(101);
    }

    @Test
    void aLimitIsNotTooLow() {
        assertThatIllegalArgumentException().isThrownBy(() -> client().recordsPerKey(15).build());
    }

    // ---- what a peer may not do

    /** RFC 9846 §4.7.3: at either end. */
    @Test
    void aKeyUpdateBeforeFinishedIsRefused() {
        byte[] update = {24, 0, 0, 1, 0};
        End client = End.client(Ends.client());
        End server =
                End.server(Ends.server().listener(Tamper.with(Finished.class, any -> raw(update))));
        client.mustRefuse(Unexpected.class, Alert.UNEXPECTED_MESSAGE, server);

        End early =
                End.client(Ends.client().listener(Tamper.with(Finished.class, any -> raw(update))));
        End.server(Ends.server()).mustRefuse(Unexpected.class, Alert.UNEXPECTED_MESSAGE, early);
    }

    private static handclasp.tls.internal.message.HandshakeMessage raw(byte[] message) {
        return new handclasp.tls.internal.message.KeyUpdate(message[4] == 1);
    }

    /** Its first half under the old keys, and its second half, or anything else, behind it. */
    @Test
    void aKeyUpdateAcrossAChangeOfKeysIsRefused() {
        ConnectedEnds ends = new ConnectedEnds();
        byte[] more = {24, 0, 0, 1, 0, 24, 0};
        ends.server.refuses(
                Misbehaved.KEY_CHANGE_INSIDE_RECORD,
                Alert.UNEXPECTED_MESSAGE,
                ends.client,
                ends.asClient.seal(Forge.HANDSHAKE, more));
    }

    @Test
    void halfAKeyUpdateUnderNewKeysIsRefused() throws Exception {
        ConnectedEnds ends = new ConnectedEnds();
        ends.server.hears(ends.asClient.seal(Forge.HANDSHAKE, (byte) 24, (byte) 0, (byte) 0));
        ends.server.refuses(
                Misbehaved.BAD_RECORD_MAC,
                Alert.BAD_RECORD_MAC,
                ends.client,
                ends.asClient.update().seal(Forge.HANDSHAKE, (byte) 1, (byte) 0));
    }

    /** RFC 9846 §6.2: it says no more than that something is wrong, and ends the connection. */
    @Test
    void aGeneralErrorIsAnError() throws Exception {
        ConnectedEnds ends = new ConnectedEnds();
        byte[] alert = {1, (byte) Alert.GENERAL_ERROR.code()};
        var refusal = ends.server.refuses(ends.asClient.seal(Forge.ALERT, alert));

        assertThat(refusal.error()).isEqualTo(new handclasp.tls.PeerAlert(Alert.GENERAL_ERROR));
        TlsConnection connection = ends.server.connection();
        assertThat(connection.canSend()).isFalse();
        assertThat(connection.hasOutput()).as("nothing is said in return").isFalse();
    }
}
