package handclasp.testkit;

import handclasp.pki.Identity;
import handclasp.tls.CipherSuite;
import handclasp.tls.ClientAuthentication;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.HandshakeListener;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.SessionCache;
import handclasp.tls.TicketKey;
import handclasp.tls.TicketKeys;
import handclasp.tls.TlsConfiguration;
import handclasp.tls.TlsConnection;
import handclasp.tls.TlsException;
import handclasp.tls.auth.CertificateVerifier;
import handclasp.tls.auth.Credential;
import handclasp.tls.auth.CredentialSelector;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A handshake of either version with {@link CheapCrypto} and neither chance nor time, which repeats itself to the bit. */
enum Scene {
    PLAIN(Variant.PLAIN),
    RETRY(Variant.RETRY),
    CLIENT_CERTIFICATE(Variant.CLIENT_CERTIFICATE),
    NO_CLIENT_CERTIFICATE(Variant.NO_CLIENT_CERTIFICATE),
    RETRY_AND_CLIENT_CERTIFICATE(Variant.RETRY_AND_CLIENT_CERTIFICATE),
    PLAIN_12(ClientAuthentication.NONE, false),
    CLIENT_CERTIFICATE_12(ClientAuthentication.NEED, true),
    NO_CLIENT_CERTIFICATE_12(ClientAuthentication.WANT, false),
    STATUS_12(ClientAuthentication.NONE, false) {
        @Override
        ClientConfiguration.Builder client() {
            return super.client().requestCertificateStatus(true);
        }

        @Override
        ServerConfiguration.Builder server() {
            return super.server().certificateStatus(any -> Optional.of(new byte[] {0x30, 0}));
        }
    },
    TICKET_12(ClientAuthentication.NONE, false) {
        @Override
        ServerConfiguration.Builder server() {
            return super.server().ticketKeys(TICKET_KEYS);
        }
    },
    /** By the ticket of an earlier connection, made anew for each end that is to offer it. */
    RESUMED_12(ClientAuthentication.NONE, false) {
        @Override
        ClientConfiguration.Builder client() {
            ClientConfiguration.Builder client = super.client();
            ClientConfiguration first = TICKET_12.client().sessions(SessionCache.of(1)).build();
            Wire wire =
                    new Wire(
                            TlsConnection.client(first, Ends.NAME),
                            TlsConnection.server(TICKET_12.server().build()));
            try {
                wire.handshake();
            } catch (TlsException e) {
                throw new IllegalStateException(e);
            }
            return client.sessions(first.sessions().orElseThrow());
        }

        @Override
        ServerConfiguration.Builder server() {
            return super.server().ticketKeys(TICKET_KEYS);
        }
    };

    private static final TicketKeys TICKET_KEYS =
            TicketKeys.of(List.of(TicketKey.random(new NotRandom(7))));
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.now());

    /** Believes any chain: chains have tests of their own. */
    private static final CertificateVerifier BELIEVING = peer -> peer.chain();

    private final ProtocolVersion version;
    private final boolean retries;
    private final ClientAuthentication authentication;
    private final boolean showsCertificate;

    Scene(Variant variant) {
        this.version = ProtocolVersion.TLS_1_3;
        this.retries = variant.retries();
        this.authentication = variant.authentication();
        this.showsCertificate = variant.showsCertificate();
    }

    Scene(ClientAuthentication authentication, boolean showsCertificate) {
        this.version = ProtocolVersion.TLS_1_2;
        this.retries = false;
        this.authentication = authentication;
        this.showsCertificate = showsCertificate;
    }

    boolean updatesKeys() {
        return version.equals(ProtocolVersion.TLS_1_3);
    }

    TlsConnection connectClient(HandshakeListener listener) {
        return TlsConnection.client(client().listener(listener).build(), Ends.NAME);
    }

    TlsConnection connectServer(HandshakeListener listener) {
        return TlsConnection.server(server().listener(listener).build());
    }

    ClientConfiguration.Builder client() {
        ClientConfiguration.Builder builder = cheap(ClientConfiguration.builder(), "client");
        if (showsCertificate) {
            builder.credentials(show(Ends.clientIdentity()));
        }
        if (retries) {
            builder.keyShareGroups(List.of());
        }
        return builder.applicationProtocols(List.of("h2", "http/1.1"));
    }

    ServerConfiguration.Builder server() {
        ServerConfiguration.Builder builder =
                cheap(ServerConfiguration.builder(), "server")
                        .credentials(show(Ends.serverIdentity()))
                        .clientAuthentication(authentication)
                        .applicationProtocols(List.of("http/1.1"));
        return version.equals(ProtocolVersion.TLS_1_2)
                ? builder.withoutTickets()
                : builder.tickets(0);
    }

    /** With randomness of its own: a flight of another handshake must not fit into this one. */
    private <B extends TlsConfiguration.Builder<B>> B cheap(B builder, String end) {
        builder.crypto(new CheapCrypto())
                .verifier(BELIEVING)
                .random(new NotRandom(31L * name().hashCode() + end.hashCode()))
                .clock(CLOCK);
        return version.equals(ProtocolVersion.TLS_1_2)
                ? builder.protocolVersion(version)
                        .cipherSuites(List.of(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256))
                : builder.cipherSuites(List.of(CipherSuite.TLS_AES_128_GCM_SHA256));
    }

    private static CredentialSelector show(Identity identity) {
        return CredentialSelector.firstOf(
                List.of(new Credential(identity.chain(), CheapCrypto.signer())));
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
