package handclasp.inspector;

import handclasp.inspector.Event.Certificates.Whose;
import handclasp.inspector.Event.Settled;
import handclasp.inspector.Recording.Omitted;
import handclasp.tls.Alert;
import handclasp.tls.Direction;
import handclasp.tls.Epoch;
import handclasp.tls.Fact;
import handclasp.tls.HandshakeListener;
import handclasp.tls.MessageView;
import handclasp.tls.PeerAlert;
import handclasp.tls.Role;
import handclasp.tls.TlsException;
import handclasp.tls.WorkKind;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Records one connection. While it runs it only keeps what it is given, with the time; fields are decoded when a {@link
 * Recording} is wanted. Thread-safe. Give it to one connection's configuration as its listener.
 */
public final class Recorder implements HandshakeListener {
    private final Role role;
    private final Limits limits;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Optional<Consumer<Event>> follower;

    private final List<Supplier<Event>> events = new ArrayList<>();
    private final FlightCount flights = new FlightCount();
    private final KeyLabels labels;
    private final Map<WorkKind, Long> waiting = new EnumMap<>(WorkKind.class);
    private Instant began = Instant.EPOCH;
    private long origin;
    private int bytes;
    private int attached;
    private int count;
    private int omittedEvents;
    private long omittedBytes;
    private boolean released;
    private boolean hasFailed;
    private boolean followerFailed;

    /**
     * What a recorder keeps at most.
     *
     * @param bytes of handshake messages; the message that exceeds it is cut, and its fields are left out. As many once
     *     more of certificates and their status, which facts show beside the messages; what exceeds it is left out
     * @param events of any kind, whether they are still kept or were released, and so for a follower, too; the failure is
     *     kept in any case
     * @param fields of one message
     */
    public record Limits(int bytes, int events, int fields) {
        /** 256 KiB of messages and as many of certificates, 500 events, 5000 fields of a message. */
        public static final Limits DEFAULT = new Limits(256 << 10, 500, 5000);
    }

    /** With the default limits. */
    public Recorder(Role role) {
        this(role, Limits.DEFAULT);
    }

    public Recorder(Role role, Limits limits) {
        this(role, limits, InstantSource.system(), System::nanoTime, Optional.empty());
    }

    /**
     * One that also hands on each event as it happens.
     *
     * @param follower called on the connection's threads, one call at a time, until the limit of events; must not block.
     *     What it throws goes to the thread's handler of uncaught exceptions and not to the connection, and it is not
     *     called again
     */
    public Recorder(Role role, Limits limits, Consumer<Event> follower) {
        this(role, limits, InstantSource.system(), System::nanoTime, Optional.of(follower));
    }

    Recorder(
            Role role,
            Limits limits,
            InstantSource clock,
            LongSupplier nanoTime,
            Optional<Consumer<Event>> follower) {
        this.role = role;
        this.limits = limits;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.follower = follower;
        this.labels = new KeyLabels(role);
    }

    /** What has happened so far; decodes all of it. */
    public synchronized Recording recording() {
        return new Recording(
                role,
                began,
                events.stream().map(Supplier::get).toList(),
                new Omitted(omittedEvents, omittedBytes));
    }

    /** Forgets all and keeps nothing more; a follower goes on to be told, within the limits. */
    public synchronized void release() {
        released = true;
        events.clear();
        waiting.clear();
    }

    @Override
    public synchronized void message(Direction direction, MessageView message) {
        long at = now();
        int flight = flights.message(direction);
        if (isFull()) {
            omit(message.length());
            return;
        }
        int room = Math.max(0, limits.bytes() - bytes);
        if (message.length() <= room) {
            bytes += message.length();
            add(() -> decoded(at, direction, flight, message));
            return;
        }
        bytes = limits.bytes();
        omittedBytes += message.length() - room;
        Event cut = cut(at, direction, flight, message, room);
        add(() -> cut);
    }

    private Event decoded(long at, Direction direction, int flight, MessageView message) {
        return new Event.Message(
                at,
                direction,
                flight,
                message.name(),
                message.type().code(),
                message.length(),
                HexFormat.of().formatHex(message.bytes()),
                FieldLimit.cut(message.fields(), limits.fields()));
    }

    private static Event cut(
            long at, Direction direction, int flight, MessageView message, int room) {
        return new Event.Message(
                at,
                direction,
                flight,
                message.name(),
                message.type().code(),
                message.length(),
                HexFormat.of().formatHex(message.bytes(), 0, room),
                List.of());
    }

    @Override
    public synchronized void changeCipherSpec(Direction direction) {
        add(new Event.ChangeCipherSpec(now(), direction, flights.beside(direction)));
    }

    @Override
    public synchronized void keyChange(Direction direction, Epoch epoch) {
        String label = labels.of(direction, epoch);
        add(new Event.KeyChange(now(), direction, flights.beside(direction), epoch, label));
    }

    @Override
    public synchronized void derived(String label) {
        add(new Event.Derived(now(), KeyLabels.ofKeyLog(label), label));
    }

    @Override
    public synchronized void suspended(WorkKind kind) {
        long at = now();
        waiting.put(kind, at);
        add(new Event.Suspended(at, kind));
    }

    @Override
    public synchronized void resumed(WorkKind kind) {
        long at = now();
        Long since = waiting.remove(kind);
        add(new Event.Resumed(at, kind, since == null ? 0 : at - since));
    }

