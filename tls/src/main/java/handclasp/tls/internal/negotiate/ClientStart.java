package handclasp.tls.internal.negotiate;

import handclasp.tls.ClientConfiguration;
import handclasp.tls.NamedGroup;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.ServerName;
import handclasp.tls.SessionStore;
import handclasp.tls.TlsException;
import handclasp.tls.WorkKind;
import handclasp.tls.crypto.KeyExchange;
import handclasp.tls.crypto.SuiteAlgorithms;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.extension.Extensions;
import handclasp.tls.internal.extension.KeyShareEntry;
import handclasp.tls.internal.handshake.ClientOffer;
import handclasp.tls.internal.handshake.ClientSessions;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.Flight;
import handclasp.tls.internal.handshake.PreSharedKey;
import handclasp.tls.internal.handshake.Session;
import handclasp.tls.internal.handshake.Sessions;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.handshake.Transcript;
import handclasp.tls.internal.message.ClientHello;
import handclasp.tls.internal.tls13.Binders;
import handclasp.tls.internal.tls13.ClientStart13;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** A client's START: it sends the ClientHello (RFC 9846 §4.2.2). */
public final class ClientStart {
    private static final byte[] NOTHING = {};

    /** Points of elliptic curves, the only format left (RFC 8422 §5.1.2). */
    private static final byte[] UNCOMPRESSED = {0};

    /** By OCSP, of no responder in particular and with no extensions (RFC 6066 §8). */
    private static final byte[] OCSP = {1, 0, 0, 0, 0};

    /** A pre-shared key with a key exchange, and never without one (RFC 9846 §4.3.9). */
    private static final byte[] PSK_DHE_KE = {1};

    /** Looked at for one that can be used. */
    private static final int MAX_TICKETS = 8;

    private ClientStart() {}

    /** @param port the server's, if it is known, which tells its sessions from those of other servers of that name */
    public static State begin(
            ClientConfiguration configuration, ServerName name, OptionalInt port, Effects effects)
            throws TlsException {
        Optional<SessionStore> store = configuration.sessions();
        if (store.isEmpty()) {
            return sendHello(configuration, name, ClientSessions.none(), Optional.empty(), effects);
        }
        ClientSessions sessions = ClientSessions.of(configuration, name, port);
        return Sessions.with(
                store.get(),
                WorkKind.LOOK_UP_SESSION,
                () -> lookUp(store.get(), sessions, configuration, name),
                effects,
                (found, then) ->
                        sendHello(
                                configuration,
                                name,
                                sessions.offering(found.filter(ClientStart::isTls12)),
                                found.filter(session -> !isTls12(session)),
                                then));
    }

    private static boolean isTls12(Session session) {
        return session.version().equals(ProtocolVersion.TLS_1_2);
    }

    /** A ticket of TLS 1.3, or else a session of TLS 1.2: a server that gives the one is not asked for the other. */
    private static Optional<Session> lookUp(
            SessionStore store,
            ClientSessions sessions,
            ClientConfiguration configuration,
            ServerName name) {
        if (offers(configuration, ProtocolVersion.TLS_1_3) && configuration.tickets()) {
            for (int i = 0; i < MAX_TICKETS; i++) {
                Optional<Session> ticket =
                        configuration.ticketsReused()
                                ? Sessions.find(store, sessions.key13())
                                : Sessions.take(store, sessions.key13());
                if (ticket.isEmpty()) {
                    break;
                }
                Optional<Session> usable = offered(ticket.get(), configuration, name);
                if (usable.isPresent() || configuration.ticketsReused()) {
                    return usable;
                }
            }
        }
        return offers(configuration, ProtocolVersion.TLS_1_2)
                ? Sessions.find(store, sessions.key())
                        .flatMap(session -> offered(session, configuration, name))
                : Optional.empty();
    }

