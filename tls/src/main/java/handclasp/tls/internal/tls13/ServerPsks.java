package handclasp.tls.internal.tls13;

import handclasp.tls.ClientAuthentication;
import handclasp.tls.ExternalPsk;
import handclasp.tls.ExternalPsks;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.SessionStore;
import handclasp.tls.TicketKeys;
import handclasp.tls.TlsException;
import handclasp.tls.WorkKind;
import handclasp.tls.crypto.Secret;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.extension.OfferedPsks;
import handclasp.tls.internal.handshake.BinderProof;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.PreSharedKey;
import handclasp.tls.internal.handshake.Session;
import handclasp.tls.internal.handshake.Sessions;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.handshake.Suspended;
import handclasp.tls.internal.handshake.Transcript;
import handclasp.tls.internal.message.ClientHello;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/** Which of the pre-shared keys that a client offers a server takes, if any (RFC 9846 §4.3.11). */
final class ServerPsks {
    /** A pre-shared key with a key exchange (RFC 9846 §4.3.9). */
    private static final byte PSK_DHE_KE = 1;

    /** More than so many identities are not looked at. */
    private static final int MAX_LOOKED_AT = 8;

    /** Of the clocks of servers that share their ticket keys. */
    private static final Duration SKEW = Duration.ofSeconds(10);

    private ServerPsks() {}

    /** An external key that the client offers and the server knows. */
    record External(int index, ExternalPsk key) {}

    /** What was chosen: the key, whose binder is right, and its place in the client's list. */
    record Selected(int index, long obfuscatedTicketAge, BinderProof binder) {
        PreSharedKey key() {
            return binder.key();
        }
    }

    /** Under which a store keeps what a ticket stands for. */
    static String storeKey(byte[] ticket) {
        return "server13:" + HexFormat.of().formatHex(ticket);
    }

    /** Whether the client could use a key, and so a ticket. */
    static boolean canUse(ClientHello hello) {
        for (byte mode :
                ExtensionTable.PSK_KEY_EXCHANGE_MODES.in(hello.extensions()).orElse(new byte[0])) {
            if (mode == PSK_DHE_KE) {
                return true;
            }
        }
        return false;
    }

    /** Looks for a known external key, by which the suite may have to be chosen. */
    static State findExternal(
            ServerConfiguration configuration,
            ClientHello hello,
            Effects effects,
            Suspended.Continuation<Optional<External>> then)
            throws TlsException {
        Optional<OfferedPsks> offered = ExtensionTable.PRE_SHARED_KEYS.in(hello.extensions());
        boolean possible =
                configuration.externalPsks().isPresent()
                        && offered.isPresent()
                        && canUse(hello)
                        && configuration.clientAuthentication() != ClientAuthentication.NEED;
        if (!possible) {
            return then.then(Optional.empty(), effects);
        }
        ExternalPsks known = configuration.externalPsks().get();
        return Sessions.with(
                known.blocking(),
                WorkKind.LOOK_UP_PSK,
                () -> findExternal(known, offered.get()),
                effects,
                then);
    }

