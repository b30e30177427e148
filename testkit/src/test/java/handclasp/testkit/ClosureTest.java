package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import handclasp.tls.Cancelled;
import handclasp.tls.Need;
import handclasp.tls.TlsConnection;
import handclasp.tls.TlsError;
import handclasp.tls.TlsException;
import handclasp.tls.Truncated;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of a connection, direction by direction (RFC 9846 §6.1). */
class ClosureTest {
    private final Spy atServer = new Spy();
    private final ConnectedEnds ends =
            new ConnectedEnds(Ends.client(), Ends.server().listener(atServer));
    private final TlsConnection client = ends.client.connection();
    private final TlsConnection server = ends.server.connection();

    @Test
    void eachDirectionClosesByItself() throws Exception {
        client.closeWrite();
        assertThat(client.writeClosed()).isTrue();
        assertThat(client.canSend()).isFalse();
        assertThat(client.need()).isEqualTo(Need.OUTPUT);
        byte[] notify = ends.client.says();
        assertThat(Wire.split(notify)).hasSize(1);
        assertThat(ends.asClient.open(notify)).containsExactly(1, 0, Forge.ALERT);
        ends.server.hears(notify);
        assertThat(server.readClosed()).isTrue();
        assertThat(server.need()).isEqualTo(Need.CLOSED);

        assertThat(server.canSend()).isTrue();
        assertThat(server.hasOutput()).as("no close_notify in return").isFalse();
        ends.client.hears(ends.server.sends((byte) 1, (byte) 2));
        ends.client.hears(ends.server.sends((byte) 3));
        assertThat(ends.client.received()).containsExactly(1, 2, 3);
        assertThat(client.need()).isEqualTo(Need.INPUT);

        server.closeWrite();
        ends.client.hears(ends.server.says());
        assertThat(client.readClosed()).isTrue();
        assertThat(client.failure()).isEmpty();
        assertThat(server.failure()).isEmpty();
    }

    @Test
    void theServerMayCloseFirst() throws Exception {
        server.closeWrite();
        ends.client.hears(ends.server.says());
        assertThat(client.readClosed()).isTrue();

        assertThat(ends.server.hears(ends.client.sends((byte) 9)).received()).containsExactly(9);
    }

    @Test
    void nothingCanBeSentBehindCloseNotify() {
        client.closeWrite();

        assertThatIllegalStateException()
                .isThrownBy(() -> ends.client.sends((byte) 1))
                .withMessage("the write side is closed");
        assertThatIllegalStateException().isThrownBy(() -> client.updateKeys(false));
        assertThat(ends.client.says()).isEmpty();
    }

    @Test
    void closeNotifyIsSentOnce() {
        client.closeWrite();
        client.closeWrite();
        assertThat(Wire.split(ends.client.says())).hasSize(1);
        client.closeWrite();
        assertThat(ends.client.says()).isEmpty();
    }

    @Test
    void whatComesBehindCloseNotifyIsIgnored() throws Exception {
        ends.server.hears(
                ends.asClient.seal(Forge.ALERT, (byte) 1, (byte) 0),
                ends.asClient.seal(Forge.DATA, (byte) 1),
                ends.asClient.seal(Forge.HANDSHAKE, (byte) 99),
                new byte[] {'G', 'E', 'T', ' ', '/'});
        server.endOfInput(0);
        server.endOfInput(3);

        assertThat(ends.server.received()).isEmpty();
        assertThat(server.failure()).isEmpty();
        assertThat(server.canSend()).isTrue();
    }

    @Test
    void aPeersRefusalAfterOurCloseIsTold() {
        client.closeWrite();
        ends.client.says();
        TlsException refusal = ends.client.refuses(Forge.plain(Forge.DATA, new byte[40]));

        assertThat(client.failure()).contains(refusal);
        assertThat(ends.client.says()).as("nothing goes behind close_notify").isEmpty();
    }

    // ---- truncation

    @ParameterizedTest
    @CsvSource({"0, WITHOUT_CLOSE_NOTIFY", "1, IN_RECORD", "500, IN_RECORD"})
    void anEndWithoutCloseNotifyIsATruncation(int unread, Truncated error) throws Exception {
        TlsException first = truncated(server, unread);
        assertThat(first.error()).isEqualTo(error);
        assertThat(first.getStackTrace()).isEmpty();
        assertThat(truncated(server, unread)).isSameAs(first);
        assertThat(truncated(server, 0)).as("again on repeated reads").isSameAs(first);
        assertThat(server.need()).isEqualTo(Need.CLOSED);
        assertThat(atServer.failures).containsExactly(first);

        assertThat(ends.server.says()).isEmpty();
        ends.client.hears(ends.server.sends((byte) 1));
        assertThat(ends.client.received()).containsExactly(1);
    }

    @ParameterizedTest
    @CsvSource({"0, IN_HANDSHAKE", "7, IN_RECORD"})
    void anEndDuringTheHandshakeBreaksItOff(int unread, Truncated error) {
        End client = End.client(Ends.client());
        client.says();
        TlsException failure = truncated(client.connection(), unread);

        assertThat(failure.error()).isEqualTo(error);
        assertThat(client.connection().failure()).contains(failure);
        assertThat(client.says()).isEmpty();
        assertThat(client.connection().need()).isEqualTo(Need.CLOSED);
    }

    @Test
    void aServerThatHearsNothingIsTruncatedToo() {
        End server = End.server(Ends.server());

        assertThat(truncated(server.connection(), 0).error()).isEqualTo(Truncated.IN_HANDSHAKE);
    }

    // ---- giving up a handshake

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCancelledHandshakeIsTold(boolean byClosing) {
        End client = End.client(Ends.client());
        if (byClosing) {
            client.connection().closeWrite();
        } else {
            client.connection().cancel(Cancelled.BY_APPLICATION);
        }
        byte[] said = client.says();

        assertThat(Wire.split(said)).hasSize(3);
        assertThat(Wire.split(said).get(1))
                .isEqualTo(Forge.plain(Forge.ALERT, (byte) 1, (byte) 90));
        assertThat(Wire.split(said).get(2)).isEqualTo(Forge.plain(Forge.ALERT, (byte) 1, (byte) 0));
        TlsError error = client.connection().failure().orElseThrow().error();
        assertThat(error).isEqualTo(Cancelled.BY_APPLICATION);
        assertThat(End.server(Ends.server()).refuses(said).error())
                .isEqualTo(Truncated.IN_HANDSHAKE);
    }

    @Test
    void afterTheHandshakeThereIsNothingToCancel() throws Exception {
        client.cancel(Cancelled.BY_APPLICATION);
        assertThat(client.failure()).isEmpty();

        assertThat(ends.server.hears(ends.client.sends((byte) 1)).received()).containsExactly(1);
    }

    @Test
    void aClientThatNeverBeganSaysNothing() {
        TlsConnection silent = TlsConnection.client(Ends.client().build(), Ends.NAME);
        silent.closeWrite();

        assertThat(Wire.drain(silent)).isEmpty();
        assertThat(silent.need()).isEqualTo(Need.CLOSED);
        assertThatThrownBy(() -> silent.receive(new byte[5], 0, 5, (data, at, count) -> {}))
                .isSameAs(silent.failure().orElseThrow());
    }

    private static TlsException truncated(TlsConnection connection, int unread) {
        return catchThrowableOfType(TlsException.class, () -> connection.endOfInput(unread));
    }
}
