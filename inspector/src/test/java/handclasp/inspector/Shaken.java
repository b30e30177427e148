package handclasp.inspector;

import handclasp.testkit.TestAuthority;
import handclasp.testkit.TestIdentity;
import handclasp.tls.ClientAuthentication;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.NamedGroup;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.Role;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.ServerName;
import handclasp.tls.TlsSocket;
import handclasp.tls.auth.CredentialSelector;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;

/**
 * A handshake over loopback, and what both ends recorded of it.
 *
 * @param secrets what key logs and private keys hold, in hexadecimal
 */
public record Shaken(Recording client, Recording server, List<String> secrets) {
    private static final TestAuthority AUTHORITY = TestAuthority.create();

    /** A kind of handshake; the name is for test reports. */
    public record Kind(
            String name,
            UnaryOperator<ClientConfiguration.Builder> client,
            UnaryOperator<ServerConfiguration.Builder> server) {
        @Override
        public String toString() {
            return name;
        }
    }

    public static final Kind PLAIN =
            new Kind(
                    "plain",
                    client -> client.applicationProtocols(List.of("h2", "http/1.1")),
                    server -> server.applicationProtocols(List.of("http/1.1")));

    public static final Kind TLS12 =
            new Kind(
                    "TLS 1.2",
                    client -> client.protocolVersion(ProtocolVersion.TLS_1_2),
                    UnaryOperator.identity());

    public static final Kind RETRIED =
            new Kind(
                    "retried",
                    UnaryOperator.identity(),
                    server -> server.namedGroups(List.of(NamedGroup.SECP521R1)));

    public static final Kind MUTUAL =
            new Kind(
                    "mutual",
                    client ->
                            client.credentials(
                                    CredentialSelector.firstOf(
                                            List.of(AUTHORITY.client("Zoë").credential()))),
                    server ->
                            server.clientAuthentication(ClientAuthentication.NEED)
                                    .verifier(AUTHORITY.verifier()));

    public static final Kind NO_CERTIFICATE =
            new Kind(
                    "no client certificate",
                    UnaryOperator.identity(),
                    server ->
                            server.clientAuthentication(ClientAuthentication.WANT)
                                    .verifier(AUTHORITY.verifier()));

    public static final Kind NOTHING_IN_COMMON =
            new Kind(
                    "nothing in common",
                    client -> client.namedGroups(List.of(NamedGroup.X25519)),
                    server -> server.namedGroups(List.of(NamedGroup.SECP384R1)));

    public static final Kind STRANGER =
            new Kind(
                    "unknown authority",
                    client -> client.verifier(TestAuthority.create().verifier()),
                    UnaryOperator.identity());

    public static List<Kind> kinds() {
        return List.of(PLAIN, TLS12, RETRIED, MUTUAL, NO_CERTIFICATE, NOTHING_IN_COMMON, STRANGER);
    }

    public static Shaken hands(Kind kind) throws Exception {
        return hands(kind, Recorder.Limits.DEFAULT);
    }

    static Shaken hands(Kind kind, Recorder.Limits limits) throws Exception {
        return hands(kind, new Recorder(Role.CLIENT, limits), new Recorder(Role.SERVER, limits));
    }

    static Shaken hands(Kind kind, Recorder ofClient, Recorder ofServer) throws Exception {
        Queue<String> secrets = new ConcurrentLinkedQueue<>();
        HexFormat hex = HexFormat.of();
        TestIdentity identity = AUTHORITY.server("localhost");
        secrets.add(hex.formatHex(identity.privateKey().getEncoded()));
        ServerConfiguration.Builder server =
                ServerConfiguration.builder()
                        .tickets(0)
                        .credentials(CredentialSelector.firstOf(List.of(identity.credential())))
                        .listener(ofServer);
        server.dangerous().keyLog((label, random, secret) -> secrets.add(hex.formatHex(secret)));
        ClientConfiguration.Builder client =
                ClientConfiguration.builder().verifier(AUTHORITY.verifier()).listener(ofClient);
        client.dangerous().keyLog((label, random, secret) -> secrets.add(hex.formatHex(secret)));
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ServerConfiguration serving = kind.server().apply(server).build();
            Thread thread = Thread.startVirtualThread(() -> serve(listener, serving));
            converse(kind.client().apply(client).build(), listener.getLocalPort());
            thread.join();
        }
        return new Shaken(ofClient.recording(), ofServer.recording(), List.copyOf(secrets));
    }

    private static void serve(ServerSocket listener, ServerConfiguration configuration) {
        try (TlsSocket tls = TlsSocket.server(configuration, listener.accept())) {
            tls.inputStream().readAllBytes();
        } catch (IOException e) {
            // The recording tells.
        }
    }

    private static void converse(ClientConfiguration configuration, int port) {
        try (TlsSocket tls =
                TlsSocket.client(
                        configuration,
                        ServerName.of("localhost"),
                        new Socket(InetAddress.getLoopbackAddress(), port))) {
            tls.handshake();
            tls.closeOutput();
            tls.inputStream().readAllBytes();
        } catch (IOException e) {
            // The recording tells.
        }
    }
}
