package handclasp.inspector;

import handclasp.inspector.Event.Failed;
import handclasp.inspector.Event.Message;
import handclasp.inspector.Event.Settled;
import handclasp.tls.Direction;
import handclasp.tls.Field;
import handclasp.tls.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All that happened in one handshake as one end saw it: what every view and every explanation reads. Immutable. It holds
 * no secret, but all else that was said, encrypted or not: names, certificates, identities of clients.
 *
 * @param role of the end that recorded
 * @param began the wall clock at the first event, to the microsecond
 * @param events in the order in which they happened at this end
 * @param omitted what the recorder's limits kept out
 */
public record Recording(Role role, Instant began, List<Event> events, Omitted omitted) {
    /** Of the JSON form; grows when a reader of the old one would misunderstand. */
    public static final int FORMAT = 1;

    public Recording {
        events = List.copyOf(events);
    }

    /**
     * What a recorder's limits kept out.
     *
     * @param events not recorded at all
     * @param bytes of messages and certificates, not recorded
     */
    public record Omitted(int events, long bytes) {
        public static final Omitted NOTHING = new Omitted(0, 0);
    }

    /** How it ended, or has come to so far. */
    public enum End {
        COMPLETED,
        FAILED,
        UNFINISHED
    }

    /**
     * What one end sends before the other answers.
     *
     * @param number from 1
     * @param events messages, ChangeCipherSpecs, key changes of the sender's direction, and alerts
     */
    public record Flight(int number, Role sender, List<Event> events) {
        public Flight {
            events = List.copyOf(events);
        }

        /** When its first message went, in microseconds from the beginning. */
        public long at() {
            return events.stream()
                    .filter(event -> event instanceof Message)
                    .findFirst()
                    .orElse(events.getFirst())
                    .at();
        }

        /** Of its handshake messages, headers included, records not. */
        public int bytes() {
            return events.stream()
                    .mapToInt(event -> event instanceof Message message ? message.length() : 0)
                    .sum();
        }
    }

    /** A connection that completed its handshake and failed later has failed. */
    public End end() {
        if (failure().isPresent()) {
            return End.FAILED;
        }
        return completed() ? End.COMPLETED : End.UNFINISHED;
    }

    /** Whether the handshake came to its end, whatever happened after. */
    public boolean completed() {
        return settled(Settled.COMPLETED).isPresent();
    }

    public List<Message> messages() {
        return of(Message.class).toList();
    }

    public Optional<Failed> failure() {
        return of(Failed.class).findFirst();
    }

    /** Such as {@code TLS 1.3}. */
    public Optional<String> version() {
        return settled(Settled.VERSION);
    }

    public Optional<String> cipherSuite() {
        return settled(Settled.CIPHER_SUITE);
    }

    /** Of the key exchange. */
    public Optional<String> group() {
        return settled(Settled.GROUP);
    }

    /** The name the client asked for: a server settles it, a client's hello says it. */
    public Optional<String> serverName() {
        return settled(Settled.SERVER_NAME)
                .or(
                        () ->
                                messages().stream()
                                        .findFirst()
                                        .flatMap(hello -> hello.field("host_name"))
                                        .map(Field::value));
    }

    /** What ALPN settled. */
    public Optional<String> applicationProtocol() {
        return settled(Settled.APPLICATION_PROTOCOL);
    }

    /** How an end signed, if it did. */
    public Optional<String> signatureScheme(Role end) {
        return settled(end == role ? Settled.OWN_SIGNATURE_SCHEME : Settled.PEER_SIGNATURE_SCHEME);
    }

    /** Whether a HelloRetryRequest was needed. */
    public boolean retried() {
        return settled(Settled.RETRIED).isPresent();
    }

    /** By what an earlier session was resumed, such as {@code ticket}; empty if this is a new one. */
    public Optional<String> resumed() {
        return settled(Settled.RESUMED);
    }

    /** Whether the server asked the client for a certificate. */
    public boolean clientCertificateRequested() {
        return settled(Settled.CLIENT_CERTIFICATE_REQUESTED).isPresent();
    }

    /** What an end showed, as sent; empty if nothing. */
    public List<CertificateSummary> certificates(Role end) {
        return certificates(
                end == role ? Event.Certificates.Whose.OWN : Event.Certificates.Whose.PEER);
    }

    /** The peer's chain as this end verified it, up to its anchor; empty if it did not. */
    public List<CertificateSummary> verifiedChain() {
        return certificates(Event.Certificates.Whose.VERIFIED);
    }

    /** Who sent what went in this direction. */
    public Role sender(Direction direction) {
        return direction == Direction.OUTBOUND ? role : role.peer();
    }

    /** The latest time of a handshake's events, in microseconds from the beginning. */
    public long took() {
        return events.stream()
                .filter(event -> event instanceof Settled fact && fact.isCompletion())
                .findFirst()
                .or(() -> events.isEmpty() ? Optional.empty() : Optional.of(events.getLast()))
                .map(Event::at)
                .orElse(0L);
    }

    /** The flights in order. */
    public List<Flight> flights() {
        Map<Integer, List<Event.Sent>> byNumber = new TreeMap<>();
        of(Event.Sent.class)
                .forEach(
                        sent ->
                                byNumber.computeIfAbsent(sent.flight(), n -> new ArrayList<>())
                                        .add(sent));
        return byNumber.entrySet().stream()
                .map(
                        flight ->
                                new Flight(
                                        flight.getKey(),
                                        sender(flight.getValue().getFirst().direction()),
                                        List.copyOf(flight.getValue())))
                .toList();
    }

    private Optional<String> settled(String name) {
        return of(Settled.class)
                .filter(fact -> fact.name().equals(name))
                .reduce((earlier, later) -> later)
                .map(Settled::value);
    }

    private List<CertificateSummary> certificates(Event.Certificates.Whose whose) {
        return of(Event.Certificates.class)
                .filter(shown -> shown.whose() == whose)
                .reduce((earlier, later) -> later)
                .map(Event.Certificates::chain)
                .orElse(List.of());
    }

    private <E extends Event> Stream<E> of(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast);
    }
}
