package handclasp.testkit;

import handclasp.pki.CertificateBuilder;
import handclasp.pki.ChainVerifier;
import handclasp.pki.Identity;
import handclasp.pki.KeyKind;
import handclasp.pki.PkiException;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.HandshakeListener;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.ServerName;
import handclasp.tls.TlsConnection;
import handclasp.tls.auth.CredentialSelector;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/** A client and a server that trust each other's certificate. */
final class Ends {
    static final ServerName NAME = ServerName.of("server.test");

    private static final Identity SERVER = selfSigned("server.test");
    private static final Identity CLIENT = selfSigned("client.test");
    private static final Identity STRANGER = selfSigned("stranger.test");

    private Ends() {}

    /** One that gives no tickets: tests that count records say when they want some. */
    static ServerConfiguration.Builder server() {
        return ServerConfiguration.builder()
                .tickets(0)
                .credentials(CredentialSelector.firstOf(List.of(SERVER.credential())))
                .verifier(ChainVerifier.trusting(CLIENT.chain()));
    }

    static ClientConfiguration.Builder client() {
        return ClientConfiguration.builder().verifier(ChainVerifier.trusting(SERVER.chain()));
    }

    /** One that shows a certificate when it is asked. */
    static ClientConfiguration.Builder clientWithCertificate() {
        return client().credentials(CredentialSelector.firstOf(List.of(CLIENT.credential())));
    }

    /** One that shows a certificate that the server does not trust. */
    static ClientConfiguration.Builder clientWithStrangeCertificate() {
        return client().credentials(CredentialSelector.firstOf(List.of(STRANGER.credential())));
    }

    static Identity serverIdentity() {
        return SERVER;
    }

    static Identity clientIdentity() {
        return CLIENT;
    }

    static Wire wire(ClientConfiguration.Builder client, ServerConfiguration.Builder server) {
        return new Wire(
                TlsConnection.client(client.build(), NAME), TlsConnection.server(server.build()));
    }

    /** A pair that has shaken hands. */
    static Wire connected() throws Exception {
        return wire(client(), server()).handshake();
    }

    static Wire connected(HandshakeListener atClient, HandshakeListener atServer) throws Exception {
        return wire(client().listener(atClient), server().listener(atServer)).handshake();
    }

    private static Identity selfSigned(String name) {
        try {
            KeyPair keys = KeyKind.EC_P256.generate();
            Instant now = Instant.now();
            var certificate =
                    CertificateBuilder.of(
                                    new X500Principal("CN=" + name),
                                    keys.getPublic(),
                                    now.minus(Duration.ofHours(1)),
                                    now.plus(Duration.ofDays(1)))
                            .names(List.of(name))
                            .selfSigned(keys.getPrivate());
            return Identity.of(List.of(certificate), keys.getPrivate());
        } catch (GeneralSecurityException | PkiException e) {
            throw new IllegalStateException(e);
        }
    }
}