    private static Optional<External> findExternal(ExternalPsks known, OfferedPsks offered) {
        for (int i = 0; i < lookedAt(offered); i++) {
            try {
                Optional<ExternalPsk> found = known.find(offered.identities().get(i).identity());
                if (found.isPresent()) {
                    return Optional.of(new External(i, found.get()));
                }
            } catch (Exception e) {
                // The handshake goes on without, if it can.
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static int lookedAt(OfferedPsks offered) {
        return Math.min(offered.identities().size(), MAX_LOOKED_AT);
    }

    /**
     * Chooses a key and checks its binder, before anything is done with it.
     *
     * @param transcript before the hello
     * @param bytes of the hello
     * @param then is given the choice; an attempt with a wrong binder ends the handshake
     */
    static State select(
            ServerConfiguration configuration,
            Suite13 suite,
            Transcript transcript,
            ClientHello hello,
            byte[] bytes,
            Optional<External> external,
            Effects effects,
            Suspended.Continuation<Optional<Selected>> then)
            throws TlsException {
        Optional<OfferedPsks> offered = ExtensionTable.PRE_SHARED_KEYS.in(hello.extensions());
        if (offered.isEmpty() || !canUse(hello)) {
            return then.then(Optional.empty(), effects);
        }
        Selection selection =
                new Selection(
                        configuration, suite, transcript, hello, bytes, offered.get(), external);
        return Sessions.with(
                selection.mayBlock(), WorkKind.LOOK_UP_SESSION, selection::run, effects, then);
    }

    /** The search through one client's list, in its order. */
    private static final class Selection {
        private final ServerConfiguration configuration;
        private final Suite13 suite;
        private final Transcript transcript;
        private final ClientHello hello;
        private final byte[] bytes;
        private final OfferedPsks offered;
        private final Optional<External> external;

        Selection(
                ServerConfiguration configuration,
                Suite13 suite,
                Transcript transcript,
                ClientHello hello,
                byte[] bytes,
                OfferedPsks offered,
                Optional<External> external) {
            this.configuration = configuration;
            this.suite = suite;
            this.transcript = transcript;
            this.hello = hello;
            this.bytes = bytes;
            this.offered = offered;
            this.external = external;
        }

        /** Tickets that are sealed need no store. */
        boolean mayBlock() {
            return configuration.ticketKeys().isEmpty()
                    && configuration.sessions().filter(SessionStore::blocking).isPresent();
        }

        Optional<Selected> run() throws TlsException {
            for (int i = 0; i < lookedAt(offered); i++) {
                Optional<PreSharedKey> key = find(i);
                if (key.isPresent()) {
                    return check(i, key.get());
                }
            }
            return Optional.empty();
        }

        private Optional<PreSharedKey> find(int index) {
            if (external.isPresent() && external.get().index() == index) {
                return Optional.of(external.get().key())
                        .filter(key -> key.hash() == suite.hash())
                        .map(PreSharedKey::of);
            }
            byte[] ticket = offered.identities().get(index).identity();
            Optional<Session> session = open(ticket);
            if (session.isPresent() && !holds(session.get())) {
                session.get().close();
                return Optional.empty();
            }
            return session.map(found -> PreSharedKey.of(ticket, found));
        }

        private Optional<Session> open(byte[] ticket) {
            if (configuration.ticketKeys().isPresent()) {
                return configuration.ticketKeys().get().open(ticket).flatMap(Selection::decode);
            }
            if (ticket.length != ServerTickets.NAME) {
                return Optional.empty();
            }
            return configuration
                    .sessions()
                    .flatMap(store -> Sessions.find(store, storeKey(ticket)));
        }

        private static Optional<Session> decode(TicketKeys.Opened opened) {
            try (Secret encoded = opened.session()) {
                return Optional.of(Session.decode(encoded));
            } catch (TlsException e) {
                // Sealed by a server of another release: the client is given a full handshake.
                return Optional.empty();
            }
        }

        private boolean holds(Session session) {
            Instant now = configuration.clock().instant();
            return session.version().equals(ProtocolVersion.TLS_1_3)
                    && session.holdsFor(configuration)
                    && !session.issued().isAfter(now.plus(SKEW))
                    && suite.crypto().hash(session.suite()) == suite.hash()
                    && session.serverName()
                            .equals(
                                    ExtensionTable.SERVER_NAME
                                            .in(hello.extensions())
                                            .flatMap(name -> name));
        }

        private Optional<Selected> check(int index, PreSharedKey key) throws TlsException {
            BinderProof proof =
                    Binders.check(key, offered, index, transcript, bytes, suite.crypto());
            // Only now: whoever merely saw a ticket cannot use it up.
            if (!key.isExternal() && !takeOnce(key)) {
                key.close();
                return Optional.empty();
            }
            long age = offered.identities().get(index).obfuscatedTicketAge();
            return Optional.of(new Selected(index, age, proof));
        }

        /** What a store keeps is good for one handshake, and then gone (RFC 9846 §8.1). */
        private boolean takeOnce(PreSharedKey key) {
            if (configuration.ticketKeys().isPresent()) {
                return true;
            }
            Optional<Session> taken =
                    Sessions.take(configuration.sessions().orElseThrow(), storeKey(key.identity()));
            taken.ifPresent(Session::close);
            return taken.isPresent();
        }
    }
}
