package handclasp.tls.internal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import handclasp.tls.Alert;
import handclasp.tls.CipherSuite;
import handclasp.tls.ExtensionType;
import handclasp.tls.HandshakeType;
import handclasp.tls.MessageView;
import handclasp.tls.Misbehaved;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.TlsException;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.extension.Extensions;
import handclasp.tls.internal.extension.OfferedPsks;
import handclasp.tls.internal.extension.PskIdentity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KindTest {
    private static final OfferedPsks PSKS =
            new OfferedPsks(List.of(new PskIdentity(new byte[7], 0)), List.of(new byte[32]));

    @Test
    void tellsAHelloRetryRequestByItsRandom() {
        byte[] retry = serverHello(HelloRetryRequest.random());
        assertThat(Kind.of(retry)).contains(Kind.HELLO_RETRY_REQUEST);
        byte[] random = HelloRetryRequest.random();
        random[31]++;

        assertThat(Kind.of(serverHello(random))).contains(Kind.SERVER_HELLO);
        assertThat(Kind.of(new byte[] {2, 0, 0, 0})).contains(Kind.SERVER_HELLO);
    }

    /** SHA-256 of "HelloRetryRequest" (RFC 9846 §4.2.3). */
    @Test
    void theSpecialRandomIsTheHashOfItsName() throws Exception {
        byte[] hash =
                java.security.MessageDigest.getInstance("SHA-256")
                        .digest(
                                "HelloRetryRequest"
                                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII));

        assertThat(HelloRetryRequest.random()).isEqualTo(hash);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 6, 7, 21, 23, 25, 254, 255})
    void knowsNoOtherTypes(int type) {
        byte[] message = {(byte) type, 0, 0, 0};

        assertThat(Kind.of(message)).isEmpty();
        MessageView view = Kind.viewOf(Form.TLS13, message);
        assertThat(view.type()).isEqualTo(new HandshakeType(type));
        assertThat(view.fields()).isEmpty();
        assertThat(view.length()).isEqualTo(4);
    }

    @Test
    void aChangeCipherSpecIsNotReadAsAMessage() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Kind.CHANGE_CIPHER_SPEC.read(Form.TLS13, new byte[4]))
                .withMessageContaining("ChangeCipherSpec");
    }

    @Test
    void preSharedKeyMustBeLast() throws TlsException {
        ExtensionType other = new ExtensionType(0x7777);
        Extensions.Builder last =
                Extensions.builder()
                        .putRaw(ExtensionType.PSK_KEY_EXCHANGE_MODES, new byte[] {1, 1})
                        .put(ExtensionTable.PRE_SHARED_KEYS, PSKS);
        Kind.CLIENT_HELLO.read(Form.TLS13, clientHello(last.build()));
        byte[] withoutModes =
                clientHello(last.remove(ExtensionType.PSK_KEY_EXCHANGE_MODES).build());
        assertThat(
                        catchThrowableOfType(
                                        TlsException.class,
                                        () -> Kind.CLIENT_HELLO.read(Form.TLS13, withoutModes))
                                .error())
                .isEqualTo(Misbehaved.MISSING_EXTENSION);
        Extensions.Builder first =
                Extensions.builder()
                        .put(ExtensionTable.PRE_SHARED_KEYS, PSKS)
                        .putRaw(other, new byte[0]);
        TlsException refusal =
                catchThrowableOfType(
                        TlsException.class,
                        () -> Kind.CLIENT_HELLO.read(Form.TLS13, clientHello(first.build())));

        assertThat(refusal.error()).isEqualTo(Misbehaved.PRE_SHARED_KEY_NOT_LAST);
        assertThat(refusal.error().alert()).isEqualTo(Alert.ILLEGAL_PARAMETER);
    }

    @Test
    void helloesOfBeforeTls13MayLackExtensions() throws TlsException {
        byte[] client = clientHello(Extensions.NONE);
        byte[] without = withoutLastBytes(client, 2);
        ClientHello hello = (ClientHello) Kind.CLIENT_HELLO.read(Form.TLS13, without).value();
        assertThat(hello.extensions().types()).isEmpty();
        assertThat(hello.versions()).containsExactly(ProtocolVersion.TLS_1_2);

        byte[] server = withoutLastBytes(serverHello(new byte[32]), 2);
        assertThat(
                        ((ServerHello) Kind.SERVER_HELLO.read(Form.TLS13, server).value())
                                .extensions()
                                .types())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 255})
    void aKeyUpdateAsksForOneOrNothing(int value) {
        byte[] message = {24, 0, 0, 1, (byte) value};
        TlsException refusal =
                catchThrowableOfType(
                        TlsException.class, () -> Kind.KEY_UPDATE.read(Form.TLS13, message));

        assertThat(refusal.error()).isEqualTo(Misbehaved.ILLEGAL_KEY_UPDATE);
        assertThat(refusal.error().alert()).isEqualTo(Alert.ILLEGAL_PARAMETER);
        assertThat(refusal).hasMessageContaining("it is " + value);
    }

    @Test
    void differencesBetweenHellosAreFoundByTheirBytes() throws TlsException {
        ExtensionType type = new ExtensionType(0x7777);
        ClientHello one = hello(Extensions.builder().putRaw(type, new byte[] {1}).build());
        ClientHello same = hello(Extensions.builder().putRaw(type, new byte[] {1}).build());
        ClientHello other = hello(Extensions.builder().putRaw(type, new byte[] {2}).build());
        ClientHello none = hello(Extensions.NONE);

        assertThat(one.differenceTo(same, List.of())).isEmpty();
        assertThat(one.differenceTo(other, List.of())).contains("0x7777");
        assertThat(one.differenceTo(other, List.of(type))).isEmpty();
        assertThat(one.differenceTo(none, List.of())).contains("list of extensions");
        assertThat(one.differenceTo(none, List.of(type))).isEmpty();
    }

    private static ClientHello hello(Extensions extensions) throws TlsException {
        return (ClientHello) Kind.CLIENT_HELLO.read(Form.TLS13, clientHello(extensions)).value();
    }

    private static byte[] clientHello(Extensions extensions) {
        return new ClientHello(
                        ProtocolVersion.TLS_1_2,
                        new byte[32],
                        new byte[0],
                        List.of(CipherSuite.TLS_AES_128_GCM_SHA256),
                        new byte[1],
                        extensions)
                .encode();
    }

    private static byte[] serverHello(byte[] random) {
        return new ServerHello(
                        ProtocolVersion.TLS_1_2,
                        random,
                        new byte[0],
                        CipherSuite.TLS_AES_128_GCM_SHA256,
                        0,
                        Extensions.NONE)
                .encode();
    }

    private static byte[] withoutLastBytes(byte[] message, int count) {
        byte[] body = java.util.Arrays.copyOfRange(message, 4, message.length - count);
        return new RawMessage(new HandshakeType(message[0]), body).encode();
    }
}
