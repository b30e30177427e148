package handclasp.testkit;

import handclasp.tls.CipherSuite;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.ServerConfiguration;

/** A pair that has shaken hands, and the means to forge records in both directions. */
final class ConnectedEnds {
    final End client;
    final End server;
    final Forge asClient;
    final Forge asServer;

    ConnectedEnds() {
        this(Ends.client(), Ends.server());
    }

    ConnectedEnds(ClientConfiguration.Builder client, ServerConfiguration.Builder server) {
        Secrets secrets = new Secrets();
        this.client = End.client(client.dangerous().keyLog(secrets));
        this.server = End.server(server);
        End.shakeHands(this.client, this.server);
        CipherSuite suite = this.client.connection().facts().cipherSuite().orElseThrow();
        asClient = secrets.forge("CLIENT_TRAFFIC_SECRET_0", suite);
        asServer = secrets.forge("SERVER_TRAFFIC_SECRET_0", suite);
    }
}
