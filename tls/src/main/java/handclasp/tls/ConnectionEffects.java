package handclasp.tls;

import handclasp.tls.crypto.Secret;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.Flight;
import handclasp.tls.internal.handshake.Gate;
import handclasp.tls.internal.handshake.MessageFilter;
import handclasp.tls.internal.handshake.RecordBoundary;
import handclasp.tls.internal.handshake.Transcript;
import handclasp.tls.internal.message.Kind;
import handclasp.tls.internal.record.Reassembler;
import handclasp.tls.internal.record.RecordReader;
import handclasp.tls.internal.record.TrafficKeys;
import java.util.concurrent.atomic.AtomicBoolean;

/** What the states of one connection can do to it. */
final class ConnectionEffects implements Effects {
    private static final int INITIAL_RECORD_VERSION = 0x0301;
    private static final int RECORD_VERSION = 0x0303;

    private final Role role;
    private final TlsConfiguration configuration;
    private final HandshakeListener listener;
    private final MessageFilter filter;
    private final RecordReader reader;
    private final Reassembler reassembler;
    private final Outbox outbox;

    /** Whether a KeyUpdate was requested of the peer and has not come. */
    private final AtomicBoolean updateRequested = new AtomicBoolean();

    private boolean sentBefore;
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
            listener.message(Direction.OUTBOUND, Kind.viewOf(message));
            outbox.postMessage(message, version);
        }
    }

    @Override
    public void changeCipherSpec() {
        listener.changeCipherSpec(Direction.OUTBOUND);
        outbox.postChangeCipherSpec();
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
    public void warn(Alert alert) {
        listener.alert(Direction.OUTBOUND, alert);
        outbox.postAlert(alert);
    }
}
