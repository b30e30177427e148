package handclasp.cli.show;

import handclasp.pki.ChainVerifier;
import handclasp.tls.CipherSuite;
import handclasp.tls.ClientAuthentication;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.NamedGroup;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.ServerName;
import handclasp.tls.auth.CredentialSelector;
import java.util.List;

/** Clients and servers for the scenarios, made of one laboratory. */
final class Ends {
    static final ServerName SERVER = ServerName.of("server.example");
    static final CipherSuite ECDHE = CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256;
    static final CipherSuite DHE = CipherSuite.TLS_DHE_RSA_WITH_AES_128_GCM_SHA256;
    static final CipherSuite RSA = CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256;
    static final CipherSuite CBC = CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256;

    private final Laboratory laboratory;
    private final boolean showSecrets;

    Ends(Laboratory laboratory, boolean showSecrets) {
        this.laboratory = laboratory;
        this.showSecrets = showSecrets;
    }

    Laboratory laboratory() {
        return laboratory;
    }

    Exchange exchange() {
        return new Exchange(showSecrets);
    }

    /** One that trusts the example root and resumes nothing. */
    ClientConfiguration.Builder client(ProtocolVersion version) {
        return ClientConfiguration.builder()
                .protocolVersion(version)
                .clock(laboratory.clock())
                .random(laboratory.random().apply("client"))
                .verifier(authority())
                .tickets(false)
                .withoutSessions();
    }

    /** One of TLS 1.2 that offers this suite alone. */
    ClientConfiguration.Builder client(CipherSuite only) {
        return client(ProtocolVersion.TLS_1_2)
                .cipherSuites(List.of(only))
                .namedGroups(only.equals(DHE) ? FINITE_FIELD : CURVES);
    }

    /** One that keeps no sessions and gives no tickets. */
    ServerConfiguration.Builder server(ProtocolVersion version, Who who) {
        return ServerConfiguration.builder()
                .protocolVersion(version)
                .clock(laboratory.clock())
                .random(laboratory.random().apply("server"))
                .credentials(showing(who))
                .withoutSessions()
                .withoutTickets();
    }

    /** One of TLS 1.2 with the RSA certificate, which takes this suite alone. */
    ServerConfiguration.Builder server(CipherSuite only) {
        return server(ProtocolVersion.TLS_1_2, Who.SERVER_RSA)
                .cipherSuites(List.of(only))
                .namedGroups(only.equals(DHE) ? FINITE_FIELD : CURVES);
    }

    /** Demands a client's certificate, too. */
    ServerConfiguration.Builder demanding(ServerConfiguration.Builder server) {
        return server.clientAuthentication(ClientAuthentication.NEED).verifier(authority());
    }

    /** Shows Alice's certificate. */
    ClientConfiguration.Builder asAlice(ClientConfiguration.Builder client) {
        return client.credentials(showing(Who.CLIENT));
    }

    CredentialSelector showing(Who who) {
        return CredentialSelector.firstOf(List.of(laboratory.identities().of(who).credential()));
    }

    private ChainVerifier authority() {
        return ChainVerifier.trusting(List.of(laboratory.identities().root()));
    }

    private static final List<NamedGroup> CURVES = List.of(NamedGroup.X25519, NamedGroup.SECP256R1);
    private static final List<NamedGroup> FINITE_FIELD = List.of(NamedGroup.FFDHE2048);
}
