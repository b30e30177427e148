package handclasp.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import handclasp.tls.internal.record.ContentType;
import handclasp.tls.internal.record.RecordReader;
import handclasp.tls.internal.record.TestKeys;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final CipherSuite SUITE = CipherSuite.TLS_AES_128_GCM_SHA256;

    private final Outbox outbox = new Outbox(RecordPadding.none(), new HandshakeListener() {});
    private final byte[] out = new byte[TlsConnection.MAX_RECORD];

    @Test
    void joinsMessagesIntoRecords() {
        outbox.postMessage(new byte[] {1, 0, 0, 0}, 0x0303);
        outbox.postMessage(new byte[] {2, 0, 0, 0}, 0x0303);

        assertThat(drained()).isEqualTo("1603030008" + "01000000" + "02000000");
        assertThat(outbox.hasOutput()).isFalse();
    }

    @Test
    void givesWholeRecordsOnly() {
        outbox.postMessage(new byte[] {1, 0, 0, 0}, 0x0303);
        for (int room = 0; room < 9; room++) {
            assertThat(outbox.drain(out, 0, room)).isZero();
            assertThat(outbox.hasOutput()).isTrue();
        }
        assertThat(outbox.drain(out, 0, 9)).isEqualTo(9);
        assertThat(outbox.hasOutput()).isFalse();
    }

    @Test
    void doesNotJoinWhatComesBeforeAndAfterAChangeOfKeys() throws TlsException {
        outbox.postMessage(new byte[] {1, 0, 0, 0}, 0x0303);
        outbox.postKeys(Epoch.HANDSHAKE, new TestKeys(SUITE));
        outbox.postMessage(new byte[] {2, 0, 0, 0}, 0x0303);
        int made = outbox.drain(out, 0, out.length);

        assertThat(made).isEqualTo(9 + 5 + 4 + 1 + 16);
        assertThat(Arrays.copyOf(out, 9)).isEqualTo(HexFormat.of().parseHex("160303000401000000"));
        RecordReader reader = new RecordReader();
        reader.unprotect(Epoch.HANDSHAKE, new TestKeys(SUITE));
        reader.read(out, 9, made - 9, null);
        assertThat(reader.type()).isEqualTo(ContentType.HANDSHAKE);
        assertThat(reader.array()[reader.offset()]).isEqualTo((byte) 2);
    }

    /** RFC 9846 §E.4: a client's dummy record goes right before its second flight, not by itself. */
    @Test
    void aChangeCipherSpecDoesNotTravelAlone() {
        outbox.postChangeCipherSpec();
        assertThat(outbox.hasOutput()).isFalse();
        assertThat(drained()).isEmpty();
        outbox.postMessage(new byte[] {1, 0, 0, 0}, 0x0303);

        assertThat(drained()).isEqualTo("140303000101" + "160303000401000000");
    }

    /** RFC 9846 §E.4: a server's goes immediately after its first message, a HelloRetryRequest too. */
    @Test
    void aChangeCipherSpecGoesWithTheMessageBeforeIt() {
        outbox.postMessage(new byte[] {2, 0, 0, 0}, 0x0303);
        outbox.postChangeCipherSpec();

        assertThat(drained()).isEqualTo("160303000402000000" + "140303000101");
    }

    @Test
    void nothingFollowsAnAlertThatEndsTheDirection() {
        outbox.postAlert(Alert.CLOSE_NOTIFY);
        outbox.postAlert(Alert.INTERNAL_ERROR);
        outbox.postMessage(new byte[] {1, 0, 0, 0}, 0x0303);

        assertThat(drained()).isEqualTo("15030300020100");
        assertThat(outbox.hasOutput()).isFalse();
        assertThat(outbox.ended()).isTrue();
        assertThat(drained()).isEmpty();
    }

    @Test
    void errorAlertsAreFatalAndClosuresWarn() {
        outbox.postAlert(Alert.USER_CANCELED);
        outbox.postAlert(Alert.BAD_RECORD_MAC);

        assertThat(drained()).isEqualTo("1503030002015a" + "15030300020214");
    }

    /**
     * The reading thread may learn that the peer is gone while the writing thread is about to make a record: the keys
     * are then forgotten, and the data must not go out without them.
     */
    @Test
    void takesNoDataOnceItWasAbandoned() {
        outbox.postKeys(Epoch.APPLICATION, new TestKeys(SUITE));
        outbox.abandon();
        byte[] data = "secret".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

        assertThat(outbox.send(data, 0, data.length, out, 0)).isZero();
        assertThat(out).containsOnly(0);
        outbox.drain(out, 0, out.length);
        assertThat(outbox.send(data, 0, data.length, out, 0)).isZero();
        assertThat(out).containsOnly(0);
    }

    @Test
    void changesKeysBeforeTheyAreUsedUp() {
        outbox.postKeys(Epoch.APPLICATION, new TestKeys(SUITE, 1, 3));
        byte[] data = {1};
        for (int i = 0; i < 3; i++) {
            assertThat(outbox.send(data, 0, 1, out, 0)).isEqualTo(5 + 1 + 1 + 16);
        }
        assertThat(outbox.send(data, 0, 1, out, 0)).isZero();
        assertThat(outbox.drain(out, 0, out.length)).isEqualTo(5 + 5 + 1 + 16);
        assertThat(outbox.send(data, 0, 1, out, 0)).isEqualTo(5 + 1 + 1 + 16);
    }

    /** RFC 9846 §4.7.3: not more than 2^48-1 times; here not more than twice. */
    @Test
    void doesNotChangeKeysForEver() {
        Outbox last = new Outbox(RecordPadding.none(), new HandshakeListener() {}, 16, 2);
        last.postKeys(Epoch.APPLICATION, new TestKeys(SUITE, 1, 3));
        byte[] data = {1};
        for (int i = 0; i < 2; i++) {
            last.postKeyUpdate(true);
            assertThat(last.drain(out, 0, out.length)).isEqualTo(5 + 5 + 1 + 16);
        }
        last.postKeyUpdateAnswer();
        assertThat(last.drain(out, 0, out.length)).as("a request is ignored").isZero();
        assertThat(last.hasOutput()).isFalse();
        for (int i = 0; i < 3; i++) {
            assertThat(last.send(data, 0, 1, out, 0)).isPositive();
        }

        assertThatIllegalStateException()
                .isThrownBy(() -> last.send(data, 0, 1, out, 0))
                .withMessageContaining("used up");
    }

    @Test
    void owesOneAnswerForManyRequests() {
        outbox.postKeys(Epoch.APPLICATION, new TestKeys(SUITE));
        outbox.postKeyUpdateAnswer();
        outbox.postKeyUpdateAnswer();
        assertThat(outbox.drain(out, 0, out.length)).isEqualTo(5 + 5 + 1 + 16);
        outbox.postKeyUpdateAnswer();

        assertThat(outbox.drain(out, 0, out.length)).isEqualTo(5 + 5 + 1 + 16);
    }

    private String drained() {
        return HexFormat.of().formatHex(out, 0, outbox.drain(out, 0, out.length));
    }
}
