package handclasp.testkit;

import handclasp.tls.ClientConfiguration;
import handclasp.tls.ExternalPsk;
import handclasp.tls.ExternalPsks;
import handclasp.tls.ReplayGuard;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.SessionCache;
import handclasp.tls.TicketKey;
import handclasp.tls.TicketKeys;
import handclasp.tls.TlsException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;

/** The kinds of handshake of TLS 1.3 with a pre-shared key, so that together they pass every state that has to do with it. */
enum PskVariant implements HandshakeKind {
    RESUMED,
    RESUMED_AFTER_RETRY,
    EARLY_DATA,
    EARLY_DATA_REFUSED,
    EARLY_DATA_AND_RETRY,
    EXTERNAL_KEY;

    private static final TicketKey KEY = TicketKey.random(new SecureRandom());
    private static final ExternalPsk EXTERNAL =
            ExternalPsk.of(
                    new byte[] {1, 2, 3},
                    KEY.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII));

    private final SessionCache tickets = SessionCache.of(10);

    boolean offersEarlyData() {
        return name().startsWith("EARLY_DATA");
    }

    boolean retries() {
        return name().endsWith("RETRY");
    }

    /** Early data is taken, whenever it comes. */
    private static ReplayGuard guard(boolean answer) {
        return new ReplayGuard() {
            @Override
            public boolean isFirst(byte[] binder, Instant expectedArrival) {
                return answer;
            }

            @Override
            public boolean blocking() {
                return false;
            }
        };
    }

    @Override
    public ClientConfiguration.Builder client() {
        if (this == EXTERNAL_KEY) {
            return Ends.client().externalPsks(List.of(EXTERNAL));
        }
        ClientConfiguration.Builder client =
                Ends.client().sessions(tickets).earlyData(offersEarlyData());
        return retries() ? client.keyShareGroups(List.of()) : client;
    }

    @Override
    public ServerConfiguration.Builder server() {
        if (this == EXTERNAL_KEY) {
            return Ends.server().externalPsks(ExternalPsks.of(List.of(EXTERNAL)));
        }
        return Ends.server()
                .tickets(1)
                .ticketKeys(TicketKeys.of(List.of(KEY)))
                .earlyData(offersEarlyData() ? 1000 : 0)
                .replayGuard(guard(this == EARLY_DATA));
    }

    /** The tickets of earlier handshakes. */
    void forget() {
        tickets.clear();
    }

    @Override
    public Pair pair() throws TlsException {
        forget();
        ClientConfiguration client = client().build();
        ServerConfiguration server = server().build();
        Pair first = HandshakeKind.pair(client, server);
        Party.talk(first.client(), first.server());
        return HandshakeKind.pair(client, server);
    }
}
