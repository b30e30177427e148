package handclasp.testkit;

import handclasp.tls.ClientConfiguration;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.TlsException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A kind of handshake, of whatever version. */
interface HandshakeKind {
    ClientConfiguration.Builder client();

    ServerConfiguration.Builder server();

    /** The two ends without records. */
    default Pair pair() throws TlsException {
        return pair(client().build(), server().build());
    }

    static Pair pair(ClientConfiguration client, ServerConfiguration server) {
        List<Party.Transition> atClient = new ArrayList<>();
        List<Party.Transition> atServer = new ArrayList<>();
        return new Pair(
                Party.client(client, Ends.NAME, atClient),
                Party.server(server, atServer),
                atClient,
                atServer);
    }

    /** All of both versions. */
    static Stream<HandshakeKind> all() {
        return Stream.concat(tls13(), Stream.of(Variant12.values()));
    }

    /** All of TLS 1.3. */
    static Stream<HandshakeKind> tls13() {
        return Stream.concat(Stream.of(Variant.values()), Stream.of(PskVariant.values()));
    }

    record Pair(
            Party client,
            Party server,
            List<Party.Transition> atClient,
            List<Party.Transition> atServer) {}
}
