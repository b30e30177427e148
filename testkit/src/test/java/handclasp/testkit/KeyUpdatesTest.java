package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import handclasp.tls.Alert;
import handclasp.tls.Limits;
import handclasp.tls.Misbehaved;
import handclasp.tls.TlsConnection;
import handclasp.tls.TlsException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9846 §4.7.3. */
class KeyUpdatesTest {
    private static final byte[] NOT_REQUESTED = {24, 0, 0, 1, 0};
    private static final byte[] REQUESTED = {24, 0, 0, 1, 1};

    private final Spy atClient = new Spy();
    private final Spy atServer = new Spy();
    private final ConnectedEnds ends =
            new ConnectedEnds(Ends.client().listener(atClient), Ends.server().listener(atServer));
    private final TlsConnection client = ends.client.connection();
    private final TlsConnection server = ends.server.connection();

    @Test
    void oneThatAsksForNothingChangesOneDirection() throws Exception {
        client.updateKeys(false);
        byte[] record = ends.client.says();
        assertThat(ends.asClient.open(record)).startsWith(NOT_REQUESTED).hasSize(6);
        ends.server.hears(record);
        assertThat(server.hasOutput()).isFalse();

        byte[] data = ends.client.sends((byte) 7);
        assertThat(ends.asClient.update().open(data)).containsExactly(7, Forge.DATA);
        assertThat(ends.server.hears(data).received()).containsExactly(7);
        assertThat(keyChanges(atServer, "INBOUND")).isEqualTo(1);
        assertThat(keyChanges(atServer, "OUTBOUND")).isZero();
    }

    @Test
    void oneThatAsksIsAnsweredBeforeTheNextData() throws Exception {
        client.updateKeys(true);
        ends.server.hears(ends.client.says());
        assertThat(server.hasOutput()).isTrue();
        byte[] out = new byte[TlsConnection.MAX_RECORD];
        assertThat(server.send(new byte[] {1}, 0, 1, out, 0)).isZero();

        List<byte[]> records = Wire.split(ends.server.sends((byte) 1));
        assertThat(records).hasSize(2);
        assertThat(ends.asServer.open(records.get(0))).startsWith(NOT_REQUESTED);
        assertThat(ends.asServer.update().open(records.get(1))).containsExactly(1, Forge.DATA);
        assertThat(ends.client.hears(records.get(0), records.get(1)).received()).containsExactly(1);
        assertThat(client.hasOutput()).as("an answer is not answered").isFalse();
    }

    @Test
    void theyMayCross() throws Exception {
        client.updateKeys(true);
        server.updateKeys(true);
        byte[] fromClient = ends.client.says();
        byte[] fromServer = ends.server.says();
        ends.client.hears(fromServer);
        ends.server.hears(fromClient);
        ends.server.hears(ends.client.sends((byte) 1));
        ends.client.hears(ends.server.sends((byte) 2));

        assertThat(ends.server.received()).containsExactly(1);
        assertThat(ends.client.received()).containsExactly(2);
        assertThat(keyChanges(atClient, "INBOUND")).isEqualTo(2);
        assertThat(keyChanges(atClient, "OUTBOUND")).isEqualTo(2);
        assertThat(keyChanges(atServer, "INBOUND")).isEqualTo(2);
        assertThat(client.hasOutput() || server.hasOutput()).isFalse();
    }

    @Test
    void severalRequestsWhileSilentAreAnsweredOnce() throws Exception {
        for (int i = 0; i < 5; i++) {
            ends.server.hears(ends.asClient.seal(Forge.HANDSHAKE, REQUESTED));
            ends.asClient.update();
        }
        List<byte[]> said = Wire.split(ends.server.says());
        assertThat(said).hasSize(1);
        assertThat(ends.asServer.open(said.get(0))).startsWith(NOT_REQUESTED);

        ends.server.hears(ends.asClient.seal(Forge.HANDSHAKE, REQUESTED));
        assertThat(Wire.split(ends.server.says())).as("a later one is answered again").hasSize(1);
    }

    @Test
    void asksAgainOnlyWhenItWasAnswered() throws Exception {
        client.updateKeys(true);
        client.updateKeys(true);
        client.updateKeys(false);
        ends.server.hears(ends.client.says());
        assertThat(requests()).containsExactly(1, 0, 0);
        ends.client.hears(ends.server.says());
        client.updateKeys(true);
        ends.server.hears(ends.client.says());

        assertThat(requests()).containsExactly(1, 0, 0, 1);
    }

    @ParameterizedTest
    @ValueSource(bytes = {2, 127, -1})
    void refusesOtherValues(byte value) {
        ends.server.refuses(
                Misbehaved.ILLEGAL_KEY_UPDATE,
                Alert.ILLEGAL_PARAMETER,
                ends.client,
                ends.asClient.seal(
                        Forge.HANDSHAKE, (byte) 24, (byte) 0, (byte) 0, (byte) 1, value));
    }

    @Test
    void theOldKeysAreGone() throws Exception {
        ends.server.hears(ends.asClient.seal(Forge.HANDSHAKE, NOT_REQUESTED));

        ends.server.refuses(
                Misbehaved.BAD_RECORD_MAC,
                Alert.BAD_RECORD_MAC,
                ends.client,
                ends.asClient.seal(Forge.DATA, (byte) 1));
    }

    @Test
    void theNewKeysAreNotThereYet() {
        ends.server.refuses(
                Misbehaved.BAD_RECORD_MAC,
                Alert.BAD_RECORD_MAC,
                ends.client,
                ends.asClient.update().seal(Forge.DATA, (byte) 1));
    }

    @Test
    void manyWithoutDataAreAFlood() throws Exception {
        int limit = Limits.DEFAULT.messagesWithoutData();
        for (int i = 0; i < limit; i++) {
            ends.server.hears(ends.asClient.seal(Forge.HANDSHAKE, REQUESTED));
            ends.asClient.update();
        }

        TlsException refusal =
                ends.server.refuses(
                        Misbehaved.FLOOD,
                        Alert.UNEXPECTED_MESSAGE,
                        ends.client,
                        ends.asClient.seal(Forge.HANDSHAKE, REQUESTED));
        assertThat(refusal).hasMessageContaining("more than 64 messages without data");
    }

    @Test
    void manyWithDataBetweenAreNone() throws Exception {
        for (int i = 0; i < 3 * Limits.DEFAULT.messagesWithoutData(); i++) {
            client.updateKeys(i % 2 == 0);
            ends.server.hears(ends.client.sends((byte) i));
            ends.client.hears(ends.server.sends((byte) i));
        }

        assertThat(ends.server.received()).hasSize(3 * 64);
        assertThat(ends.client.received()).hasSize(3 * 64);
    }

    @Test
    void needsAnOpenWriteSide() {
        End early = End.client(Ends.client());
        assertThatIllegalStateException().isThrownBy(() -> early.connection().updateKeys(false));
        assertThat(early.connection().failure()).isEmpty();
    }

    private List<Integer> requests() {
        return atServer.bodies("KeyUpdate").stream().map(body -> (int) body[0]).toList();
    }

    /** Without those of the handshake, of which there are two. */
    private static int keyChanges(Spy spy, String direction) {
        return Collections.frequency(spy.events, direction + " keys APPLICATION") - 1;
    }
}