    @Override
    public synchronized void alert(Direction direction, Alert alert) {
        int flight = flights.beside(direction);
        add(new Event.Alerted(now(), direction, flight, alert.code(), alert.toString()));
    }

    @Override
    public synchronized void failed(TlsException failure) {
        if (hasFailed) {
            return;
        }
        hasFailed = true;
        Alert alert =
                failure.error() instanceof PeerAlert refusal
                        ? refusal.received()
                        : failure.error().alert();
        Event event =
                new Event.Failed(
                        now(),
                        failure.error().name(),
                        Optional.of(alert)
                                .filter(sent -> !sent.equals(Alert.CLOSE_NOTIFY))
                                .map(Alert::toString),
                        failure.diagnosis());
        keep(() -> event);
    }

    @Override
    public synchronized void fact(Fact fact) {
        long at = now();
        switch (fact) {
            case Fact.Version(var version) -> {
                labels.version(version);
                settled(at, Settled.VERSION, version);
            }
            case Fact.Suite(var suite) -> settled(at, Settled.CIPHER_SUITE, suite);
            case Fact.Group(var group) -> settled(at, Settled.GROUP, group);
            case Fact.Retried() -> settled(at, Settled.RETRIED, true);
            case Fact.AskedFor(var name) -> settled(at, Settled.SERVER_NAME, name);
            case Fact.ApplicationProtocol(var name) ->
                    settled(at, Settled.APPLICATION_PROTOCOL, name);
            case Fact.OwnSignature(var scheme) -> settled(at, Settled.OWN_SIGNATURE_SCHEME, scheme);
            case Fact.PeerSignature(var scheme) ->
                    settled(at, Settled.PEER_SIGNATURE_SCHEME, scheme);
            case Fact.OwnCertificates(var chain) -> certificates(at, Whose.OWN, chain);
            case Fact.PeerCertificates(var chain) -> certificates(at, Whose.PEER, chain);
            case Fact.VerifiedChain(var chain) -> certificates(at, Whose.VERIFIED, chain);
            case Fact.ClientCertificateRequested() ->
                    settled(at, Settled.CLIENT_CERTIFICATE_REQUESTED, true);
            case Fact.ExtendedMasterSecret() -> settled(at, Settled.EXTENDED_MASTER_SECRET, true);
            case Fact.EncryptThenMac() -> settled(at, Settled.ENCRYPT_THEN_MAC, true);
            case Fact.Resumed(var by) ->
                    settled(at, Settled.RESUMED, by.name().toLowerCase(Locale.ROOT));
            case Fact.ExternalKey(var identity) -> settled(at, Settled.EXTERNAL_KEY, identity);
            case Fact.EarlyDataOffered(var fate) ->
                    settled(at, Settled.EARLY_DATA, fate.name().toLowerCase(Locale.ROOT));
            case Fact.SessionId(var id) -> settled(at, Settled.SESSION_ID, id);
            case Fact.Ticket ticket -> settled(at, Settled.TICKET, ticket.length());
            case Fact.CertificateStatus(var response) -> {
                if (attach(response.length() / 2)) {
                    settled(at, Settled.CERTIFICATE_STATUS, response);
                }
            }
            case Fact.Completed() -> settled(at, Settled.COMPLETED, true);
        }
    }

    private void settled(long at, String name, Object value) {
        add(() -> new Settled(at, name, value.toString()));
    }

    private void certificates(long at, Whose whose, List<X509Certificate> chain) {
        List<X509Certificate> kept = chain.stream().takeWhile(this::attach).toList();
        chain.stream().skip(kept.size() + 1L).forEach(left -> omittedBytes += length(left));
        add(() -> new Event.Certificates(at, whose, CertificateSummary.ofAll(kept)));
    }

    private boolean attach(X509Certificate certificate) {
        return attach(length(certificate));
    }

    /** Whether there is room for so many bytes, which then is taken. */
    private boolean attach(int length) {
        if (length > limits.bytes() - attached) {
            omittedBytes += length;
            return false;
        }
        attached += length;
        return true;
    }

    private static int length(X509Certificate certificate) {
        try {
            return certificate.getEncoded().length;
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private void add(Event event) {
        add(() -> event);
    }

    private void add(Supplier<Event> event) {
        if (isFull()) {
            omit(0);
            return;
        }
        count++;
        keep(event);
    }

    private boolean isFull() {
        return count >= limits.events();
    }

    private void omit(int bytesOfMessage) {
        if (!released) {
            omittedEvents++;
            omittedBytes += bytesOfMessage;
        }
    }

    private void keep(Supplier<Event> event) {
        if (!released) {
            events.add(event);
        }
        if (!followerFailed) {
            follower.ifPresent(told -> tell(told, event));
        }
    }

    /** Whoever looks on must not break the connection, nor stand in the way of its own error. */
    private void tell(Consumer<Event> told, Supplier<Event> event) {
        try {
            told.accept(event.get());
        } catch (RuntimeException e) {
            followerFailed = true;
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }

    /** Microseconds since the first event. */
    private long now() {
        long time = nanoTime.getAsLong();
        if (count == 0 && began.equals(Instant.EPOCH)) {
            began = clock.instant().truncatedTo(ChronoUnit.MICROS);
            origin = time;
        }
        return TimeUnit.NANOSECONDS.toMicros(time - origin);
    }
}
