package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.tls.Alert;
import handclasp.tls.Limits;
import handclasp.tls.Misbehaved;
import handclasp.tls.PeerAlert;
import handclasp.tls.TlsConnection;
import handclasp.tls.TlsException;
import handclasp.tls.internal.message.HelloRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection of TLS 1.2 that is asked to renegotiate goes on as it was; and what warnings do (RFC 5246 §7.2.2). */
class Renegotiation12Test {
    private static final byte[] HELLO_REQUEST = new HelloRequest().encode();

    private final Spy spy = new Spy();
    private final Forger forger = new Forger();

    @Test
    void aClientAnswersAHelloRequestByAWarning() throws Exception {
        Wire wire = forger.connect(spy);
        forger.asServer(wire, Forge.HANDSHAKE, HELLO_REQUEST);

        assertThat(spy.events).contains("INBOUND HelloRequest", "OUTBOUND alert no_renegotiation");
        assertThat(forger.openFromClient(wire)).containsExactly(1, 100);
        assertThat(wire.client().failure()).isEmpty();
        assertThat(wire.client().canSend()).isTrue();
    }

    @Test
    void aServerAnswersAClientHelloByAWarning() throws Exception {
        Wire wire = forger.connect(spy);
        byte[] hello = spy.outbound.getFirst().bytes();
        forger.asClient(wire, Forge.HANDSHAKE, hello);

        assertThat(forger.openFromServer(wire)).containsExactly(1, 100);
        assertThat(wire.server().failure()).isEmpty();
    }

    @Test
    void itIsAskedWithinABudgetOnly() throws Exception {
        Wire wire = forger.connect(spy);
        for (int i = 0; i < Limits.DEFAULT.warnings(); i++) {
            forger.asServer(wire, Forge.HANDSHAKE, HELLO_REQUEST);
        }
        TlsException refusal = forger.refused(wire, Forge.HANDSHAKE, HELLO_REQUEST);

        assertThat(refusal.error()).isEqualTo(Misbehaved.FLOOD);
        assertThat(refusal).hasMessageContaining("more than 4 attempts to renegotiate");
    }

    /** RFC 5246 §7.4.1.1: during a handshake it is ignored, and no part of the transcript. */
    @Test
    void aHelloRequestDuringTheHandshakeIsIgnored() throws Exception {
        End client = End.client(Variant12.ECDHE_ECDSA.client());
        End server = End.server(Variant12.ECDHE_ECDSA.server());
        byte[] record = Forge.plain(Forge.HANDSHAKE, HELLO_REQUEST);
        client.hears(record);
        server.hears(client.says());
        client.hears(record);
        client.hears(server.says());
        client.hears(record);
        End.shakeHands(client, server);
    }

    @ParameterizedTest
    @ValueSource(ints = {90, 100, 112, 41, 199})
    void warningsAreTakenAndCounted(int alert) throws Exception {
        Wire wire = forger.connect(spy);
        for (int i = 0; i < Limits.DEFAULT.warnings(); i++) {
            forger.asServer(wire, Forge.ALERT, (byte) 1, (byte) alert);
        }
        assertThat(wire.client().failure()).isEmpty();

        assertThat(forger.refused(wire, Forge.ALERT, (byte) 1, (byte) alert).error())
                .isEqualTo(Misbehaved.FLOOD);
    }

    @Test
    void aFatalAlertIsFatalWhateverItSays() throws Exception {
        Wire wire = forger.connect(spy);

        assertThat(forger.refused(wire, Forge.ALERT, (byte) 2, (byte) 112).error())
                .isEqualTo(new PeerAlert(Alert.UNRECOGNIZED_NAME));
    }

    /** Servers send it before their hello where they do not know the name (RFC 6066 §3). */
    @Test
    void aWarningBeforeTheServerHelloIsTaken() throws Exception {
        End client = End.client(Ends12.client());
        client.hears(Forge.plain(Forge.ALERT, (byte) 1, (byte) 112));

        assertThat(client.connection().failure()).isEmpty();
    }

    @Test
    void inTls13ThereAreNoWarnings() {
        ConnectedEnds ends = new ConnectedEnds();

        assertThat(
                        ends.client
                                .refuses(ends.asServer.seal(Forge.ALERT, (byte) 1, (byte) 112))
                                .error())
                .isEqualTo(new PeerAlert(Alert.UNRECOGNIZED_NAME));
    }

    /** Pairs whose records a test seals and opens by code of its own. */
    private static final class Forger {
        private final List<byte[]> keys = new ArrayList<>();
        private Forge12 clientWrites;
        private Forge12 serverWrites;

        Wire connect(Spy spy) throws Exception {
            java.util.Map<String, byte[]> secrets = new java.util.HashMap<>();
            Wire wire =
                    Ends12.wire(
                                    Variant12.ECDHE_ECDSA
                                            .client()
                                            .listener(spy)
                                            .dangerous()
                                            .secretListener(
                                                    (name, secret) ->
                                                            secrets.put(name, secret.clone()))
                                            .build(),
                                    Variant12.ECDHE_ECDSA.server().build())
                            .handshake();
            // Each has sealed its Finished.
            clientWrites =
                    new Forge12(secrets.get("client write key"), secrets.get("client write IV"), 1);
            serverWrites =
                    new Forge12(secrets.get("server write key"), secrets.get("server write IV"), 1);
            return wire;
        }

        void asServer(Wire wire, int type, byte... content) throws TlsException {
            Wire.deliver(serverWrites.seal(type, content), wire.client(), (data, at, length) -> {});
        }

        void asClient(Wire wire, int type, byte... content) throws TlsException {
            Wire.deliver(clientWrites.seal(type, content), wire.server(), (data, at, length) -> {});
        }

        TlsException refused(Wire wire, int type, byte... content) {
            return org.assertj.core.api.Assertions.catchThrowableOfType(
                    TlsException.class, () -> asServer(wire, type, content));
        }

        byte[] openFromClient(Wire wire) {
            return clientWrites.open(only(wire.client()));
        }

        byte[] openFromServer(Wire wire) {
            return serverWrites.open(only(wire.server()));
        }

        private static byte[] only(TlsConnection from) {
            List<byte[]> records = Wire.split(Wire.drain(from));
            assertThat(records).hasSize(1);
            return records.getFirst();
        }
    }
}
