package handclasp.tls;

import handclasp.tls.crypto.Secret;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.Exporter;
import handclasp.tls.internal.handshake.Flight;
import handclasp.tls.internal.handshake.Gate;
import handclasp.tls.internal.handshake.MessageFilter;
import handclasp.tls.internal.handshake.RecordBoundary;
import handclasp.tls.internal.handshake.SideTask;
import handclasp.tls.internal.handshake.TicketIssuer;
import handclasp.tls.internal.handshake.Transcript;
import handclasp.tls.internal.message.Form;
import handclasp.tls.internal.message.Kind;
import handclasp.tls.internal.record.Reassembler;
import handclasp.tls.internal.record.RecordReader;
import handclasp.tls.internal.record.TrafficKeys;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What the states of one connection can do to it. */
final class ConnectionEffects implements Effects {
    private static final int INITIAL_RECORD_VERSION = 0x0301;
    private static final int RECORD_VERSION = 0x0303;

    /** That wait to be run; what comes beyond is dropped, since nothing depends on it. */
    private static final int MAX_SIDE_TASKS = 16;

    private final Role role;
    private final TlsConfiguration configuration;
    private final HandshakeListener listener;
    private final MessageFilter filter;
    private final RecordReader reader;
    private final Reassembler reassembler;
    private final Outbox outbox;

    /** Whether a KeyUpdate was requested of the peer and has not come. */
    private final AtomicBoolean updateRequested = new AtomicBoolean();

    private final Queue<Work> sideTasks = new ArrayBlockingQueue<>(MAX_SIDE_TASKS);

    private boolean sentBefore;
    private Form form = Form.TLS13;
    private volatile @Nullable Exporter exporter;
    private volatile @Nullable TicketIssuer tickets;
    private volatile byte @Nullable [] firstFinished;
    private @Nullable SessionStore sessionStore;
    private String sessionKey = "";
    private volatile Facts facts = Facts.NONE;
    private volatile Gate readGate = Gate.CLOSED;
    private volatile Gate writeGate = Gate.CLOSED;

    ConnectionEffects(
            Role role,
            TlsConfiguration configuration,
            HandshakeListener listener,
            MessageFilter filter,
            RecordReader reader,
            Reassembler reassembler,
            Outbox outbox) {
        this.role = role;
        this.configuration = configuration;
        this.listener = listener;
        this.filter = filter;
        this.reader = reader;
        this.reassembler = reassembler;
        this.outbox = outbox;
    }

    Facts facts() {
        return facts;
    }

    Gate readGate() {
        return readGate;
    }

    Gate writeGate() {
        return writeGate;
    }

    /** Of the connection's messages. */
    Form form() {
        return form;
    }

    /** Makes keying material, once the handshake is complete, if it may. */
    Optional<Exporter> exporter() {
        return Optional.ofNullable(exporter);
    }

    /** The tls-unique of a TLS 1.2 connection. */
    Optional<byte[]> firstFinished() {
        return Optional.ofNullable(firstFinished);
    }

    /** After a fatal alert the session cannot be resumed (RFC 5246 §7.2.2). */
    void forgetSession() {
        SessionStore store = sessionStore;
        if (store == null) {
            return;
        }
        try {
            store.remove(sessionKey);
        } catch (RuntimeException e) {
            // A store must not throw; one that does is not to hide why the connection failed.
        }
    }

    /** Gives tickets, on a server of TLS 1.3 whose client can use them. */
    Optional<TicketIssuer> tickets() {
        return Optional.ofNullable(tickets);
    }

    /** What is to be done beside the connection next. */
    Optional<Work> sideTask() {
        return Optional.ofNullable(sideTasks.poll());
    }

    /** Forgets the secrets that outlive the handshake. */
    void close() {
        TicketIssuer issuer = tickets;
        tickets = null;
        if (issuer != null) {
            issuer.close();
        }
        Exporter unused = exporter;
        exporter = null;
        if (unused != null) {
            unused.close();
        }
    }

    /** Whether the peer may be asked for a KeyUpdate, which from now on counts as asked. */
    boolean requestKeyUpdate() {
        return updateRequested.compareAndSet(false, true);
    }