    /** A session is offered where it was made alone, whatever a store of the application's says. */
    private static Optional<Session> offered(
            Session session, ClientConfiguration configuration, ServerName name) {
        boolean fromTheFuture = session.issued().isAfter(configuration.clock().instant());
        if (session.holdsFor(configuration)
                && session.serverName().equals(Optional.of(name))
                && !fromTheFuture) {
            return Optional.of(session);
        }
        session.close();
        return Optional.empty();
    }

    private static State sendHello(
            ClientConfiguration configuration,
            ServerName name,
            ClientSessions sessions,
            Optional<Session> ticket,
            Effects effects) {
        Map<NamedGroup, KeyExchange.KeyPair> keyPairs = new LinkedHashMap<>();
        if (offers(configuration, ProtocolVersion.TLS_1_3)) {
            for (NamedGroup group : configuration.keyShareGroups()) {
                keyPairs.put(
                        group,
                        configuration.crypto().keyExchange(group).generate(configuration.random()));
            }
        }
        List<PreSharedKey> keys = preSharedKeys(configuration, ticket);
        boolean earlyData =
                configuration.earlyData()
                        && ticket.filter(session -> allowsEarlyData(session, configuration))
                                .isPresent();
        byte[] random = new byte[ClientHello.RANDOM];
        configuration.random().nextBytes(random);
        ClientHello hello =
                new ClientHello(
                        ProtocolVersion.TLS_1_2,
                        random,
                        sessionId(configuration, sessions),
                        configuration.cipherSuites(),
                        new byte[] {0},
                        extensions(configuration, name, keyPairs, sessions, keys, earlyData));
        Transcript transcript = new Transcript(configuration.crypto());
        Flight flight = effects.flight(transcript);
        ClientHello sent =
                flight.add(
                        hello,
                        almost ->
                                keys.isEmpty()
                                        ? almost
                                        : Binders.fill(
                                                almost, keys, transcript, configuration.crypto()));
        effects.send(flight);
        sessions.offered()
                .ifPresent(
                        session -> effects.session(sessions.store().orElseThrow(), sessions.key()));
        ClientOffer offer =
                new ClientOffer(
                        configuration, name, transcript, sent, keyPairs, sessions, keys, earlyData);
        if (earlyData) {
            ClientStart13.beginEarlyData(offer, effects);
        }
        return new WaitServerHello(offer);
    }

    /** The ticket first: early data is sent under the first key (RFC 9846 §4.3.10). */
    private static List<PreSharedKey> preSharedKeys(
            ClientConfiguration configuration, Optional<Session> ticket) {
        List<PreSharedKey> keys = new ArrayList<>();
        ticket.ifPresent(session -> keys.add(PreSharedKey.of(session.ticket(), session)));
        if (offers(configuration, ProtocolVersion.TLS_1_3)) {
            configuration.externalPsks().forEach(key -> keys.add(PreSharedKey.of(key)));
        }
        return keys;
    }

    /** What early data was negotiated for must be on offer again (RFC 9846 §4.3.10). */
    private static boolean allowsEarlyData(Session ticket, ClientConfiguration configuration) {
        List<String> protocols = configuration.applicationProtocols();
        return ticket.maxEarlyData() > 0
                && configuration.cipherSuites().contains(ticket.suite())
                && ticket.applicationProtocol().map(protocols::contains).orElse(true);
    }

    private static boolean offers(ClientConfiguration configuration, ProtocolVersion version) {
        return configuration.protocolVersions().contains(version);
    }

    /**
     * That of the session offered; beside a ticket one made up, which the server repeats if it takes the ticket (RFC 5077
     * §3.4); or one made up for middleboxes (RFC 9846 §E.4).
     */
    private static byte[] sessionId(ClientConfiguration configuration, ClientSessions sessions) {
        Optional<byte[]> known = sessions.offered().map(Session::id).filter(id -> id.length > 0);
        if (known.isPresent()) {
            return known.get();
        }
        boolean compatible =
                configuration.compatibilityMode() && offers(configuration, ProtocolVersion.TLS_1_3);
        byte[] madeUp = new byte[compatible || sessions.offered().isPresent() ? 32 : 0];
        configuration.random().nextBytes(madeUp);
        return madeUp;
    }

