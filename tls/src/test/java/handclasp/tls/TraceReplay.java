package handclasp.tls;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.tls.auth.CredentialSelector;
import handclasp.tls.auth.PeerCertificates;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.message.ClientHello;
import handclasp.tls.internal.message.Kind;
import handclasp.tls.internal.message.ServerHello;
import handclasp.tls.trace.RecordedKeys;
import handclasp.tls.trace.RecordedMessages;
import handclasp.tls.trace.RecordedSigner;
import handclasp.tls.trace.RecordedTrust;
import handclasp.tls.trace.ScriptedRandom;
import handclasp.tls.trace.Trace;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One end of a trace, played by a connection that is given the other end's records. */
final class TraceReplay {
    private final Trace trace;
    private final Role role;
    private final RecordedKeys keys;
    private final RecordedMessages messages;
    private final RecordedTrust trust;
    private final ScriptedRandom random;
    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final SessionCache sessions;
    private final TlsConnection connection;
    private final ByteArrayOutputStream early = new ByteArrayOutputStream();

    /** What the connection gave and no record of the trace was compared with yet. */
    private byte[] output = {};

    TraceReplay(Trace trace, Role role, Instant now) {
        this(trace, role, now, SessionCache.of(1, InstantSource.fixed(now)));
    }

    /** @param sessions where a client keeps the trace's ticket and finds one of another trace */
    TraceReplay(Trace trace, Role role, Instant now, SessionCache sessions) {
        this.trace = trace;
        this.role = role;
        this.sessions = sessions;
        keys = new RecordedKeys(trace, role);
        messages = new RecordedMessages(trace, role);
        trust = new RecordedTrust(trace.certificate(role.peer()).orElse(null));
        ClientHello hello = trace.clientHello();
        random =
                role == Role.CLIENT
                        ? new ScriptedRandom(hello.random(), hello.legacySessionId())
                        : new ScriptedRandom(serverHello().random());
        connection =
                role == Role.CLIENT
                        ? TlsConnection.client(client(now, hello), ServerName.of("server"))
                        : TlsConnection.server(server(now));
    }

    private ClientConfiguration client(Instant now, ClientHello hello) {
        List<NamedGroup> offered =
                ExtensionTable.SUPPORTED_GROUPS.in(hello.extensions()).orElseThrow();
        return configure(ClientConfiguration.builder(), now)
                .verifier(trust)
                .namedGroups(offered.stream().filter(keys.namedGroups()::contains).toList())
                .keyShareGroups(List.of(NamedGroup.X25519))
                .compatibilityMode(hello.legacySessionId().length > 0)
                .sessions(sessions)
                .earlyData(true)
                .build();
    }

    private ServerConfiguration server(Instant now) {
        ServerConfiguration.Builder builder =
                configure(ServerConfiguration.builder(), now)
                        .namedGroups(keys.recordedGroups())
                        .tickets(0);
        if (trace == Trace.RESUMED_0_RTT) {
            builder.ticketKeys(new RecordedTicket(builder.build()))
                    .earlyData(RecordedTicket.MAX_EARLY_DATA)
                    .replayGuard(RecordedTicket.NEVER_REPLAYED);
        }
        if (trace.message(Kind.CERTIFICATE_REQUEST).isPresent()) {
            builder.verifier(trust).clientAuthentication(ClientAuthentication.NEED);
        }
        return builder.build();
    }

    private <B extends TlsConfiguration.Builder<B>> B configure(B builder, Instant now) {
        return builder.crypto(keys)
                .protocolVersion(ProtocolVersion.TLS_1_3)
                .cipherSuites(trace.clientHello().cipherSuites())
                .credentials(
                        RecordedSigner.credential(trace, role)
                                .map(shown -> CredentialSelector.firstOf(List.of(shown)))
                                .orElseGet(CredentialSelector::none))
                .clock(InstantSource.fixed(now))
                .random(random)
                .listener(messages)
                .dangerous()
                .keyLog(this::log);
    }

