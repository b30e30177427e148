package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.tls.Alert;
import handclasp.tls.Misbehaved;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.TlsException;
import handclasp.tls.Unexpected;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A ChangeCipherSpec of TLS 1.2 is legal at one point of each direction only (RFC 5246 §7.1). */
class ChangeCipherSpec12Test {
    private final End client = End.client(Variant12.ECDHE_ECDSA.client());
    private final End server = End.server(Variant12.ECDHE_ECDSA.server());

    @Test
    void aServerRefusesItBeforeTheKeyExchange() throws Exception {
        assertUnexpected(server.refuses(End.CHANGE_CIPHER_SPEC), "ClientHello");
        End another = End.server(Variant12.ECDHE_ECDSA.server());
        another.hears(client.says());
        another.says();
        assertUnexpected(another.refuses(End.CHANGE_CIPHER_SPEC), "ClientKeyExchange");
    }

    @ParameterizedTest
    @EnumSource(
            value = Variant12.class,
            names = {"ECDHE_ECDSA", "RSA", "MUTUAL_ECDHE_ECDSA"})
    void aClientRefusesItBeforeItsOwn(Variant12 variant) throws Exception {
        End client = End.client(variant.client());
        End server = End.server(variant.server());
        assertUnexpected(client.refuses(End.CHANGE_CIPHER_SPEC), "ServerHello");

        End another = End.client(variant.client());
        server.hears(another.says());
        byte[] flight = Wire.split(server.says()).getFirst();
        int helloEnd =
                5 + 4 + ((flight[6] & 0xff) << 16 | (flight[7] & 0xff) << 8 | flight[8] & 0xff);
        another.hears(Forge.plain(Forge.HANDSHAKE, Arrays.copyOfRange(flight, 5, helloEnd)));
        assertUnexpected(another.refuses(End.CHANGE_CIPHER_SPEC), "Certificate");
    }

    /** A client that offers TLS 1.3 too drops one before it knows the version, unless that is then TLS 1.2. */
    @Test
    void aClientOfBothVersionsRefusesAnEarlyOne() throws Exception {
        End both = End.client(Ends12.client());
        End old =
                End.server(Variant12.ECDHE_ECDSA.server().protocolVersion(ProtocolVersion.TLS_1_2));
        old.hears(both.says());
        both.hears(End.CHANGE_CIPHER_SPEC);

        TlsException refusal = both.refuses(old.says());
        assertThat(refusal.error()).isInstanceOf(Unexpected.class);
        assertThat(refusal).hasMessageContaining("a ChangeCipherSpec before the ServerHello");
    }

    @Test
    void onceIsEnough() throws Exception {
        server.hears(client.says());
        client.hears(server.says());
        List<byte[]> flight = Wire.split(client.says());
        server.hears(flight.get(0), flight.get(1));

        // It is in the clear where records are protected by now.
        assertThat(server.refuses(End.CHANGE_CIPHER_SPEC).error().alert())
                .isIn(Alert.UNEXPECTED_MESSAGE, Alert.BAD_RECORD_MAC);
    }

    @Test
    void onceIsEnoughForAClient() throws Exception {
        server.hears(client.says());
        client.hears(server.says());
        server.hears(client.says());
        List<byte[]> last = Wire.split(server.says());
        client.hears(last.get(0));
        assertThat(client.refuses(End.CHANGE_CIPHER_SPEC).error().alert())
                .isIn(Alert.UNEXPECTED_MESSAGE, Alert.BAD_RECORD_MAC);
    }

    @Test
    void isRefusedAfterTheHandshake() throws Exception {
        End.shakeHands(client, server);

        assertThat(server.refuses(End.CHANGE_CIPHER_SPEC).error().alert())
                .isIn(Alert.UNEXPECTED_MESSAGE, Alert.BAD_RECORD_MAC);
    }

    /** Without it, a Finished is a message like any other, and not the one that should come. */
    @Test
    void mustNotBeLeftOut() throws Exception {
        server.hears(client.says());
        client.hears(server.says());
        List<byte[]> flight = Wire.split(client.says());

        TlsException refusal = server.hears(flight.get(0)).refuses(flight.get(2));
        assertThat(refusal.error().alert())
                .isIn(Alert.UNEXPECTED_MESSAGE, Alert.DECODE_ERROR, Alert.ILLEGAL_PARAMETER);
    }

    @Test
    void mustBeTheSingleByteOne() throws Exception {
        server.hears(client.says());
        client.hears(server.says());
        List<byte[]> flight = Wire.split(client.says());
        server.hears(flight.get(0));

        server.refuses(
                Misbehaved.BAD_CHANGE_CIPHER_SPEC,
                Alert.UNEXPECTED_MESSAGE,
                client,
                Forge.plain(Forge.CHANGE_CIPHER_SPEC, (byte) 2));
    }

    @Test
    void mustNotComeInFragments() throws Exception {
        server.hears(client.says());
        client.hears(server.says());
        server.hears(Wire.split(client.says()).getFirst());

        server.refuses(
                Misbehaved.BAD_CHANGE_CIPHER_SPEC,
                Alert.UNEXPECTED_MESSAGE,
                client,
                Forge.plain(Forge.CHANGE_CIPHER_SPEC));
    }

    /** RFC 5246 §7.4: no half message may stand before it, which would end under other keys. */
    @Test
    void mustNotComeInTheMiddleOfAMessage() throws Exception {
        server.hears(client.says());
        client.hears(server.says());
        List<byte[]> flight = Wire.split(client.says());
        byte[] exchange = flight.get(0);
        server.hears(
                Forge.plain(Forge.HANDSHAKE, Arrays.copyOfRange(exchange, 5, exchange.length - 3)));

        server.refuses(
                Misbehaved.INTERLEAVED, Alert.UNEXPECTED_MESSAGE, client, End.CHANGE_CIPHER_SPEC);
    }

    private static void assertUnexpected(TlsException refusal, String expected) {
        assertThat(refusal.error()).isInstanceOf(Unexpected.class);
        assertThat(refusal.error().alert()).isEqualTo(Alert.UNEXPECTED_MESSAGE);
        assertThat(refusal).hasMessageContaining("got ChangeCipherSpec, expected " + expected);
    }
}
