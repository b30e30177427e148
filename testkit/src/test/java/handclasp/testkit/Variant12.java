package handclasp.testkit;

import handclasp.pki.KeyKind;
import handclasp.tls.CipherSuite;
import handclasp.tls.ClientAuthentication;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.TicketKey;
import handclasp.tls.TicketKeys;
import handclasp.tls.TlsException;
import handclasp.tls.crypto.SuiteAlgorithms;
import handclasp.tls.internal.message.Form;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.UnaryOperator;

/** The kinds of handshake that TLS 1.2 has, so that together they pass every state. */
enum Variant12 implements HandshakeKind {
    ECDHE_ECDSA(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, KeyKind.EC_P256),
    ECDHE_RSA(CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, KeyKind.RSA_2048),
    ECDHE_ED25519(CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, KeyKind.ED25519),
    DHE_RSA(CipherSuite.TLS_DHE_RSA_WITH_AES_128_GCM_SHA256, KeyKind.RSA_2048),
    RSA(CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256, KeyKind.RSA_2048),
    CBC(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256, KeyKind.RSA_2048),
    MUTUAL_ECDHE_ECDSA(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, KeyKind.EC_P256, true),
    MUTUAL_DHE_RSA(CipherSuite.TLS_DHE_RSA_WITH_AES_128_GCM_SHA256, KeyKind.RSA_2048, true),
    MUTUAL_RSA(CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256, KeyKind.RSA_2048, true),
    /** The client is asked for a certificate and has none. */
    NO_CLIENT_CERTIFICATE(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, KeyKind.EC_P256) {
        @Override
        public ServerConfiguration.Builder server() {
            return super.server().clientAuthentication(ClientAuthentication.WANT);
        }
    },
    STATUS(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, KeyKind.EC_P256) {
        @Override
        public ClientConfiguration.Builder client() {
            return super.client().requestCertificateStatus(true);
        }

        @Override
        public ServerConfiguration.Builder server() {
            return super.server()
                    .certificateStatus(any -> java.util.Optional.of(new byte[] {0x30, 0}));
        }
    },
    STATUS_WITH_RSA(CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256, KeyKind.RSA_2048) {
        @Override
        public ClientConfiguration.Builder client() {
            return super.client().requestCertificateStatus(true);
        }

        @Override
        public ServerConfiguration.Builder server() {
            return super.server()
                    .certificateStatus(any -> java.util.Optional.of(new byte[] {0x30, 0}));
        }
    },
    TICKET(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, KeyKind.EC_P256) {
        @Override
        public ServerConfiguration.Builder server() {
            return super.server().ticketKeys(TicketKeys.of(List.of(KEY)));
        }
    },
    RESUMED_BY_ID(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, KeyKind.EC_P256, true) {
        @Override
        public Pair pair() throws TlsException {
            return second(client().build(), server().build(), server -> server);
        }
    },
    RESUMED_BY_TICKET(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, KeyKind.EC_P256) {
        @Override
        public ServerConfiguration.Builder server() {
            return super.server().ticketKeys(TicketKeys.of(List.of(KEY)));
        }

        @Override
        public Pair pair() throws TlsException {
            return second(client().build(), server().build(), server -> server);
        }
    },
    /** By a ticket of a key that grows old, so that there is a new one. */
    RENEWED_TICKET(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, KeyKind.EC_P256) {
        @Override
        public ServerConfiguration.Builder server() {
            return super.server().ticketKeys(TicketKeys.of(List.of(KEY)));
        }

        @Override
        public Pair pair() throws TlsException {
            return second(
                    client().build(),
                    server().build(),
                    server -> server.ticketKeys(TicketKeys.of(List.of(NEXT_KEY, KEY))));
        }
    };

    private static final TicketKey KEY = TicketKey.random(new SecureRandom());
    private static final TicketKey NEXT_KEY = TicketKey.random(new SecureRandom());

    private final CipherSuite suite;
    private final KeyKind keys;
    private final boolean mutual;

    Variant12(CipherSuite suite, KeyKind keys) {
        this(suite, keys, false);
    }

    Variant12(CipherSuite suite, KeyKind keys, boolean mutual) {
        this.suite = suite;
        this.keys = keys;
        this.mutual = mutual;
    }

    Form form() {
        return Form.of(SuiteAlgorithms.of(suite).orElseThrow().exchange());
    }

    @Override
    public ClientConfiguration.Builder client() {
        ClientConfiguration.Builder client =
                Ends12.client()
                        .protocolVersion(ProtocolVersion.TLS_1_2)
                        .cipherSuites(List.of(suite));
        return mutual ? client.credentials(Ends12.credentials(keys)) : client;
    }

    @Override
    public ServerConfiguration.Builder server() {
        ServerConfiguration.Builder server =
                Ends12.server(keys).cipherSuites(Ends12.ALL_SUITES).withoutTickets();
        return mutual ? server.clientAuthentication(ClientAuthentication.NEED) : server;
    }

    /** After a first handshake has laid the ground. */
    private static Pair second(
            ClientConfiguration client,
            ServerConfiguration server,
            UnaryOperator<ServerConfiguration.Builder> change)
            throws TlsException {
        Pair first = HandshakeKind.pair(client, server);
        Party.talk(first.client(), first.server());
        return HandshakeKind.pair(client, change.apply(server.toBuilder()).build());
    }
}