    private void log(String label, byte[] clientRandom, byte[] secret) {
        assertThat(clientRandom).isEqualTo(trace.clientHello().random());
        secrets.put(label, HexFormat.of().formatHex(secret));
    }

    private ServerHello serverHello() {
        return (ServerHello) trace.message(Kind.SERVER_HELLO).orElseThrow().read();
    }

    TlsConnection connection() {
        return connection;
    }

    RecordedMessages messages() {
        return messages;
    }

    /** In hexadecimal, by their label in the key log. */
    Map<String, String> secrets() {
        return secrets;
    }

    /** What the verifier of the peer's certificate was asked. */
    List<PeerCertificates> asked() {
        return trust.asked();
    }

    /** Whether every random value of the trace was drawn. */
    boolean randomIsUsedUp() {
        return random.isUsedUp();
    }

    /** Plays the trace to its end, comparing every record. */
    void run() throws TlsException {
        connection.begin();
        for (Trace.Step record : trace.records()) {
            if (record.actor() == role) {
                send(record);
            } else {
                receive(record);
            }
        }
        work();
        drain();
        assertThat(output).as("records beyond the trace's").isEmpty();
    }

    private void receive(Trace.Step step) throws TlsException {
        byte[] record = step.value("complete record");
        assertThat(connection.recordLength(record, 0, record.length)).isEqualTo(record.length);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        connection.receive(record, 0, record.length, new Sink(data));
        work();
        boolean isData = step.title().contains("application_data");
        assertThat(data.toByteArray()).isEqualTo(isData ? step.value("payload") : new byte[0]);
    }

    private void send(Trace.Step step) throws TlsException {
        drain();
        switch (step.title()) {
            case "send application_data record" -> sendData(step.value("payload"));
            case "send alert record" -> connection.closeWrite();
            default -> ticketIfDue();
        }
        drain();
        byte[] expected = step.value("complete record");
        int length = connection.recordLength(output, 0, output.length);
        assertThat(Arrays.copyOf(output, length)).as(step.toString()).isEqualTo(expected);
        output = Arrays.copyOfRange(output, length, output.length);
    }

    private void sendData(byte[] payload) throws TlsException {
        byte[] record = new byte[connection.recordBound(payload.length)];
        int made =
                connection.handshakeComplete()
                        ? connection.send(payload, 0, payload.length, record, 0)
                        : connection.sendEarlyData(payload, 0, payload.length, record, 0);
        assertThat(made).isEqualTo(record.length);
        append(record, made);
    }

    /** The early data it received. */
    byte[] early() {
        return early.toByteArray();
    }

    /** Early data counts as data, and is kept besides. */
    private final class Sink implements PlaintextSink {
        private final ByteArrayOutputStream data;

        Sink(ByteArrayOutputStream data) {
            this.data = data;
        }

        @Override
        public void accept(byte[] bytes, int offset, int length) {
            data.write(bytes, offset, length);
        }

        @Override
        public void acceptEarly(byte[] bytes, int offset, int length) {
            data.write(bytes, offset, length);
            early.write(bytes, offset, length);
        }
    }

    /** Our server sends no tickets of its own: the trace's goes out through ours. */
    private void ticketIfDue() {
        if (connection.handshakeComplete() && output.length == 0 && role == Role.SERVER) {
            Trace.Message ticket = trace.message(Kind.NEW_SESSION_TICKET).orElseThrow();
            connection.outbox.postMessage(ticket.read().encode(), 0x0303);
        }
    }

    private void work() throws TlsException {
        while (connection.need() == Need.WORK) {
            connection.work().orElseThrow().run();
            connection.resume();
        }
    }

    private void drain() {
        byte[] records = new byte[2 * TlsConnection.MAX_RECORD];
        append(records, connection.drain(records, 0, records.length));
    }

    private void append(byte[] records, int length) {
        byte[] longer = Arrays.copyOf(output, output.length + length);
        System.arraycopy(records, 0, longer, output.length, length);
        output = longer;
    }
}
