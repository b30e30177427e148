package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.tls.Alert;
import handclasp.tls.ExtensionType;
import handclasp.tls.HandshakeType;
import handclasp.tls.Limits;
import handclasp.tls.Malformed;
import handclasp.tls.Misbehaved;
import handclasp.tls.TlsException;
import handclasp.tls.Unexpected;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.extension.Extensions;
import handclasp.tls.internal.message.CertificateRequest;
import handclasp.tls.internal.message.NewSessionTicket;
import handclasp.tls.internal.message.RawMessage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages after the handshake, but for KeyUpdate. */
class PostHandshakeTest {
    private static final byte[] TICKET =
            new NewSessionTicket(
                            7200,
                            0xffff_fff0L,
                            new byte[] {1},
                            new byte[32],
                            Extensions.builder()
                                    .putRaw(ExtensionType.EARLY_DATA, new byte[4])
                                    .putRaw(new ExtensionType(0x0a0a), new byte[1])
                                    .build())
                    .encode();

    private final ConnectedEnds ends = new ConnectedEnds();

    @Test
    void aClientIgnoresTickets() throws Exception {
        byte[] two = Arrays.copyOf(TICKET, 2 * TICKET.length);
        System.arraycopy(TICKET, 0, two, TICKET.length, TICKET.length);
        ends.client.hears(
                ends.asServer.seal(Forge.HANDSHAKE, two),
                ends.asServer.seal(Forge.HANDSHAKE, Arrays.copyOf(TICKET, 5)),
                ends.asServer.seal(Forge.HANDSHAKE, Arrays.copyOfRange(TICKET, 5, TICKET.length)),
                ends.asServer.seal(Forge.DATA, (byte) 1));

        assertThat(ends.client.received()).containsExactly(1);
        assertThat(ends.client.connection().hasOutput()).isFalse();
    }

    @Test
    void aServerRefusesThem() {
        TlsException refusal = ends.server.refuses(ends.asClient.seal(Forge.HANDSHAKE, TICKET));

        assertThat(refusal.error()).isInstanceOf(Unexpected.class);
        assertThat(refusal)
                .hasMessageContaining(
                        "got NewSessionTicket, expected KeyUpdate or application data");
        assertThat(ends.client.refuses(ends.server.says()).error().alert())
                .isEqualTo(Alert.UNEXPECTED_MESSAGE);
    }

    @Test
    void aMalformedTicketIsRefused() {
        byte[] short1 = new RawMessage(HandshakeType.NEW_SESSION_TICKET, new byte[8]).encode();

        ends.client.refuses(
                Malformed.FIELD_TRUNCATED,
                Alert.DECODE_ERROR,
                ends.server,
                ends.asServer.seal(Forge.HANDSHAKE, short1));
    }

    @Test
    void ticketsAreLimited() throws Exception {
        for (int i = 0; i < Limits.DEFAULT.messagesWithoutData(); i++) {
            ends.client.hears(ends.asServer.seal(Forge.HANDSHAKE, TICKET));
        }

        ends.client.refuses(
                Misbehaved.FLOOD,
                Alert.UNEXPECTED_MESSAGE,
                ends.server,
                ends.asServer.seal(Forge.HANDSHAKE, TICKET));
    }

    /** TLS 1.2's HelloRequest, a ClientHello for renegotiation, and types nobody knows. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 8, 11, 15, 20, 99, 254})
    void aServerRefusesAllOthers(int type) {
        byte[] message = new RawMessage(new HandshakeType(type), new byte[0]).encode();
        TlsException refusal = ends.server.refuses(ends.asClient.seal(Forge.HANDSHAKE, message));

        assertThat(refusal.error()).isInstanceOf(Unexpected.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 8, 11, 15, 20, 99, 254})
    void aClientRefusesAllOthers(int type) {
        byte[] message = new RawMessage(new HandshakeType(type), new byte[0]).encode();
        TlsException refusal = ends.client.refuses(ends.asServer.seal(Forge.HANDSHAKE, message));

        assertThat(refusal.error()).isInstanceOf(Unexpected.class);
    }

    /** RFC 9846 §4.7.2: a client that did not offer post_handshake_auth. */
    @Test
    void aClientRefusesToAuthenticateAfterTheHandshake() {
        byte[] request =
                new CertificateRequest(
                                new byte[] {1},
                                Extensions.builder()
                                        .put(ExtensionTable.SIGNATURE_ALGORITHMS, List.of())
                                        .build())
                        .encode();

        assertThat(ends.client.refuses(ends.asServer.seal(Forge.HANDSHAKE, request)).error())
                .isInstanceOf(Unexpected.class);
    }
}
