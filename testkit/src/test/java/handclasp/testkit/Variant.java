package handclasp.testkit;

import handclasp.tls.ClientAuthentication;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.ServerConfiguration;
import java.util.List;

/** The kinds of handshake that TLS 1.3 has, so that together they pass every state. */
enum Variant implements HandshakeKind {
    PLAIN(false, ClientAuthentication.NONE, false),
    RETRY(true, ClientAuthentication.NONE, false),
    CLIENT_CERTIFICATE(false, ClientAuthentication.NEED, true),
    NO_CLIENT_CERTIFICATE(false, ClientAuthentication.WANT, false),
    RETRY_AND_CLIENT_CERTIFICATE(true, ClientAuthentication.WANT, true);

    private final boolean retry;
    private final ClientAuthentication authentication;
    private final boolean certificate;

    Variant(boolean retry, ClientAuthentication authentication, boolean certificate) {
        this.retry = retry;
        this.authentication = authentication;
        this.certificate = certificate;
    }

    boolean retries() {
        return retry;
    }

    ClientAuthentication authentication() {
        return authentication;
    }

    boolean showsCertificate() {
        return certificate;
    }

    @Override
    public ClientConfiguration.Builder client() {
        ClientConfiguration.Builder client =
                certificate ? Ends.clientWithCertificate() : Ends.client();
        return retry ? client.keyShareGroups(List.of()) : client;
    }

    @Override
    public ServerConfiguration.Builder server() {
        return Ends.server().clientAuthentication(authentication);
    }
}
