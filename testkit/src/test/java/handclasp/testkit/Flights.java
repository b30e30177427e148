package handclasp.testkit;

import handclasp.pki.Identity;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.Direction;
import handclasp.tls.HandshakeListener;
import handclasp.tls.MessageView;
import handclasp.tls.Role;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.TlsConfiguration;
import handclasp.tls.TlsConnection;
import handclasp.tls.TlsException;
import handclasp.tls.auth.CertificateVerifier;
import handclasp.tls.auth.Credential;
import handclasp.tls.auth.CredentialSelector;
import handclasp.tls.auth.PeerCertificates;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One kind of handshake with {@link CheapCrypto} and no randomness, recorded once: whoever plays one end again with the
 * same configuration and hears the other end's records repeats it to the bit.
 */
final class Flights {
    private final Variant variant;
    private final List<byte[]> fromClient;
    private final List<byte[]> fromServer;

    private Flights(Variant variant, List<byte[]> fromClient, List<byte[]> fromServer) {
        this.variant = variant;
        this.fromClient = fromClient;
        this.fromServer = fromServer;
    }

    /** A handshake, data and a change of keys in both directions, and the end. */
    static Flights record(Variant variant) {
        try {
            Wire wire =
                    new Wire(
                            connection(variant, Role.CLIENT, new Heard()),
                            connection(variant, Role.SERVER, new Heard()));
            wire.handshake();
            wire.fromClient(new byte[] {1, 2, 3});
            wire.fromServer(new byte[] {4, 5, 6});
            wire.client().updateKeys(true);
            wire.pump();
            wire.fromServer(new byte[50]);
            wire.fromClient(new byte[50]);
            wire.client().closeWrite();
            wire.server().closeWrite();
            wire.pump();
            return new Flights(
                    variant, List.copyOf(wire.clientRecords()), List.copyOf(wire.serverRecords()));
        } catch (TlsException e) {
            throw new IllegalStateException(e);
        }
    }

    Variant variant() {
        return variant;
    }

    /** All that an end hears of the other. */
    List<byte[]> heardBy(Role role) {
        return role == Role.CLIENT ? fromServer : fromClient;
    }

    /** An end, begun, that has heard nothing. */
    TlsConnection begin(Role role, Heard heard) {
        TlsConnection connection = connection(variant, role, heard);
        connection.begin();
        return connection;
    }

    /** The handshake messages that an end heard, in order. */
    static final class Heard implements HandshakeListener {
        private final List<byte[]> messages = new ArrayList<>();

        @Override
        public void message(Direction direction, MessageView message) {
            if (direction == Direction.INBOUND) {
                messages.add(message.bytes());
            }
        }

        List<byte[]> messages() {
            return messages;
        }
    }

    private static TlsConnection connection(Variant variant, Role role, Heard heard) {
        return role == Role.CLIENT
                ? TlsConnection.client(client(variant, heard), Ends.NAME)
                : TlsConnection.server(server(variant, heard));
    }

    private static ClientConfiguration client(Variant variant, Heard heard) {
        ClientConfiguration.Builder builder =
                cheap(ClientConfiguration.builder(), seed(variant, Role.CLIENT), heard);
        if (variant.showsCertificate()) {
            builder.credentials(show(Ends.clientIdentity()));
        }
        if (variant.retries()) {
            builder.keyShareGroups(List.of());
        }
        return builder.applicationProtocols(List.of("h2", "http/1.1")).build();
    }

    private static ServerConfiguration server(Variant variant, Heard heard) {
        return cheap(ServerConfiguration.builder(), seed(variant, Role.SERVER), heard)
                .credentials(show(Ends.serverIdentity()))
                .clientAuthentication(variant.authentication())
                .applicationProtocols(List.of("http/1.1"))
                .tickets(0)
                .build();
    }

    /** Each its own: a flight of another handshake must not fit into this one. */
    private static long seed(Variant variant, Role role) {
        return 31L * variant.name().hashCode() + role.name().hashCode();
    }

    private static <B extends TlsConfiguration.Builder<B>> B cheap(
            B builder, long seed, Heard heard) {
        return builder.crypto(new CheapCrypto())
                .verifier(new Believing())
                .random(new NotRandom(seed))
                .listener(heard);
    }

    private static CredentialSelector show(Identity identity) {
        return CredentialSelector.firstOf(
                List.of(new Credential(identity.chain(), CheapCrypto.signer())));
    }

    /** Believes any chain: chains have tests of their own. */
    private static final class Believing implements CertificateVerifier {
        @Override
        public List<X509Certificate> verify(PeerCertificates peer) {
            return peer.chain();
        }
    }

    private static final class NotRandom extends SecureRandom {
        private static final long serialVersionUID = 1;

        private final Random script;

        NotRandom(long seed) {
            script = new Random(seed);
        }

        @Override
        public void nextBytes(byte[] bytes) {
            script.nextBytes(bytes);
        }
    }
}
