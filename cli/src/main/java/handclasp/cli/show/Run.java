package handclasp.cli.show;

import handclasp.inspector.Recording;
import handclasp.inspector.explain.Text;
import java.util.List;

/**
 * One handshake as both ends saw it.
 *
 * @param title what is special about it
 * @param client empty of events if somebody else stood in its place
 * @param fromClient the records that went to the server
 * @param secrets how the keys came about, by the client's or else the server's account; empty unless asked for
 */
record Run(
        Text title,
        Recording client,
        Recording server,
        List<byte[]> fromClient,
        List<SecretsSeen.Entry> secrets) {
    Run {
        fromClient = List.copyOf(fromClient);
        secrets = List.copyOf(secrets);
    }

    /** The account that tells all: the client's, or the server's where no client of ours took part. */
    Recording account() {
        return client.events().isEmpty() ? server : client;
    }

    boolean completed() {
        return client.completed() && server.completed();
    }

    Run titled(Text another) {
        return new Run(another, client, server, fromClient, secrets);
    }
}
