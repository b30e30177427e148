package handclasp.tls;

import handclasp.tls.internal.handshake.Dispatch;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.Gate;
import handclasp.tls.internal.handshake.MessageFilter;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.handshake.Suspended;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.Kind;
import handclasp.tls.internal.negotiate.ClientStart;
import handclasp.tls.internal.negotiate.WaitClientHello;
import handclasp.tls.internal.record.ContentType;
import handclasp.tls.internal.record.Reassembler;
import handclasp.tls.internal.record.RecordReader;
import handclasp.tls.internal.record.RecordSizes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One TLS connection, client or server, as a machine that takes bytes and gives bytes (RFC 9846). It has no socket,
 * thread, logger or clock of its own.
 *
 * <p>Two sides: the read side is {@link #receive}, {@link #endOfInput}, {@link #work} and {@link #resume}; the write side
 * is {@link #send}, {@link #sendEarlyData} and {@link #drain}. Each belongs to one thread at a time, and until the handshake is complete both
 * belong to the same one. All other methods may be called by any thread. After the handshake {@code receive} never
 * writes: what it owes the peer waits for whoever holds the write side, so that two ends with full buffers cannot block
 * each other.
 *
 * <p>To drive it: {@link #begin}, then do what {@link #need} says until the handshake is complete.
 *
 * <p>A method that throws {@link TlsException} has ended the connection, and an alert may be waiting to be drained.
 */
public final class TlsConnection {
    /** Of the longest record with its header, in bytes: room for this much fits any record. */
    public static final int MAX_RECORD = RecordSizes.MAX_RECORD;

    /** Of the application data in one record at most, in bytes. */
    public static final int MAX_PLAINTEXT = 16_384;

    /** The level of an alert that ends nothing (RFC 5246 §7.2). */
    private static final int WARNING = 1;

    /** No exporter may have these labels (RFC 5705 §4). */
    private static final Set<String> OWN_LABELS =
            Set.of("client finished", "server finished", "master secret", "key expansion");

    private final TlsConfiguration configuration;
    private final Optional<ServerName> serverName;
    private final OptionalInt port;
    private final HandshakeListener listener;
    private final RecordReader reader = new RecordReader();
    private final Reassembler reassembler;

    /** Seen in the package by tests, which post messages that no state sends yet. */
    final Outbox outbox;

    private final Budget budget;
    private final ConnectionEffects effects;

    private State state;
    private boolean canceledByPeer;

    /** Of early data that was received or thrown away. */
    private long earlyBytes;

    /** Of early data that was sent. */
    private long earlyBytesSent;

    private volatile boolean begun;
    private volatile boolean suspended;
    private volatile boolean readClosed;
    private volatile boolean writeClosed;
    private volatile @Nullable TlsException truncation;
    private final AtomicReference<@Nullable TlsException> failure = new AtomicReference<>();

    private TlsConnection(
            TlsConfiguration configuration,
            Optional<ServerName> serverName,
            OptionalInt port,
            State start) {
        this.configuration = configuration;
        this.serverName = serverName;
        this.port = port;
        this.listener = configuration.listener().orElse(new HandshakeListener() {});
        this.reassembler = new Reassembler(configuration.limits().handshakeMessageSize());
        this.outbox = new Outbox(configuration.padding(), listener, configuration.recordsPerKey());
        this.budget = new Budget(configuration.limits());
        MessageFilter filter =
                listener instanceof MessageFilter changing ? changing : message -> message;
        this.effects =
                new ConnectionEffects(
                        role(), configuration, listener, filter, reader, reassembler, outbox);
        this.state = start;
    }

    /**
     * A client's end.
     *
     * @param server the name the server must prove
     */
    public static TlsConnection client(ClientConfiguration configuration, ServerName server) {
        return client(configuration, server, OptionalInt.empty());
    }

    /**
     * A client's end.
     *
     * @param server the name the server must prove
     * @param port the server's, which tells its sessions from those of other servers of that name
     */
    public static TlsConnection client(
            ClientConfiguration configuration, ServerName server, OptionalInt port) {
        return new TlsConnection(configuration, Optional.of(server), port, new Inert());
    }

    /** A server's end. */
    public static TlsConnection server(ServerConfiguration configuration) {
        return new TlsConnection(
                configuration,
                Optional.empty(),
                OptionalInt.empty(),
                new WaitClientHello(configuration));
    }

    public Role role() {
        return configuration instanceof ClientConfiguration ? Role.CLIENT : Role.SERVER;
    }

    /**
     * Starts the handshake. A client's hello is ready afterwards, or there is {@link #work} first: to look a session up where
     * that may block. Doing so twice does nothing.
     */
    public Need begin() {
        if (!begun) {
            begun = true;
            if (configuration instanceof ClientConfiguration client) {
                start(client);
            }
        }
        return need();
    }

    private void start(ClientConfiguration client) {
        try {
            enter(ClientStart.begin(client, serverName.orElseThrow(), port, effects));
        } catch (TlsException e) {
            fail(e);
        }
    }

    /** What the connection waits for. Changes nothing. */
    public Need need() {
        if (suspended && failure.get() == null) {
            return Need.WORK;
        }
        if (outbox.hasOutput()) {
            return Need.OUTPUT;
        }
        return readClosed || truncation != null || failure.get() != null ? Need.CLOSED : Need.INPUT;
    }

    /** What is settled so far. */
    public Facts facts() {
        return effects.facts();
    }

    /** Whether the handshake is complete. */
    public boolean handshakeComplete() {
        return effects.facts().completed();
    }

    /** Whether the peer has said that it sends no more. */
    public boolean readClosed() {
        return readClosed;
    }

    /** Whether this end has said that it sends no more. */
    public boolean writeClosed() {
        return writeClosed;
    }

    /** Whether application data may be sent now. */
    public boolean canSend() {
        return effects.writeGate().isOpen() && !writeClosed && failure.get() == null;
    }

    /**
     * Keying material for another protocol, which both ends can make (RFC 5705, RFC 9846 §7.5).
     *
     * @param label registered for its purpose, such as {@code EXPORTER-Channel-Binding}; in ASCII
     * @param context of at most 65535 bytes; in TLS 1.2, but not in 1.3, none differs from an empty one
     * @param length in bytes, 1 to 255 times that of the suite's hash
     * @throws IllegalArgumentException if the label is not ASCII, or one that TLS 1.2 uses for itself (RFC 5705 §4)
     * @throws IllegalStateException before the handshake is complete, once the connection is over, and in TLS 1.2 without
     *     the extended master secret, where two connections may be made to export the same (RFC 7627 §5.4)
     */
    public byte[] exportKeyingMaterial(String label, Optional<byte[]> context, int length) {
        if (!handshakeComplete()) {
            throw new IllegalStateException("the handshake is not complete");
        }
        if (OWN_LABELS.contains(label)
                || !StandardCharsets.US_ASCII.newEncoder().canEncode(label)) {
            throw new IllegalArgumentException("not a label for an exporter: " + label);
        }
        return effects.exporter()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "there is nothing to export from: the connection is over, or one of TLS 1.2"
                                                + " without the extended master secret"))
                .export(label, context, length);
    }

    /**
     * The channel binding tls-unique: the first Finished of a connection of TLS 1.2 with the extended master secret (RFC 5929
     * §3, RFC 7627 §5.4); empty for all others.
     */
    public Optional<byte[]> tlsUnique() {
        return handshakeComplete() ? effects.firstFinished().map(byte[]::clone) : Optional.empty();
    }

    /**
     * The channel binding tls-server-end-point: the hash of the server's certificate (RFC 5929 §4).
     *
     * @return empty before the handshake is complete, and on a server that resumed a session
     */
    public Optional<byte[]> tlsServerEndPoint() {
        if (!handshakeComplete()) {
            return Optional.empty();
        }
        Facts known = facts();
        return (role() == Role.CLIENT ? known.peerCertificates() : known.ownCertificates())
                .stream().findFirst().flatMap(ServerEndPoint::of);
    }

    /** Why the connection failed, if it did. */
    public Optional<TlsException> failure() {
        return Optional.ofNullable(failure.get());
    }

    // ---- the read side

    /**
     * The length of the record that begins at {@code offset}, with its header.
     *
     * @return at most {@link #MAX_RECORD}; -1 if more bytes are needed to tell. Bytes that cannot be a record give a
     *     length all the same, and {@link #receive} refuses them.
     */
    public int recordLength(byte[] in, int offset, int available) {
        return reader.recordLength(in, offset, available);
    }

    /** At most so many bytes of plaintext, type and padding included, come out of a record of this length. */
    public int plaintextBound(int recordLength) {
        return reader.plaintextBound(recordLength);
    }

    /**
     * Takes exactly one record.
     *
     * @param length as {@link #recordLength} gave it
     * @param sink takes the application data, if the record brings any
     * @throws TlsException if the connection failed, now or before
     * @throws IllegalStateException if there is {@link #work} to be done first
     */
    public Need receive(byte[] in, int offset, int length, PlaintextSink sink) throws TlsException {
        requireAlive();
        if (suspended) {
            throw new IllegalStateException("work is to be done first");
        }
        if (readClosed) {
            // RFC 9846 §6.1: what comes after close_notify is ignored.
            return need();
        }
        try {
            reader.read(in, offset, length, effects.readGate().isOpen() ? sink : null);
            if (reader.skipped()) {
                skip();
                return need();
            }
            switch (reader.type()) {
                case ContentType.HANDSHAKE -> handshakeRecord();
                case ContentType.APPLICATION_DATA -> applicationData(sink);
                case ContentType.ALERT -> alert();
                default -> changeCipherSpec();
            }
        } catch (TlsException e) {
            throw fail(e);
        } catch (RuntimeException e) {
            throw fail(defect(e));
        }
        return need();
    }

    /**
     * Says that no more bytes will come.
     *
     * @param unread bytes of an incomplete record that are left over
     * @throws TlsException with {@link Truncated} unless the peer had said so, each time it is called; once the handshake
     *     is complete, sending is still possible
     */
    public void endOfInput(int unread) throws TlsException {
        if (readClosed) {
            return;
        }
        requireAlive();
        if (!handshakeComplete()) {
            throw fail(
                    TlsException.builder(unread > 0 ? Truncated.IN_RECORD : Truncated.IN_HANDSHAKE)
                            .ours(Dispatch.waiting(state))
                            .build());
        }
        TlsException told = truncation;
        if (told == null) {
            told =
                    TlsException.of(
                            unread > 0 ? Truncated.IN_RECORD : Truncated.WITHOUT_CLOSE_NOTIFY);
            truncation = told;
            listener.failed(told);
        }
        throw told;
    }

    /** The handshake took longer than it may. */
    TlsException timedOut(Duration limit) {
        return declareFailed(
                TlsException.builder(Cancelled.TIMED_OUT)
                        .detail("the limit is " + limit.toMillis() / 1000.0 + " s")
                        .ours(Dispatch.waiting(state))
                        .build());
    }

    /** The transport failed before the handshake was complete; what failed first counts. */
    TlsException transportFailed(IOException why) {
        return declareFailed(
                TlsException.builder(Truncated.TRANSPORT_FAILED)
                        .detail(String.valueOf(why.getMessage()))
                        .ours(Dispatch.waiting(state))
                        .cause(why)
                        .build());
    }

    /** What is to be run before the handshake can go on; empty if nothing is. */
    public Optional<Work> work() {
        return state instanceof Suspended waiting ? Optional.of(waiting.work()) : Optional.empty();
    }

    /**
     * Goes on after {@link #work} was run, with messages that came before, too.
     *
     * @throws TlsException if the work failed or a message that waited is refused
     * @throws IllegalStateException if the work was not run or there is none
     */
    public Need resume() throws TlsException {
        requireAlive();
        if (!(state instanceof Suspended waiting)) {
            throw new IllegalStateException("nothing is suspended");
        }
        if (!waiting.isDone()) {
            throw new IllegalStateException("the work " + waiting.work().kind() + " was not run");
        }
        try {
            listener.resumed(waiting.work().kind());
            enter(waiting.resume(effects));
            dispatch();
        } catch (TlsException e) {
            throw fail(e);
        } catch (RuntimeException e) {
            throw fail(defect(e));
        }
        return need();
    }

    /** Whether no early data can come, or no more. */
    public boolean earlyDataOver() {
        Facts known = facts();
        boolean answered = known.namedGroup().isPresent() || known.completed();
        return role() == Role.CLIENT
                || failure.get() != null
                || known.earlyData().equals(Optional.of(EarlyData.REFUSED))
                || answered && !effects.readGate().isEarly();
    }

    /**
     * Work that nothing waits for: to keep a session where that may block, and to give tickets that must be kept first. Run it
     * on any thread, or drop it, and then see whether there is output.
     *
     * @return each once; empty if there is none now
     */
    public Optional<Work> sideTask() {
        return effects.sideTask();
    }

    // ---- the write side

    /**
     * How many bytes may still be sent as early data: between {@link #begin} and the server's answer, if the configuration
     * says so and a ticket allows it (RFC 9846 §4.3.10).
     *
     * @return 0 if none may
     */
    public int earlyDataRoom() {
        Gate gate = effects.writeGate();
        if (!gate.isEarly() || failure.get() != null || writeClosed || !outbox.takesEarlyData()) {
            return 0;
        }
        return (int) Math.min(Integer.MAX_VALUE, gate.limit() - earlyBytesSent);
    }

    /**
     * Makes exactly one record of early data. It can be recorded and sent again by anybody, and the server may throw it away:
     * once the handshake is complete, {@link Facts#earlyData} says what became of it, and nothing is sent again by itself.
     *
     * @param length 1 to {@link #earlyDataRoom} and to 16384
     * @param out has room for {@link #recordBound} bytes
     * @return the record's length; 0 if records of the connection's own must be drained first, and nothing was taken
     * @throws TlsException if the connection failed
     * @throws IllegalStateException if there is no room for so much
     */
    public int sendEarlyData(byte[] source, int offset, int length, byte[] out, int outOffset)
            throws TlsException {
        requireAlive();
        if (length < 1 || length > Math.min(earlyDataRoom(), MAX_PLAINTEXT)) {
            throw new IllegalStateException(
                    "room for " + earlyDataRoom() + " bytes of early data, not " + length);
        }
        Objects.checkFromIndexSize(offset, length, source.length);
        Objects.checkFromIndexSize(outOffset, recordBound(length), out.length);
        try {
            int made = outbox.sendEarly(source, offset, length, out, outOffset);
            if (made > 0) {
                earlyBytesSent += length;
            }
            return made;
        } catch (RuntimeException e) {
            throw failSealing(e);
        }
    }

    /** The length of the record that {@link #send} makes of so much application data, at most 16384 bytes of it. */
    public int recordBound(int plaintextLength) {
        return outbox.recordLength(plaintextLength);
    }

    /**
     * Makes exactly one record of application data.
     *
     * @param length at least 0; of more than 16384 bytes only so many are taken
     * @param out has room for {@link #recordBound} bytes
     * @return the record's length; 0 if records of the connection's own must be drained first, and nothing was taken
     * @throws TlsException if the connection failed
     * @throws IllegalStateException if the write side is not open
     */
    public int send(byte[] source, int offset, int length, byte[] out, int outOffset)
            throws TlsException {
        requireAlive();
        if (writeClosed) {
            throw new IllegalStateException("the write side is closed");
        }
        if (!effects.writeGate().isOpen()) {
            throw new IllegalStateException("the handshake is not complete");
        }
        Objects.checkFromIndexSize(offset, length, source.length);
        Objects.checkFromIndexSize(outOffset, recordBound(length), out.length);
        try {
            return outbox.send(source, offset, length, out, outOffset);
        } catch (RuntimeException e) {
            throw failSealing(e);
        }
    }

    /** Whether {@link #drain} has something to give. */
    public boolean hasOutput() {
        return outbox.hasOutput();
    }

    /**
     * Gives records of the handshake, alerts and key updates: as many whole ones as fit.
     *
     * @return how many bytes were written; 0 if nothing is there or the next record needs more room, up to {@link
     *     #MAX_RECORD}, or if a record could not be made, which {@link #failure} tells
     */
    public int drain(byte[] out, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, out.length);
        try {
            return outbox.drain(out, offset, length);
        } catch (RuntimeException e) {
            failSealing(e);
            return 0;
        }
    }

    // ---- for any thread

    /** Says that no more data will be sent; the read side stays open (RFC 9846 §6.1). */
    public void closeWrite() {
        if (!handshakeComplete()) {
            cancel(Cancelled.BY_APPLICATION);
            return;
        }
        if (!writeClosed && failure.get() == null) {
            writeClosed = true;
            postAlert(Alert.CLOSE_NOTIFY);
        }
    }

    /** Gives a handshake up: the peer is told, and work that is done later has no effect. */
    public void cancel(Cancelled why) {
        if (failure.get() == null && !handshakeComplete()) {
            declareFailed(TlsException.of(why));
        }
    }

    /**
     * Changes the write side's keys before the next application data (RFC 9846 §4.7.3).
     *
     * @param requestPeer whether the peer is to change its own; left out while an earlier request is unanswered
     * @throws IllegalStateException if application data may not be sent
     * @throws UnsupportedOperationException in TLS 1.2, which has nothing of the kind
     */
    public void updateKeys(boolean requestPeer) {
        if (!canSend() || !handshakeComplete()) {
            throw new IllegalStateException("the write side is not open");
        }
        if (isTls12()) {
            throw new UnsupportedOperationException(
                    "TLS 1.2 cannot change keys without another handshake, which Handclasp never makes; use TLS 1.3");
        }
        outbox.postKeyUpdate(requestPeer && effects.requestKeyUpdate());
    }

    /**
     * Gives the client more tickets than it had after the handshake, such as before it opens many connections (RFC 9846
     * §4.7.1). May block where the configuration keeps sessions in a store that does.
     *
     * @param count 1 or more
     * @return how many are ready to be drained: none if the client cannot use them, and fewer than asked for if they cannot
     *     be kept
     * @throws IllegalStateException unless this is a server of TLS 1.3 whose handshake is complete
     */
    public int sendTickets(int count) {
        if (role() != Role.SERVER || !handshakeComplete() || isTls12()) {
            throw new IllegalStateException("tickets are given by servers of TLS 1.3");
        }
        if (count < 1) {
            throw new IllegalArgumentException("tickets to give: " + count);
        }
        if (!canSend()) {
            return 0;
        }
        return effects.tickets().map(issuer -> issuer.give(count, effects)).orElse(0);
    }

    // ---- what a record brings

    private void handshakeRecord() throws TlsException {
        if (reader.length() == 0) {
            throw TlsException.of(Misbehaved.EMPTY_RECORD, "a handshake record");
        }
        reassembler.append(reader.array(), reader.offset(), reader.length());
        dispatch();
    }

    /** Hands whole messages to the states until one is suspended or bytes are missing. */
    private void dispatch() throws TlsException {
        while (!suspended) {
            byte[] message = reassembler.next();
            if (message == null) {
                return;
            }
            if (handshakeComplete()) {
                budget.message();
            }
            listener.message(Direction.INBOUND, Kind.viewOf(effects.form(), message));
            Input.Message input = Dispatch.message(state, effects.form(), message, dataLegal());
            if (isRenegotiation(input)) {
                budget.renegotiation();
            }
            enter(state.on(input, effects));
        }
    }

    /** A HelloRequest at any time, or a ClientHello on a live connection. */
    private boolean isRenegotiation(Input.Message input) {
        return input.kind() == Kind.HELLO_REQUEST
                || input.kind() == Kind.CLIENT_HELLO && handshakeComplete();
    }

    /** Early data that is refused is thrown away, but not without end (RFC 9846 §4.3.10). */
    private void skip() throws TlsException {
        requireWholeMessages("early data");
        // An empty record counts too.
        countEarly(Math.max(1, reader.length()));
    }

    private void countEarly(long bytes) throws TlsException {
        earlyBytes += bytes;
        long limit = effects.readGate().limit();
        if (earlyBytes > limit) {
            throw TlsException.of(Misbehaved.EARLY_DATA_TOO_LONG, "at most " + limit + " bytes");
        }
    }

    private void earlyData(PlaintextSink sink) throws TlsException {
        requireWholeMessages("early data");
        if (reader.length() == 0) {
            budget.record();
            return;
        }
        countEarly(reader.length());
        budget.data();
        sink.acceptEarly(reader.array(), reader.offset(), reader.length());
    }

    private void applicationData(PlaintextSink sink) throws TlsException {
        if (effects.readGate().isEarly() && !reader.inClear()) {
            earlyData(sink);
            return;
        }
        if (reader.inClear() || !effects.readGate().isOpen()) {
            throw Dispatch.unexpected(state, "application data", false);
        }
        requireWholeMessages("application data");
        if (reader.length() == 0) {
            budget.record();
            return;
        }
        budget.data();
        sink.accept(reader.array(), reader.offset(), reader.length());
    }

    private void alert() throws TlsException {
        if (reader.length() == 0) {
            throw TlsException.of(Misbehaved.EMPTY_RECORD, "an alert record");
        }
        if (reader.length() != 2) {
            throw TlsException.of(Malformed.ALERT_SYNTAX, reader.length() + " bytes");
        }
        int level = reader.array()[reader.offset()] & 0xff;
        Alert alert = new Alert(reader.array()[reader.offset() + 1] & 0xff);
        listener.alert(Direction.INBOUND, alert);
        boolean warning = level == WARNING && mayWarn(alert) && !alert.equals(Alert.CLOSE_NOTIFY);
        if (!alert.isClosure() && !warning) {
            throw PeerRefusal.of(alert, configuration, facts(), serverName);
        }
        requireWholeMessages("the alert " + alert);
        if (warning || alert.equals(Alert.USER_CANCELED)) {
            // RFC 9846 §6.1: read on, close_notify will follow. RFC 5246 §7.2.2: go on.
            budget.warning();
            canceledByPeer = true;
            return;
        }
        readClosed = true;
        if (!handshakeComplete()) {
            String cause = canceledByPeer ? " after user_canceled: it gave up" : "";
            throw TlsException.builder(Truncated.IN_HANDSHAKE)
                    .detail("with close_notify" + cause)
                    .ours(Dispatch.waiting(state))
                    .build();
        }
        reader.close();
        forgetState();
        if (isTls12()) {
            // RFC 5246 §7.2.1: the other end answers with its own, and sends no more.
            closeWrite();
        }
    }

    /**
     * In TLS 1.3 every alert but those of closure is an error, whatever its level says (RFC 9846 §6). Before the version is
     * known, a server of TLS 1.2 may warn that it does not know the name (RFC 6066 §3).
     */
    private boolean mayWarn(Alert alert) {
        boolean early =
                role() == Role.CLIENT
                        && facts().version().isEmpty()
                        && configuration.protocolVersions().contains(ProtocolVersion.TLS_1_2);
        return isTls12() || early && alert.equals(Alert.UNRECOGNIZED_NAME);
    }

    private boolean isTls12() {
        return facts().version().equals(Optional.of(ProtocolVersion.TLS_1_2));
    }

    private void changeCipherSpec() throws TlsException {
        if (reader.length() != 1 || reader.array()[reader.offset()] != 1) {
            throw TlsException.of(Misbehaved.BAD_CHANGE_CIPHER_SPEC);
        }
        requireWholeMessages("a ChangeCipherSpec");
        Input input = Dispatch.changeCipherSpec(state, dataLegal());
        budget.changeCipherSpec();
        listener.changeCipherSpec(Direction.INBOUND);
        enter(state.on(input, effects));
    }

    private void requireWholeMessages(String what) throws TlsException {
        if (!reassembler.isEmpty()) {
            throw TlsException.of(Misbehaved.INTERLEAVED, what);
        }
    }

    // ---- states and failure

    private void enter(State next) {
        state = next;
        suspended = next instanceof Suspended;
        if (next instanceof Suspended waiting) {
            listener.suspended(waiting.work().kind());
        }
    }

    /** Secrets that outlive the handshake are in the last state. */
    private void forgetState() {
        if (state instanceof AutoCloseable holder) {
            try {
                holder.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private boolean dataLegal() {
        return effects.readGate().isOpen() || effects.readGate().isEarly();
    }

    private static TlsException defect(RuntimeException cause) {
        return TlsException.builder(Internal.DEFECT)
                .detail(String.valueOf(cause))
                .cause(cause)
                .build();
    }

    private void requireAlive() throws TlsException {
        TlsException why = failure.get();
        if (why != null) {
            throw why;
        }
    }

    /** Ends the connection for good, on the read side. */
    private TlsException fail(TlsException why) {
        TlsException first = declareFailed(why);
        // The old state goes, and with it the secrets of the handshake (RFC 9846 §6).
        forgetState();
        enter(new Inert());
        reader.close();
        effects.close();
        return first;
    }

    /** The first failure counts, and only it is told, with one alert. */
    private TlsException declareFailed(TlsException why) {
        if (!failure.compareAndSet(null, why)) {
            return failure().orElse(why);
        }
        if (isFatalAlert(why.error())) {
            effects.forgetSession();
        }
        sayWhy(why.error());
        listener.failed(why);
        return why;
    }

    /** Sent or received, it ends the session too (RFC 5246 §7.2.2). */
    private static boolean isFatalAlert(TlsError error) {
        return !(error instanceof Truncated) && !(error instanceof Cancelled);
    }

    /** What could not be sealed once is not tried again, not even for an alert. */
    private TlsException failSealing(RuntimeException why) {
        outbox.abandon();
        return declareFailed(defect(why));
    }

    private void sayWhy(TlsError error) {
        if (writeClosed || !begun) {
            return;
        }
        switch (error) {
            case PeerAlert none -> outbox.abandon();
            case Truncated none -> outbox.abandon();
            case Cancelled cancelled -> {
                postAlert(cancelled.alert());
                postAlert(Alert.CLOSE_NOTIFY);
            }
            case TlsError other -> postAlert(other.alert());
        }
    }

    private void postAlert(Alert alert) {
        listener.alert(Direction.OUTBOUND, alert);
        outbox.postAlert(alert);
    }

    /** A client before {@link #begin}, and a connection that failed: nothing is legal. */
    private static final class Inert implements State {
        @Override
        public Set<Kind> expects() {
            return Set.of();
        }

        @Override
        public State on(Input input, Effects effects) {
            throw new IllegalStateException("nothing is legal");
        }
    }
}