    private static Extensions extensions(
            ClientConfiguration configuration,
            ServerName name,
            Map<NamedGroup, KeyExchange.KeyPair> keyPairs,
            ClientSessions sessions,
            List<PreSharedKey> keys,
            boolean earlyData) {
        Extensions.Builder extensions = Extensions.builder();
        if (!name.isAddress()) {
            extensions.put(ExtensionTable.SERVER_NAME, Optional.of(name));
        }
        extensions.put(ExtensionTable.SUPPORTED_GROUPS, configuration.namedGroups());
        extensions.put(ExtensionTable.SIGNATURE_ALGORITHMS, configuration.signatureSchemes());
        if (!configuration.certificateSignatureSchemes().equals(configuration.signatureSchemes())) {
            extensions.put(
                    ExtensionTable.SIGNATURE_ALGORITHMS_CERT,
                    configuration.certificateSignatureSchemes());
        }
        if (!configuration.applicationProtocols().isEmpty()) {
            extensions.put(
                    ExtensionTable.APPLICATION_PROTOCOLS, configuration.applicationProtocols());
        }
        if (configuration.certificateStatusRequested()) {
            extensions.put(ExtensionTable.STATUS_REQUEST, OCSP);
        }
        if (offers(configuration, ProtocolVersion.TLS_1_2)) {
            putForTls12(extensions, configuration, sessions);
        }
        if (offers(configuration, ProtocolVersion.TLS_1_3)) {
            putForTls13(extensions, configuration, keyPairs);
            if (!keys.isEmpty() || configuration.tickets() && sessions.store().isPresent()) {
                extensions.put(ExtensionTable.PSK_KEY_EXCHANGE_MODES, PSK_DHE_KE);
            }
        }
        if (earlyData) {
            extensions.put(ExtensionTable.EARLY_DATA, true);
        }
        if (!keys.isEmpty()) {
            // Last of all (RFC 9846 §4.3.11).
            Binders.putPlaceholders(extensions, keys, configuration.clock().instant());
        }
        return extensions.build();
    }

    private static void putForTls12(
            Extensions.Builder extensions,
            ClientConfiguration configuration,
            ClientSessions sessions) {
        extensions.put(ExtensionTable.EXTENDED_MASTER_SECRET, true);
        extensions.put(ExtensionTable.RENEGOTIATION_INFO, NOTHING);
        if (has(configuration, suite -> suite.exchange() == SuiteAlgorithms.Exchange.ECDHE)) {
            extensions.put(ExtensionTable.EC_POINT_FORMATS, UNCOMPRESSED);
        }
        if (has(configuration, suite -> !suite.records().isAead())) {
            extensions.put(ExtensionTable.ENCRYPT_THEN_MAC, true);
        }
        if (configuration.tickets() && sessions.store().isPresent()) {
            extensions.put(
                    ExtensionTable.SESSION_TICKET,
                    sessions.offered().map(Session::ticket).orElse(NOTHING));
        }
    }

    private static boolean has(
            ClientConfiguration configuration, Predicate<SuiteAlgorithms> property) {
        return configuration.cipherSuites().stream()
                .flatMap(suite -> SuiteAlgorithms.of(suite).stream())
                .filter(suite -> suite.version().equals(ProtocolVersion.TLS_1_2))
                .anyMatch(property);
    }

    private static void putForTls13(
            Extensions.Builder extensions,
            ClientConfiguration configuration,
            Map<NamedGroup, KeyExchange.KeyPair> keyPairs) {
        extensions.put(ExtensionTable.SUPPORTED_VERSIONS, configuration.protocolVersions());
        List<KeyShareEntry> shares =
                keyPairs.entrySet().stream()
                        .map(entry -> new KeyShareEntry(entry.getKey(), entry.getValue().share()))
                        .toList();
        extensions.put(ExtensionTable.KEY_SHARES, shares);
    }
}
