package handclasp.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import handclasp.tls.auth.PeerCertificates;
import handclasp.tls.internal.message.Kind;
import handclasp.tls.trace.RecordedKeys;
import handclasp.tls.trace.Trace;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * RFC 8448's handshakes, each played from both ends: with the trace's private keys, random values, signatures and foreign
 * extensions, every record, message and secret is the trace's, byte for byte.
 */
class TraceReplayTest {
    /** When the trace's certificates were valid no more. */
    private static final Instant TOO_LATE = Instant.parse("2026-11-24T00:00:00Z");

    /** The client of §4 has nothing but what it kept of §3: the ticket and the key it derived for it. */
    @Test
    void clientThatResumes() throws TlsException {
        Instant later = Trace.DATE.plusMillis(RecordedTicket.AGE);
        SessionCache sessions = SessionCache.of(1, InstantSource.fixed(later));
        new TraceReplay(Trace.SIMPLE_1_RTT, Role.CLIENT, Trace.DATE, sessions).run();
        assertThat(sessions.size()).isEqualTo(1);
        TraceReplay replay = new TraceReplay(Trace.RESUMED_0_RTT, Role.CLIENT, later, sessions);
        replay.run();
        assertSameHandshake(Trace.RESUMED_0_RTT, Role.CLIENT, replay);
        assertThat(replay.asked()).as("who the server is was asked in §3").isEmpty();
        Facts facts = replay.connection().facts();
        assertThat(facts.resumption()).contains(Resumption.TICKET);
        assertThat(facts.earlyData()).contains(EarlyData.ACCEPTED);
    }

    @Test
    void serverThatResumes() throws TlsException {
        TraceReplay replay =
                new TraceReplay(
                        Trace.RESUMED_0_RTT,
                        Role.SERVER,
                        Trace.DATE.plusMillis(RecordedTicket.AGE));
        replay.run();
        assertSameHandshake(Trace.RESUMED_0_RTT, Role.SERVER, replay);
        assertThat(replay.early()).asString(StandardCharsets.US_ASCII).isEqualTo("ABCDEF");
        assertThat(replay.connection().facts().resumption()).contains(Resumption.TICKET);
        assertThat(replay.connection().facts().earlyData()).contains(EarlyData.ACCEPTED);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RESUMED_0_RTT")
    void client(Trace trace) throws TlsException {
        TraceReplay replay = new TraceReplay(trace, Role.CLIENT, Trace.DATE);
        replay.run();
        assertSameHandshake(trace, Role.CLIENT, replay);
        assertThat(replay.asked())
                .singleElement()
                .isEqualTo(asked(trace, Role.SERVER, Optional.of(ServerName.of("server"))));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RESUMED_0_RTT")
    void server(Trace trace) throws TlsException {
        TraceReplay replay = new TraceReplay(trace, Role.SERVER, Trace.DATE);
        replay.run();
        assertSameHandshake(trace, Role.SERVER, replay);
        List<PeerCertificates> expected =
                trace == Trace.CLIENT_AUTHENTICATION
                        ? List.of(asked(trace, Role.CLIENT, Optional.empty()))
                        : List.of();
        assertThat(replay.asked()).isEqualTo(expected);
        assertThat(replay.connection().facts().serverName()).hasValue(ServerName.of("server"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RESUMED_0_RTT")
    void clientJudgesTheCertificateByItsClock(Trace trace) {
        TraceReplay replay = new TraceReplay(trace, Role.CLIENT, TOO_LATE);
        assertThatThrownBy(replay::run)
                .isInstanceOfSatisfying(
                        TlsException.class,
                        refused -> assertThat(refused.error()).isEqualTo(BadCertificate.EXPIRED));
    }

    private static PeerCertificates asked(Trace trace, Role peer, Optional<ServerName> name) {
        return new PeerCertificates(
                peer, List.of(trace.certificate(peer).orElseThrow()), name, Trace.DATE);
    }

    private static void assertSameHandshake(Trace trace, Role role, TraceReplay replay) {
        Map<String, String> secrets = new TreeMap<>();
        if (trace == Trace.RESUMED_0_RTT) {
            secrets.put("CLIENT_EARLY_TRAFFIC_SECRET", secret(trace, "c e traffic"));
        }
        secrets.putAll(
                Map.of(
                        "CLIENT_HANDSHAKE_TRAFFIC_SECRET", secret(trace, "c hs traffic"),
                        "SERVER_HANDSHAKE_TRAFFIC_SECRET", secret(trace, "s hs traffic"),
                        "CLIENT_TRAFFIC_SECRET_0", secret(trace, "c ap traffic"),
                        "SERVER_TRAFFIC_SECRET_0", secret(trace, "s ap traffic"),
                        "EXPORTER_SECRET", secret(trace, "exp master")));
        assertThat(replay.secrets()).isEqualTo(secrets);
        assertThat(hex(replay.messages().sent())).isEqualTo(hex(handshake(trace, role)));
        assertThat(hex(replay.messages().received()))
                .isEqualTo(hex(bytes(trace.messages(role.peer()))));
        assertThat(replay.randomIsUsedUp()).isTrue();
        assertSettled(trace, role, replay.connection());
    }

    private static void assertSettled(Trace trace, Role role, TlsConnection connection) {
        assertThat(connection.handshakeComplete()).isTrue();
        assertThat(connection.readClosed()).isTrue();
        assertThat(connection.writeClosed()).isTrue();
        assertThat(connection.failure()).isEmpty();
        Facts facts = connection.facts();
        assertThat(facts.version()).hasValue(ProtocolVersion.TLS_1_3);
        assertThat(facts.cipherSuite()).hasValue(CipherSuite.TLS_AES_128_GCM_SHA256);
        assertThat(facts.retried()).isEqualTo(trace == Trace.HELLO_RETRY_REQUEST);
        assertThat(facts.namedGroup())
                .isEqualTo(
                        new RecordedKeys(trace, Role.SERVER).recordedGroups().stream().findFirst());
        assertThat(facts.ownCertificates()).isEqualTo(chain(trace, role));
        Trace shown = trace == Trace.RESUMED_0_RTT ? Trace.SIMPLE_1_RTT : trace;
        assertThat(facts.verifiedChain()).isEqualTo(chain(shown, role.peer()));
        assertThat(facts.clientCertificateRequested())
                .isEqualTo(trace == Trace.CLIENT_AUTHENTICATION);
    }

    private static List<X509Certificate> chain(Trace trace, Role owner) {
        return trace.certificate(owner).stream().toList();
    }

    /** Without the ticket, which the replay posts past the listener. */
    private static List<byte[]> handshake(Trace trace, Role sender) {
        return bytes(
                trace.messages(sender).stream()
                        .filter(message -> message.kind() != Kind.NEW_SESSION_TICKET)
                        .toList());
    }

    private static List<byte[]> bytes(List<Trace.Message> messages) {
        return messages.stream().map(Trace.Message::bytes).toList();
    }

    private static List<String> hex(List<byte[]> messages) {
        return messages.stream().map(HexFormat.of()::formatHex).toList();
    }

    private static String secret(Trace trace, String label) {
        return HexFormat.of().formatHex(trace.secret(label));
    }
}
