package handclasp.tls.internal.tls12;

import handclasp.tls.internal.handshake.Authenticated;
import handclasp.tls.internal.message.CertificateRequest12;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** What a client was told between ServerHello and ServerHelloDone. */
final class ServerFlight12 {
    private final ClientHandshake12 handshake;
    private final List<X509Certificate> chain;
    private final Optional<ServerShare> share;
    private final Optional<Authenticated> server;
    private final Optional<CertificateRequest12> request;

    private ServerFlight12(
            ClientHandshake12 handshake,
            List<X509Certificate> chain,
            Optional<ServerShare> share,
            Optional<Authenticated> server,
            Optional<CertificateRequest12> request) {
        this.handshake = handshake;
        this.chain = chain;
        this.share = share;
        this.server = server;
        this.request = request;
    }

    /** Of the RSA key exchange, where the server signs nothing. */
    static ServerFlight12 of(ClientHandshake12 handshake, List<X509Certificate> chain) {
        return new ServerFlight12(
                handshake, chain, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Of a Diffie-Hellman exchange whose signature was checked. */
    static ServerFlight12 of(
            ClientHandshake12 handshake,
            List<X509Certificate> chain,
            ServerShare share,
            Authenticated server) {
        return new ServerFlight12(
                handshake, chain, Optional.of(share), Optional.of(server), Optional.empty());
    }

    ServerFlight12 with(CertificateRequest12 asked) {
        return new ServerFlight12(handshake, chain, share, server, Optional.of(asked));
    }

    ServerFlight12 with(Authenticated verified) {
        return new ServerFlight12(handshake, chain, share, Optional.of(verified), request);
    }

    ClientHandshake12 handshake() {
        return handshake;
    }

    List<X509Certificate> chain() {
        return chain;
    }

    /** Empty with the RSA key exchange. */
    Optional<ServerShare> share() {
        return share;
    }

    /** Empty until the certificate was verified. */
    Optional<Authenticated> server() {
        return server;
    }

    Optional<CertificateRequest12> request() {
        return request;
    }
}
