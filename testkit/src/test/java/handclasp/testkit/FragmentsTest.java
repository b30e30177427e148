package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.tls.Alert;
import handclasp.tls.CipherSuite;
import handclasp.tls.ExtensionType;
import handclasp.tls.Limits;
import handclasp.tls.Misbehaved;
import handclasp.tls.TlsException;
import handclasp.tls.Unexpected;
import handclasp.tls.internal.message.ClientHello;
import handclasp.tls.internal.message.Finished;
import handclasp.tls.internal.message.KeyUpdate;
import handclasp.tls.internal.message.ServerHello;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How messages lie in records (RFC 9846 §5.1). */
class FragmentsTest {
    private static final CipherSuite SUITE = CipherSuite.TLS_AES_128_GCM_SHA256;
    private static final byte[] KEY_UPDATE = new KeyUpdate(false).encode();

    private final Secrets secrets = new Secrets();
    private final End client = End.client(Ends.client().dangerous().keyLog(secrets));
    private final End server = End.server(Ends.server());

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100, 16_384})
    void messagesMayBeCutAnywhere(int size) throws Exception {
        for (byte[] piece : cut(plainContent(client.says()), size)) {
            server.hears(Forge.plain(Forge.HANDSHAKE, piece));
        }
        List<byte[]> answer = Wire.split(server.says());
        for (byte[] piece : cut(plainContent(answer.getFirst()), size)) {
            client.hears(Forge.plain(Forge.HANDSHAKE, piece));
        }
        refragment("SERVER_HANDSHAKE_TRAFFIC_SECRET", answer.getLast(), size, client);
        refragment(
                "CLIENT_HANDSHAKE_TRAFFIC_SECRET",
                Wire.split(client.says()).getLast(),
                size,
                server);

        assertThat(client.connection().handshakeComplete()).isTrue();
        assertThat(server.connection().handshakeComplete()).isTrue();
        assertThat(server.hears(client.sends((byte) 5)).received()).containsExactly(5);
    }

    @Test
    void aMessageMayBeLongerThanARecord() throws Exception {
        Tamper large =
                Tamper.with(
                        ClientHello.class,
                        hello ->
                                hello.with(
                                        hello.extensions().toBuilder()
                                                .putRaw(new ExtensionType(0x7777), new byte[40_000])
                                                .build()));
        Wire wire = Ends.wire(Ends.client().listener(large), Ends.server()).handshake();

        assertThat(wire.clientRecords().get(0)).hasSize(5 + 16_384);
        assertThat(wire.clientRecords().get(1)).hasSize(5 + 16_384);
        assertThat(wire.clientRecords().get(2)[0]).isEqualTo((byte) Forge.HANDSHAKE);
    }

    // ---- alignment with changes of keys

    @Test
    void theClientHelloEndsItsRecord() {
        // Empty EncryptedExtensions, which are illegal there anyhow, behind the hello.
        byte[] hello = plainContent(client.says());
        byte[] more = Arrays.copyOf(hello, hello.length + 6);
        more[hello.length] = 8;
        more[hello.length + 3] = 2;

        server.refuses(
                Misbehaved.KEY_CHANGE_INSIDE_RECORD,
                Alert.UNEXPECTED_MESSAGE,
                client,
                Forge.plain(Forge.HANDSHAKE, more));
    }

    @Test
    void theServerHelloEndsItsRecord() {
        Tamper tamper = Tamper.appending(ServerHello.class, new byte[] {8, 0, 0, 2, 0, 0});
        End server = End.server(Ends.server().listener(tamper));

        client.mustRefuse(Misbehaved.KEY_CHANGE_INSIDE_RECORD, Alert.UNEXPECTED_MESSAGE, server);
    }

    @Test
    void evenABeginningOfAMessageBehindTheServerHelloIsRefused() {
        End server =
                End.server(Ends.server().listener(Tamper.appending(ServerHello.class, (byte) 8)));

        client.mustRefuse(Misbehaved.KEY_CHANGE_INSIDE_RECORD, Alert.UNEXPECTED_MESSAGE, server);
    }

    @Test
    void theServersFinishedEndsItsRecord() {
        Tamper tamper = Tamper.appending(Finished.class, KEY_UPDATE);
        End server = End.server(Ends.server().listener(tamper));

        client.mustRefuse(Misbehaved.KEY_CHANGE_INSIDE_RECORD, Alert.UNEXPECTED_MESSAGE, server);
    }

    @Test
    void theClientsFinishedEndsItsRecord() {
        Tamper tamper = Tamper.appending(Finished.class, KEY_UPDATE);
        End client = End.client(Ends.client().listener(tamper));

        server.mustRefuse(Misbehaved.KEY_CHANGE_INSIDE_RECORD, Alert.UNEXPECTED_MESSAGE, client);
    }

    @Test
    void aKeyUpdateEndsItsRecord() {
        ConnectedEnds ends = new ConnectedEnds();
        byte[] two = Arrays.copyOf(KEY_UPDATE, 10);
        System.arraycopy(KEY_UPDATE, 0, two, 5, 5);

        ends.server.refuses(
                Misbehaved.KEY_CHANGE_INSIDE_RECORD,
                Alert.UNEXPECTED_MESSAGE,
                ends.client,
                ends.asClient.seal(Forge.HANDSHAKE, two));
    }

    // ---- other records in between

    @Test
    void dataMustNotComeInTheMiddleOfAMessage() throws Exception {
        ConnectedEnds ends = new ConnectedEnds();
        ends.server.hears(ends.asClient.seal(Forge.HANDSHAKE, Arrays.copyOf(KEY_UPDATE, 3)));

        ends.server.refuses(
                Misbehaved.INTERLEAVED,
                Alert.UNEXPECTED_MESSAGE,
                ends.client,
                ends.asClient.seal(Forge.DATA, (byte) 1));
        assertThat(ends.server.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(bytes = {0, 90})
    void aClosureMustNotComeInTheMiddleOfAMessage(byte alert) throws Exception {
        ConnectedEnds ends = new ConnectedEnds();
        ends.server.hears(ends.asClient.seal(Forge.HANDSHAKE, Arrays.copyOf(KEY_UPDATE, 3)));

        ends.server.refuses(
                Misbehaved.INTERLEAVED,
                Alert.UNEXPECTED_MESSAGE,
                ends.client,
                ends.asClient.seal(Forge.ALERT, (byte) 1, alert));
        assertThat(ends.server.connection().readClosed()).isFalse();
    }

    // ---- sizes

    @Test
    void aMessageThatIsTooLongIsRefusedByItsHeader() {
        int tooLong = Limits.DEFAULT.handshakeMessageSize() + 1;
        byte[] header = {1, (byte) (tooLong >>> 16), (byte) (tooLong >>> 8), (byte) tooLong};

        TlsException refusal =
                server.refuses(
                        Misbehaved.MESSAGE_TOO_LONG,
                        Alert.ILLEGAL_PARAMETER,
                        client,
                        Forge.plain(Forge.HANDSHAKE, header));
        assertThat(refusal).hasMessageContaining("131073 bytes, at most 131072");
    }

    @Test
    void anEmptyHandshakeRecordIsRefused() {
        server.refuses(
                Misbehaved.EMPTY_RECORD,
                Alert.UNEXPECTED_MESSAGE,
                client,
                Forge.plain(Forge.HANDSHAKE));
        ConnectedEnds ends = new ConnectedEnds();
        ends.client.refuses(
                Misbehaved.EMPTY_RECORD,
                Alert.UNEXPECTED_MESSAGE,
                ends.server,
                ends.asServer.seal(Forge.HANDSHAKE));
    }

    @Test
    void anEmptyAlertRecordIsRefused() {
        client.refuses(
                Misbehaved.EMPTY_RECORD,
                Alert.UNEXPECTED_MESSAGE,
                server,
                Forge.plain(Forge.ALERT));
        ConnectedEnds ends = new ConnectedEnds();
        ends.server.refuses(
                Misbehaved.EMPTY_RECORD,
                Alert.UNEXPECTED_MESSAGE,
                ends.client,
                ends.asClient.sealInner(new byte[] {Forge.ALERT, 0, 0, 0}));
    }

    @Test
    void emptyDataIsDroppedButLimited() throws Exception {
        ConnectedEnds ends = new ConnectedEnds();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < Limits.DEFAULT.recordsWithoutData(); i++) {
                ends.server.hears(ends.asClient.sealInner(new byte[] {Forge.DATA, 0, 0}));
            }
            ends.server.hears(ends.asClient.seal(Forge.DATA, (byte) round));
        }
        assertThat(ends.server.received()).containsExactly(0, 1, 2);
        for (int i = 0; i < Limits.DEFAULT.recordsWithoutData(); i++) {
            ends.server.hears(ends.asClient.seal(Forge.DATA));
        }

        TlsException refusal =
                ends.server.refuses(
                        Misbehaved.FLOOD,
                        Alert.UNEXPECTED_MESSAGE,
                        ends.client,
                        ends.asClient.seal(Forge.DATA));
        assertThat(refusal).hasMessageContaining("more than 32 records without data");
    }

    // ---- data before the end of the handshake

    @Test
    void dataInTheClearIsNeverLegal() {
        byte[] data = Forge.plain(Forge.DATA, (byte) 1);

        assertThat(server.refuses(data).error()).isInstanceOf(Unexpected.class);
        assertThat(server.received()).isEmpty();
        assertThat(client.refuses(data).error()).isInstanceOf(Unexpected.class);
    }

    @Test
    void protectedDataIsNotLegalBeforeTheEndOfTheHandshake() throws Exception {
        server.hears(client.says());
        List<byte[]> answer = Wire.split(server.says());
        client.hears(answer.get(0), answer.get(1));
        byte[] toClient =
                secrets.forge("SERVER_HANDSHAKE_TRAFFIC_SECRET", SUITE).seal(Forge.DATA, (byte) 1);
        byte[] toServer =
                secrets.forge("CLIENT_HANDSHAKE_TRAFFIC_SECRET", SUITE).seal(Forge.DATA, (byte) 1);

        TlsException atClient = client.refuses(toClient);
        assertThat(atClient.error()).isInstanceOf(Unexpected.class);
        assertThat(atClient)
                .hasMessageContaining(
                        "got application data, expected ChangeCipherSpec or EncryptedExtensions");
        TlsException atServer = server.refuses(toServer);
        assertThat(atServer.error()).isInstanceOf(Unexpected.class);
        assertThat(atServer.error().alert()).isEqualTo(Alert.UNEXPECTED_MESSAGE);
        assertThat(client.received()).isEmpty();
        assertThat(server.received()).isEmpty();
    }

    /** Opens the only record of a flight and sends its content in pieces. */
    private void refragment(String label, byte[] record, int size, End to) throws TlsException {
        byte[] inner = secrets.forge(label, SUITE).open(record);
        assertThat(inner).endsWith(Forge.HANDSHAKE);
        Forge forge = secrets.forge(label, SUITE);
        for (byte[] piece : cut(Arrays.copyOf(inner, inner.length - 1), size)) {
            to.hears(forge.seal(Forge.HANDSHAKE, piece));
        }
    }

    private static byte[] plainContent(byte[] record) {
        return Arrays.copyOfRange(record, 5, record.length);
    }

    private static List<byte[]> cut(byte[] content, int size) {
        List<byte[]> pieces = new java.util.ArrayList<>();
        for (int at = 0; at < content.length; at += size) {
            pieces.add(Arrays.copyOfRange(content, at, Math.min(at + size, content.length)));
        }
        return pieces;
    }
}
