package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import handclasp.tls.Alert;
import handclasp.tls.Limits;
import handclasp.tls.Malformed;
import handclasp.tls.Misbehaved;
import handclasp.tls.Need;
import handclasp.tls.PeerAlert;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.TlsConnection;
import handclasp.tls.TlsException;
import handclasp.tls.Truncated;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9846 §6. */
class AlertsTest {
    private static final byte WARNING = 1;
    private static final byte FATAL = 2;

    @ParameterizedTest
    @ValueSource(strings = {"02", "0228ff", "01000100"})
    void anAlertIsTwoBytes(String content) {
        byte[] bytes = HexFormat.of().parseHex(content);
        End client = End.client(Ends.client());
        client.refuses(
                Malformed.ALERT_SYNTAX,
                Alert.DECODE_ERROR,
                End.server(Ends.server()),
                Forge.plain(Forge.ALERT, bytes));
        ConnectedEnds ends = new ConnectedEnds();
        ends.server.refuses(
                Malformed.ALERT_SYNTAX,
                Alert.DECODE_ERROR,
                ends.client,
                ends.asClient.seal(Forge.ALERT, bytes));
    }

    static IntStream errorAlerts() {
        return IntStream.rangeClosed(1, 255).filter(code -> code != 90);
    }

    /** All but two are errors, whatever the level says, and those we do not know too. */
    @Test
    void everyOtherAlertEndsTheConnection() {
        errorAlerts()
                .forEach(
                        code -> {
                            End client =
                                    End.client(
                                            Ends.client().protocolVersion(ProtocolVersion.TLS_1_3));
                            byte level = code % 2 == 0 ? WARNING : FATAL;
                            TlsException refusal =
                                    client.refuses(Forge.plain(Forge.ALERT, level, (byte) code));
                            assertThat(refusal.error()).isEqualTo(new PeerAlert(new Alert(code)));
                            assertThat(refusal.getStackTrace()).isEmpty();
                            assertThat(client.says()).isEmpty();
                            assertThat(client.connection().need()).isEqualTo(Need.CLOSED);
                        });
    }

    static IntStream someAlerts() {
        return IntStream.of(10, 40, 80, 100, 110, 200);
    }

    @ParameterizedTest
    @MethodSource("someAlerts")
    void anErrorAlertEndsBothDirections(int code) {
        ConnectedEnds ends = new ConnectedEnds();
        TlsConnection server = ends.server.connection();
        TlsException refusal =
                ends.server.refuses(ends.asClient.seal(Forge.ALERT, WARNING, (byte) code));

        assertThat(refusal.error()).isEqualTo(new PeerAlert(new Alert(code)));
        assertThat(server.failure()).contains(refusal);
        assertThat(server.hasOutput()).isFalse();
        assertThat(server.canSend()).isFalse();
        assertThatThrownBy(() -> ends.server.sends((byte) 1)).isSameAs(refusal);
        assertThatThrownBy(() -> ends.server.hears(ends.asClient.seal(Forge.DATA, (byte) 1)))
                .isSameAs(refusal);
        assertThatThrownBy(() -> server.endOfInput(0)).isSameAs(refusal);
        assertThat(ends.server.received()).isEmpty();
    }

    @Test
    void dataBeforeAnErrorAlertIsDelivered() {
        ConnectedEnds ends = new ConnectedEnds();
        ends.server.refuses(
                ends.asClient.seal(Forge.DATA, (byte) 1),
                ends.asClient.seal(Forge.ALERT, FATAL, (byte) 80));

        assertThat(ends.server.received()).containsExactly(1);
    }

    @Test
    void readsOnAfterUserCanceledUntilCloseNotify() throws Exception {
        ConnectedEnds ends = new ConnectedEnds();
        ends.server.hears(ends.asClient.seal(Forge.ALERT, WARNING, (byte) 90));
        assertThat(ends.server.connection().readClosed()).isFalse();
        ends.server.hears(ends.asClient.seal(Forge.DATA, (byte) 1));
        ends.server.hears(ends.asClient.seal(Forge.ALERT, WARNING, (byte) 0));

        assertThat(ends.server.received()).containsExactly(1);
        assertThat(ends.server.connection().readClosed()).isTrue();
        assertThat(ends.server.connection().failure()).isEmpty();
    }

    @Test
    void aHandshakeThatThePeerCancelsIsBrokenOff() throws Exception {
        End client = End.client(Ends.client());
        client.hears(Forge.plain(Forge.ALERT, WARNING, (byte) 90));
        TlsException refusal = client.refuses(Forge.plain(Forge.ALERT, WARNING, (byte) 0));

        assertThat(refusal.error()).isEqualTo(Truncated.IN_HANDSHAKE);
        assertThat(refusal).hasMessageContaining("with close_notify");
        assertThat(client.says()).isEmpty();
    }

    @Test
    void warningsAreLimited() throws Exception {
        ConnectedEnds ends = new ConnectedEnds();
        for (int i = 0; i < Limits.DEFAULT.warnings(); i++) {
            ends.server.hears(ends.asClient.seal(Forge.ALERT, WARNING, (byte) 90));
        }

        ends.server.refuses(
                Misbehaved.FLOOD,
                Alert.UNEXPECTED_MESSAGE,
                ends.client,
                ends.asClient.seal(Forge.ALERT, WARNING, (byte) 90));
    }

    /** A client that refuses the ServerHello has no keys yet, while the server has. */
    @Test
    void anAlertInTheClearReachesAServerThatHasKeysAlready() throws Exception {
        End client = End.client(Ends.client());
        End server = End.server(Ends.server());
        server.hears(client.says());

        TlsException told = server.refuses(Forge.plain(Forge.ALERT, FATAL, (byte) 47));
        assertThat(told.error()).isEqualTo(new PeerAlert(Alert.ILLEGAL_PARAMETER));
    }

    @Test
    void anAlertInTheClearIsNoneOnceTheHandshakeIsComplete() {
        ConnectedEnds ends = new ConnectedEnds();

        ends.server.refuses(
                Misbehaved.RECORD_TYPE,
                Alert.UNEXPECTED_MESSAGE,
                ends.client,
                Forge.plain(Forge.ALERT, FATAL, (byte) 47));
    }
}
