package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import handclasp.tls.CipherSuite;
import handclasp.tls.Need;
import handclasp.tls.RecordPadding;
import handclasp.tls.TlsConnection;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the write side gives, and how long it is. */
class OutputTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 40, 300, 17_000})
    void drainGivesWholeRecordsOnly(int room) throws Exception {
        End client = End.client(Ends.client());
        End server = End.server(Ends.server());
        server.hears(client.says());
        TlsConnection connection = server.connection();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        byte[] buffer = new byte[TlsConnection.MAX_RECORD + 500];
        while (connection.hasOutput()) {
            int made = connection.drain(buffer, 10, room);
            assertThat(made).isLessThanOrEqualTo(room);
            if (made == 0) {
                // The next record needs more room.
                made = connection.drain(buffer, 10, TlsConnection.MAX_RECORD);
                assertThat(made).isGreaterThan(room);
            }
            byte[] records = Arrays.copyOfRange(buffer, 10, 10 + made);
            assertThat(Wire.split(records).stream().mapToInt(each -> each.length).sum())
                    .isEqualTo(made);
            said.writeBytes(records);
        }
        client.hears(said.toByteArray());

        assertThat(client.connection().handshakeComplete()).isTrue();
    }

    @Test
    void needIsPureAndTellsOfOutputFirst() {
        TlsConnection client = End.client(Ends.client()).connection();

        assertThat(client.need()).isEqualTo(Need.OUTPUT);
        assertThat(client.need()).isEqualTo(Need.OUTPUT);
        assertThat(client.begin()).isEqualTo(Need.OUTPUT);
        byte[] hello = Wire.drain(client);
        assertThat(Wire.split(hello)).hasSize(1);
        assertThat(client.begin()).as("beginning twice does nothing").isEqualTo(Need.INPUT);
    }

    static List<CipherSuite> suites() {
        return HandshakesTest.suites();
    }

    @ParameterizedTest
    @MethodSource("suites")
    void theLengthOfARecordIsKnownBefore(CipherSuite suite) throws Exception {
        ConnectedEnds ends =
                new ConnectedEnds(Ends.client().cipherSuites(List.of(suite)), Ends.server());
        TlsConnection client = ends.client.connection();
        byte[] out = new byte[TlsConnection.MAX_RECORD];
        for (int length : new int[] {0, 1, 15, 16, 17, 1400, 16_383, 16_384}) {
            int bound = client.recordBound(length);
            byte[] exact = new byte[bound];
            assertThat(client.send(new byte[length], 0, length, exact, 0)).isEqualTo(bound);
            assertThat(bound).isEqualTo(5 + length + 1 + 16);
            assertThat(ends.server.connection().plaintextBound(bound)).isEqualTo(length + 1);
            ends.server.hears(exact);
        }
        assertThat(client.recordBound(100_000)).isEqualTo(client.recordBound(16_384));
        assertThat(client.recordBound(16_384)).isLessThanOrEqualTo(out.length);
    }

    @Test
    void paddingCountsToo() throws Exception {
        ConnectedEnds ends =
                new ConnectedEnds(
                        Ends.client().padding(RecordPadding.toMultipleOf(1000)), Ends.server());
        TlsConnection client = ends.client.connection();
        for (int length : new int[] {1, 999, 1000, 1001, 16_001, 16_384}) {
            byte[] exact = new byte[client.recordBound(length)];
            assertThat(client.send(new byte[length], 0, length, exact, 0)).isEqualTo(exact.length);
            ends.server.hears(exact);
        }

        assertThat(client.recordBound(1)).isEqualTo(5 + 1000 + 1 + 16);
        assertThat(client.recordBound(16_001)).isEqualTo(5 + 16_384 + 1 + 16);
        assertThat(ends.server.received()).hasSize(1 + 999 + 1000 + 1001 + 16_001 + 16_384);
    }

    @Test
    void oneCallMakesOneRecordOfAtMost16384Bytes() throws Exception {
        ConnectedEnds ends = new ConnectedEnds();
        byte[] data = new byte[20_000];
        Arrays.fill(data, (byte) 7);
        byte[] out = new byte[TlsConnection.MAX_RECORD];
        int made = ends.client.connection().send(data, 0, data.length, out, 0);
        ends.server.hears(Arrays.copyOf(out, made));

        assertThat(ends.server.received()).isEqualTo(Arrays.copyOf(data, 16_384));
    }

    @Test
    void emptyDataMakesARecordThatBringsNothing() throws Exception {
        ConnectedEnds ends = new ConnectedEnds();
        ends.server.hears(ends.client.sends(), ends.client.sends((byte) 1));

        assertThat(ends.server.received()).containsExactly(1);
    }

    @Test
    void takesDataFromTheMiddleOfAnArray() throws Exception {
        ConnectedEnds ends = new ConnectedEnds();
        byte[] data = {0, 0, 1, 2, 3, 0};
        byte[] out = new byte[100];
        int made = ends.client.connection().send(data, 2, 3, out, 20);
        ends.server.hears(Arrays.copyOfRange(out, 20, 20 + made));

        assertThat(ends.server.received()).containsExactly(1, 2, 3);
    }

    @Test
    void nothingIsSentBeforeTheHandshakeIsComplete() {
        TlsConnection client = End.client(Ends.client()).connection();

        assertThat(client.canSend()).isFalse();
        assertThatIllegalStateException()
                .isThrownBy(() -> client.send(new byte[1], 0, 1, new byte[100], 0))
                .withMessage("the handshake is not complete");
    }

    /** A client's Finished must go before its data, though the handshake is complete for it. */
    @Test
    void dataWaitsForWhatIsOwed() throws Exception {
        End client = End.client(Ends.client());
        End server = End.server(Ends.server());
        server.hears(client.says());
        client.hears(server.says());
        TlsConnection connection = client.connection();
        byte[] out = new byte[100];
        assertThat(connection.canSend()).isTrue();
        assertThat(connection.send(new byte[1], 0, 1, out, 0)).isZero();
        assertThat(out).containsOnly(0);

        server.hears(client.sends((byte) 1));
        assertThat(server.received()).containsExactly(1);
    }

    @Test
    void opensStraightIntoTheReadersArray() throws Exception {
        ConnectedEnds ends = new ConnectedEnds();
        byte[] record = ends.client.sends((byte) 1, (byte) 2, (byte) 3);
        byte[] target = new byte[30];
        byte[][] where = new byte[1][];
        int[] range = new int[2];
        ends.server
                .connection()
                .receive(
                        record,
                        0,
                        record.length,
                        new handclasp.tls.PlaintextSink() {
                            @Override
                            public byte[] array(int bound) {
                                assertThat(bound).isEqualTo(4);
                                return target;
                            }

                            @Override
                            public int offset() {
                                return 10;
                            }

                            @Override
                            public void accept(byte[] data, int offset, int length) {
                                where[0] = data;
                                range[0] = offset;
                                range[1] = length;
                            }
                        });

        assertThat(where[0]).isSameAs(target);
        assertThat(range).containsExactly(10, 3);
        assertThat(Arrays.copyOfRange(target, 10, 13)).containsExactly(1, 2, 3);
    }
}
