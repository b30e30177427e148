package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.tls.Alert;
import handclasp.tls.CipherSuite;
import handclasp.tls.Limits;
import handclasp.tls.Misbehaved;
import handclasp.tls.TlsException;
import handclasp.tls.Unexpected;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a ChangeCipherSpec is dropped and when it is refused (RFC 9846 §5). */
class ChangeCipherSpecTest {
    private static final Limits MANY = new Limits(131_072, 16, 32, 100, 64, 4);

    private final End client = End.client(Ends.client());
    private final End server = End.server(Ends.server());

    @ParameterizedTest
    @EnumSource(Variant.class)
    void isDroppedBetweenAllRecordsOfAHandshake(Variant variant) throws Exception {
        End client = End.client(variant.client().limits(MANY));
        End server = End.server(variant.server().limits(MANY));
        server.hears(Wire.split(client.says()).getFirst());
        for (int i = 0; i < 6; i++) {
            for (byte[] record : Wire.split(server.says())) {
                client.hears(End.CHANGE_CIPHER_SPEC, record);
                if (!client.connection().handshakeComplete()) {
                    client.hears(End.CHANGE_CIPHER_SPEC);
                }
            }
            for (byte[] record : Wire.split(client.says())) {
                server.hears(End.CHANGE_CIPHER_SPEC, record);
            }
        }

        assertThat(client.connection().handshakeComplete()).isTrue();
        assertThat(server.connection().handshakeComplete()).isTrue();
        assertThat(server.hears(client.sends((byte) 5)).received()).containsExactly(5);
    }

    @Test
    void isUnexpectedBeforeTheClientHello() {
        TlsException refusal = server.refuses(End.CHANGE_CIPHER_SPEC);

        assertUnexpected(refusal);
        assertThat(refusal).hasMessageContaining("got ChangeCipherSpec, expected ClientHello");
        assertThat(server.says()).isEqualTo(Forge.plain(Forge.ALERT, (byte) 2, (byte) 10));
    }

    @Test
    void isUnexpectedAfterTheServersFinished() {
        End.shakeHands(client, server);

        assertUnexpected(client.refuses(End.CHANGE_CIPHER_SPEC));
    }

    @Test
    void isUnexpectedAfterTheClientsFinished() {
        End.shakeHands(client, server);

        TlsException refusal = server.refuses(End.CHANGE_CIPHER_SPEC);
        assertUnexpected(refusal);
        assertThat(refusal).hasMessageContaining("KeyUpdate or application data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "02", "ff", "", "0101", "0100"})
    void mustBeTheSingleByteOne(String content) {
        byte[] record = Forge.plain(Forge.CHANGE_CIPHER_SPEC, HexFormat.of().parseHex(content));

        client.refuses(Misbehaved.BAD_CHANGE_CIPHER_SPEC, Alert.UNEXPECTED_MESSAGE, server, record);
    }

    @Test
    void mustNotBeProtected() throws Exception {
        Secrets secrets = new Secrets();
        End server = End.server(Ends.server().dangerous().keyLog(secrets));
        server.hears(client.says());
        client.hears(Wire.split(server.says()).getFirst());
        Forge forge =
                secrets.forge(
                        "SERVER_HANDSHAKE_TRAFFIC_SECRET", CipherSuite.TLS_AES_128_GCM_SHA256);

        client.refuses(
                Misbehaved.BAD_CHANGE_CIPHER_SPEC,
                Alert.UNEXPECTED_MESSAGE,
                server,
                forge.seal(Forge.CHANGE_CIPHER_SPEC, (byte) 1));
    }

    @Test
    void mustNotBeProtectedAfterTheHandshakeEither() {
        ConnectedEnds ends = new ConnectedEnds();

        ends.server.refuses(
                Misbehaved.BAD_CHANGE_CIPHER_SPEC,
                Alert.UNEXPECTED_MESSAGE,
                ends.client,
                ends.asClient.seal(Forge.CHANGE_CIPHER_SPEC, (byte) 1));
    }

    @Test
    void theyAreLimited() throws Exception {
        server.hears(client.says());
        for (int i = 0; i < Limits.DEFAULT.changeCipherSpecs(); i++) {
            server.hears(End.CHANGE_CIPHER_SPEC);
        }
        client.hears(server.says());

        TlsException refusal =
                server.refuses(
                        Misbehaved.FLOOD, Alert.UNEXPECTED_MESSAGE, client, End.CHANGE_CIPHER_SPEC);
        assertThat(refusal).hasMessageContaining("more than 4 ChangeCipherSpecs");
    }

    @Test
    void mustNotComeInTheMiddleOfAMessage() throws Exception {
        server.hears(client.says());
        List<byte[]> records = Wire.split(server.says());
        byte[] hello = records.getFirst();
        byte[] half = Arrays.copyOfRange(hello, 5, hello.length / 2);
        client.hears(Forge.plain(Forge.HANDSHAKE, half));

        client.refuses(
                Misbehaved.INTERLEAVED, Alert.UNEXPECTED_MESSAGE, server, End.CHANGE_CIPHER_SPEC);
    }

    private static void assertUnexpected(TlsException refusal) {
        assertThat(refusal.error()).isInstanceOf(Unexpected.class);
        assertThat(refusal.error().alert()).isEqualTo(Alert.UNEXPECTED_MESSAGE);
        assertThat(refusal.getStackTrace()).isEmpty();
    }
}
