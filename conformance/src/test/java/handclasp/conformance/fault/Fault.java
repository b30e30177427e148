package handclasp.conformance.fault;

import handclasp.conformance.peer.Authority;
import handclasp.conformance.peer.CertificateKind;
import handclasp.conformance.peer.FiledIdentity;
import handclasp.conformance.peer.Setup;
import handclasp.tls.Alert;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.NamedGroup;
import handclasp.tls.Role;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.TlsError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * One row of the table: who makes which mistake, and what the other end must say of it. Rows are written as a chain of
 * calls that begins with {@link #byClient} or {@link #byServer}; each call changes the row.
 */
final class Fault {
    static final Authority AUTHORITY = Authority.any();
    static final FiledIdentity SERVER = AUTHORITY.server(CertificateKind.P256);
    static final FiledIdentity CLIENT = AUTHORITY.client(CertificateKind.P256);
    static final List<NamedGroup> GROUPS =
            List.of(NamedGroup.X25519, NamedGroup.SECP256R1, NamedGroup.SECP384R1);

    private final Role mistaken;
    private final String title;
    private final String done;

    Script script = Script.honest();
    Optional<byte[]> raw = Optional.empty();
    UnaryOperator<ClientConfiguration.Builder> client = UnaryOperator.identity();
    UnaryOperator<ServerConfiguration.Builder> server = UnaryOperator.identity();
    Setup honest;
    Optional<FiledIdentity> shown = Optional.empty();
    String name = "localhost";
    Duration patience = Duration.ZERO;
    boolean asksForCertificate;
    boolean offers;
    boolean alone;

    Predicate<TlsError> error = error -> false;
    String errorName = "";
    Optional<Alert> alert = Optional.empty();
    List<String> words = List.of();

    private Fault(Role mistaken, String title, String done) {
        this.mistaken = mistaken;
        this.title = title;
        this.done = done;
        honest =
                (mistaken == Role.SERVER
                                ? Setup.client(AUTHORITY)
                                : Setup.server(AUTHORITY, SERVER))
                        .groups(GROUPS);
    }

    /**
     * A client that errs before an honest server.
     *
     * @param done what it does, a sentence
     */
    static Fault byClient(String title, String done) {
        return new Fault(Role.CLIENT, title, done);
    }

    /** A server that errs before an honest client. */
    static Fault byServer(String title, String done) {
        return new Fault(Role.SERVER, title, done);
    }

    Role mistaken() {
        return mistaken;
    }

    String title() {
        return title;
    }

    String done() {
        return done;
    }

    // ---- how it is done

    Fault script(Script how) {
        script = how;
        return this;
    }

    /** Sends bytes that no end of TLS sends. */
    Fault raw(byte[] bytes) {
        raw = Optional.of(bytes);
        return this;
    }

    /** The client's configuration is otherwise, whichever end errs. */
    Fault client(UnaryOperator<ClientConfiguration.Builder> change) {
        UnaryOperator<ClientConfiguration.Builder> before = client;
        client = builder -> change.apply(before.apply(builder));
        return this;
    }

    /** The server's configuration is otherwise, whichever end errs. */
    Fault server(UnaryOperator<ServerConfiguration.Builder> change) {
        UnaryOperator<ServerConfiguration.Builder> before = server;
        server = builder -> change.apply(before.apply(builder));
        return this;
    }

    /** The honest end is set up otherwise, other programs in its place too. */
    Fault honest(UnaryOperator<Setup> change) {
        honest = change.apply(honest);
        return this;
    }

    /** The end that errs shows this. */
    Fault shows(FiledIdentity identity) {
        shown = Optional.of(identity);
        return this;
    }

    /** The client connects by this name. */
    Fault name(String other) {
        name = other;
        return this;
    }

    /** The server wants to see the client's certificate. */
    Fault asksForCertificate() {
        asksForCertificate = true;
        return this;
    }

    /** The honest end waits so long for the handshake. */
    Fault patience(Duration limit) {
        patience = limit;
        return this;
    }

    /** Is not tried with other programs: they do not have what it is about. */
    Fault alone() {
        alone = true;
        return this;
    }

    // ---- what must be said

    /** The error, and its own alert on the wire. */
    Fault must(TlsError expected, String... said) {
        error = expected::equals;
        errorName = expected.name();
        alert = Optional.of(expected.alert());
        words = List.of(said);
        return this;
    }

    /** An error of this class, and an alert. */
    Fault must(Class<? extends TlsError> expected, Alert onTheWire, String... said) {
        error = expected::isInstance;
        errorName = expected.getSimpleName();
        alert = Optional.of(onTheWire);
        words = List.of(said);
        return this;
    }

    /** The diagnosis names what both ends offered. */
    Fault bothOffers() {
        offers = true;
        return this;
    }

    /** Nobody is left to hear an alert, or nothing to say it with. */
    Fault withoutAlert() {
        alert = Optional.empty();
        return this;
    }

    @Override
    public String toString() {
        return title;
    }
}
