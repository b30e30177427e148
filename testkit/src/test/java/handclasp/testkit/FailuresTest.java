package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import handclasp.tls.Alert;
import handclasp.tls.CipherSuite;
import handclasp.tls.Internal;
import handclasp.tls.MessageView;
import handclasp.tls.Misbehaved;
import handclasp.tls.Need;
import handclasp.tls.TlsConnection;
import handclasp.tls.TlsException;
import handclasp.tls.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {
    @Test
    void aFailureIsForGoodAndItsAlertIsSentOnce() throws Exception {
        Spy spy = new Spy();
        ConnectedEnds ends = new ConnectedEnds(Ends.client(), Ends.server().listener(spy));
        TlsConnection server = ends.server.connection();
        byte[] forged = ends.asClient.seal(Forge.DATA, (byte) 1);
        forged[forged.length - 1] ^= 1;
        TlsException failure = ends.server.refuses(forged);
        assertThat(failure.error()).isEqualTo(Misbehaved.BAD_RECORD_MAC);
        assertThat(server.need()).isEqualTo(Need.OUTPUT);

        byte[] good = ends.client.sends((byte) 2);
        assertThatThrownBy(() -> ends.server.hears(good)).isSameAs(failure);
        assertThatThrownBy(() -> ends.server.hears(new byte[] {0})).isSameAs(failure);
        assertThatThrownBy(() -> server.send(new byte[1], 0, 1, new byte[99], 0)).isSameAs(failure);
        assertThatThrownBy(server::resume).isSameAs(failure);
        assertThatThrownBy(() -> server.endOfInput(0)).isSameAs(failure);
        server.closeWrite();
        server.cancel(handclasp.tls.Cancelled.BY_APPLICATION);
        assertThat(server.failure()).containsSame(failure);
        assertThat(server.canSend()).isFalse();
        assertThat(ends.server.received()).isEmpty();

        byte[] said = ends.server.says();
        assertThat(Wire.split(said)).hasSize(1);
        assertThat(ends.asServer.open(said)).containsExactly(2, 20, Forge.ALERT);
        assertThat(ends.server.says()).isEmpty();
        assertThat(server.need()).isEqualTo(Need.CLOSED);
        assertThat(spy.failures).containsExactly(failure);
        assertThat(Collections.frequency(spy.events, "OUTBOUND alert bad_record_mac")).isEqualTo(1);
        assertThat(ends.client.refuses(said).error().alert()).isEqualTo(Alert.BAD_RECORD_MAC);
    }

    @Test
    void aSinkThatThrowsDoesNotLeaveTheConnectionHalfway() {
        ConnectedEnds ends = new ConnectedEnds();
        byte[] record = ends.asClient.seal(Forge.DATA, (byte) 1);
        TlsConnection server = ends.server.connection();
        RuntimeException bug = new IllegalStateException("bug");

        assertThatThrownBy(
                        () ->
                                server.receive(
                                        record,
                                        0,
                                        record.length,
                                        (data, offset, length) -> {
                                            throw bug;
                                        }))
                .isInstanceOfSatisfying(
                        TlsException.class,
                        e -> {
                            assertThat(e.error()).isEqualTo(Internal.DEFECT);
                            assertThat(e).hasCause(bug);
                            assertThat(e.getStackTrace()).isNotEmpty();
                        });
        assertThat(ends.client.refuses(ends.server.says()).error().alert())
                .isEqualTo(Alert.INTERNAL_ERROR);
    }

    @Test
    void aPeerWithoutTlsIsToldApart() {
        End server = End.server(Ends.server());
        TlsException failure =
                server.refuses("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

        assertThat(failure.error()).isEqualTo(Misbehaved.NOT_TLS);
        assertThat(failure).hasMessageContaining("HTTP without TLS");
        assertThat(server.says()).isEqualTo(Forge.plain(Forge.ALERT, (byte) 2, (byte) 10));
    }

    static List<CipherSuite> suites() {
        return HandshakesTest.suites();
    }

    /** Each byte of a record's body in turn, and its order. */
    @ParameterizedTest
    @MethodSource("suites")
    void recordsThatWereChangedOnTheWayAreRefused(CipherSuite suite) throws Exception {
        byte[] sample = connected(suite).asClient.seal(Forge.DATA, new byte[20]);
        for (int i = 5; i < sample.length; i += 4) {
            ConnectedEnds ends = connected(suite);
            byte[] record = ends.client.sends(new byte[20]);
            record[i] ^= 0x10;
            assertThat(ends.server.refuses(record).error()).isEqualTo(Misbehaved.BAD_RECORD_MAC);
            assertThat(ends.server.received()).isEmpty();
        }
        ConnectedEnds replayed = connected(suite);
        byte[] once = replayed.client.sends((byte) 1);
        assertThat(replayed.server.refuses(once, once).error())
                .isEqualTo(Misbehaved.BAD_RECORD_MAC);
        assertThat(replayed.server.received()).containsExactly(1);

        ConnectedEnds reordered = connected(suite);
        byte[] first = reordered.client.sends((byte) 1);
        byte[] second = reordered.client.sends((byte) 2);
        assertThat(reordered.server.refuses(second, first).error())
                .isEqualTo(Misbehaved.BAD_RECORD_MAC);

        ConnectedEnds reflected = connected(suite);
        assertThat(reflected.client.refuses(reflected.client.sends((byte) 1)).error())
                .isEqualTo(Misbehaved.BAD_RECORD_MAC);
    }

    private static ConnectedEnds connected(CipherSuite suite) {
        return new ConnectedEnds(Ends.client().cipherSuites(List.of(suite)), Ends.server());
    }

    // ---- what is printed

    @Test
    void aSecretDoesNotPrintItself() {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) 0xab);
        try (Secret secret = Secret.owning(bytes)) {
            assertThat(secret).hasToString("Secret[32]");
        }
    }

    /** Neither what a listener is told nor what a person may print of a connection holds a secret's bytes. */
    @Test
    void noSecretIsPrintedAnywhere() throws Exception {
        Secrets secrets = new Secrets();
        Spy atClient = new Spy();
        Spy atServer = new Spy();
        Wire wire =
                Ends.wire(
                                Ends.client().listener(atClient).dangerous().keyLog(secrets),
                                Ends.server().listener(atServer))
                        .handshake();
        List<Object> things = new ArrayList<>(List.of(wire.client(), wire.server()));
        things.add(wire.client().facts());
        things.add(wire.client().facts().all());
        things.add(wire.server().facts().all());
        things.add(Ends.client().build());
        things.add(Ends.server().build());
        things.add(Ends.serverIdentity());
        things.add(Ends.serverIdentity().credential());
        for (Spy spy : List.of(atClient, atServer)) {
            things.add(spy.events);
            things.add(spy.inbound);
            things.add(spy.inbound.stream().map(MessageView::fields).toList());
            things.add(spy.outbound.stream().map(MessageView::fields).toList());
        }
        String text = things.toString();

        assertThat(text).contains("verify_data").hasSizeGreaterThan(1000);
        secrets.all()
                .forEach(
                        (label, secret) ->
                                assertThat(text)
                                        .as(label)
                                        .doesNotContain(HexFormat.of().formatHex(secret, 0, 8))
                                        .doesNotContain(Arrays.toString(secret)));
    }
}
