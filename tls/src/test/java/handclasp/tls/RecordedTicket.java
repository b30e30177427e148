package handclasp.tls;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.tls.crypto.Secret;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.extension.PskIdentity;
import handclasp.tls.internal.handshake.Session;
import handclasp.tls.internal.message.Kind;
import handclasp.tls.internal.message.NewSessionTicket;
import handclasp.tls.trace.Trace;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;

/** What the server of RFC 8448 §4 finds in the client's ticket: the session of §3. */
final class RecordedTicket implements TicketKeys {
    static final int MAX_EARLY_DATA = 1024;

    /** The time between the two traces, which the client tells: 0xfad6aacb - 0xfad6aac5 milliseconds. */
    static final long AGE = 6;

    /** Holds the time of arrival to the trace's. */
    static final ReplayGuard NEVER_REPLAYED =
            new ReplayGuard() {
                @Override
                public boolean isFirst(byte[] binder, Instant expectedArrival) {
                    assertThat(expectedArrival).isEqualTo(Trace.DATE.plusMillis(AGE));
                    return true;
                }

                @Override
                public boolean blocking() {
                    return false;
                }
            };

    private final ServerConfiguration configuration;

    RecordedTicket(ServerConfiguration configuration) {
        this.configuration = configuration;
    }

    static NewSessionTicket given() {
        return (NewSessionTicket)
                Trace.SIMPLE_1_RTT.message(Kind.NEW_SESSION_TICKET).orElseThrow().read();
    }

    @Override
    public byte[] seal(Secret session, SecureRandom random) {
        throw new AssertionError("the trace gives no other ticket");
    }

    @Override
    public Optional<Opened> open(byte[] ticket) {
        NewSessionTicket given = given();
        assertThat(ticket).isEqualTo(given.ticket()).isEqualTo(offered().identity());
        byte[] key =
                Trace.SIMPLE_1_RTT
                        .step("generate resumption secret \"tls13 resumption\"")
                        .value("expanded");
        Session session =
                Session.begin(
                                ProtocolVersion.TLS_1_3,
                                CipherSuite.TLS_AES_128_GCM_SHA256,
                                Secret.owning(key.clone()),
                                configuration)
                        .serverName(Optional.of(ServerName.of("server")))
                        .given(Trace.DATE, given.ticketAgeAdd(), MAX_EARLY_DATA)
                        .build();
        try (session) {
            return Optional.of(new Opened(session.encode(), true));
        } catch (TlsException e) {
            throw new AssertionError(e);
        }
    }

    private static PskIdentity offered() {
        return ExtensionTable.PRE_SHARED_KEYS
                .in(Trace.RESUMED_0_RTT.clientHello().extensions())
                .orElseThrow()
                .identities()
                .get(0);
    }
}