    @Override
    public Flight flight(Transcript transcript) {
        return new Flight(transcript, filter);
    }

    @Override
    public void send(Flight flight) {
        // RFC 9846 §5.1: 0x0301 for an initial ClientHello, 0x0303 for all else.
        int version = role == Role.CLIENT && !sentBefore ? INITIAL_RECORD_VERSION : RECORD_VERSION;
        sentBefore = true;
        for (byte[] message : flight.messages()) {
            listener.message(Direction.OUTBOUND, Kind.viewOf(form, message));
            outbox.postMessage(message, version);
        }
    }

    @Override
    public void changeCipherSpec() {
        listener.changeCipherSpec(Direction.OUTBOUND);
        outbox.postChangeCipherSpec();
    }

    @Override
    public void changeCipherSpecAtOnce() {
        listener.changeCipherSpec(Direction.OUTBOUND);
        outbox.postChangeCipherSpecAtOnce();
    }

    @Override
    public void unprotectWriting() {
        listener.keyChange(Direction.OUTBOUND, Epoch.CLEAR);
        outbox.postClear();
    }

    @Override
    public void aside(SideTask task) {
        sideTasks.offer(task);
    }

    @Override
    public void tickets(TicketIssuer issuer) {
        tickets = issuer;
    }

    @Override
    public void changeWriteCipher(TrafficKeys keys) {
        listener.changeCipherSpec(Direction.OUTBOUND);
        listener.keyChange(Direction.OUTBOUND, Epoch.APPLICATION);
        outbox.postChangeCipherSpec(keys);
    }

    @Override
    public void form(Form next) {
        form = next;
    }

    @Override
    public void protect(Epoch epoch, TrafficKeys keys) {
        listener.keyChange(Direction.OUTBOUND, epoch);
        outbox.postKeys(epoch, keys);
    }

    @Override
    public void unprotect(Epoch epoch, TrafficKeys keys, RecordBoundary proof) {
        listener.keyChange(Direction.INBOUND, epoch);
        reader.unprotect(epoch, keys);
    }

    @Override
    public void updateReadKeys(RecordBoundary proof) {
        updateRequested.set(false);
        listener.keyChange(Direction.INBOUND, reader.epoch());
        reader.update();
    }

    @Override
    public void answerKeyUpdate() {
        outbox.postKeyUpdateAnswer();
    }

    @Override
    public RecordBoundary boundary() throws TlsException {
        return RecordBoundary.of(reassembler);
    }

    @Override
    public void gate(Direction direction, Gate gate) {
        if (direction == Direction.INBOUND) {
            readGate = gate;
            reader.skip(
                    switch (gate.kind()) {
                        case SKIP_PROTECTED -> RecordReader.Skip.PROTECTED;
                        case SKIP_UNREADABLE -> RecordReader.Skip.UNREADABLE;
                        case CLOSED, EARLY, OPEN -> RecordReader.Skip.NOTHING;
                    });
        } else {
            writeGate = gate;
        }
    }

    @Override
    public void fact(Fact fact) {
        facts = facts.with(fact);
        listener.fact(fact);
    }

    @Override
    public void secret(String label, byte[] clientRandom, Secret secret) {
        listener.derived(label);
        configuration.keyLog().ifPresent(log -> log.log(label, clientRandom, secret.bytes()));
    }

    @Override
    public void reveal(String name, Secret secret) {
        if (secret.length() == 0) {
            return;
        }
        listener.derived(name);
        configuration.secretListener().ifPresent(watcher -> watcher.secret(name, secret.bytes()));
    }

    @Override
    public void exporter(Exporter made) {
        exporter = made;
    }

    @Override
    public void firstFinished(byte[] verifyData) {
        firstFinished = verifyData.clone();
    }

    @Override
    public void session(SessionStore store, String key) {
        sessionStore = store;
        sessionKey = key;
    }

    @Override
    public void warn(Alert alert) {
        listener.alert(Direction.OUTBOUND, alert);
        outbox.postAlert(alert);
    }
}
