package handclasp.testkit;

import handclasp.tls.Direction;
import handclasp.tls.HandshakeListener;
import handclasp.tls.MessageView;
import handclasp.tls.Role;
import handclasp.tls.TlsConnection;
import handclasp.tls.TlsException;
import java.util.ArrayList;
import java.util.List;

/**
 * One {@link Scene}, recorded once: whoever plays one end again with the same configuration and hears the other end's
 * records repeats it to the bit.
 */
final class Flights {
    private final Scene scene;
    private final List<byte[]> fromClient;
    private final List<byte[]> fromServer;

    private Flights(Scene scene, List<byte[]> fromClient, List<byte[]> fromServer) {
        this.scene = scene;
        this.fromClient = fromClient;
        this.fromServer = fromServer;
    }

    /** A handshake, data, in TLS 1.3 a change of keys in both directions, and the end. */
    static Flights record(Scene scene) {
        try {
            Wire wire =
                    new Wire(scene.connectClient(new Heard()), scene.connectServer(new Heard()));
            wire.handshake();
            wire.fromClient(new byte[] {1, 2, 3});
            wire.fromServer(new byte[] {4, 5, 6});
            if (scene.updatesKeys()) {
                wire.client().updateKeys(true);
                wire.pump();
            }
            wire.fromServer(new byte[50]);
            wire.fromClient(new byte[50]);
            wire.client().closeWrite();
            wire.server().closeWrite();
            wire.pump();
            return new Flights(
                    scene, List.copyOf(wire.clientRecords()), List.copyOf(wire.serverRecords()));
        } catch (TlsException e) {
            throw new IllegalStateException(e);
        }
    }

    Scene scene() {
        return scene;
    }

    /** All that an end hears of the other. */
    List<byte[]> heardBy(Role role) {
        return role == Role.CLIENT ? fromServer : fromClient;
    }

    /** An end, begun, that has heard nothing. */
    TlsConnection begin(Role role, Heard heard) {
        TlsConnection connection =
                role == Role.CLIENT ? scene.connectClient(heard) : scene.connectServer(heard);
        connection.begin();
        return connection;
    }

    /** The handshake messages that an end heard, in order; but for HelloRequest, which belongs to no handshake. */
    static final class Heard implements HandshakeListener {
        private static final int HELLO_REQUEST = 0;

        private final List<byte[]> messages = new ArrayList<>();

        @Override
        public void message(Direction direction, MessageView message) {
            byte[] bytes = message.bytes();
            if (direction == Direction.INBOUND && bytes[0] != HELLO_REQUEST) {
                messages.add(bytes);
            }
        }

        List<byte[]> messages() {
            return messages;
        }
    }
}
