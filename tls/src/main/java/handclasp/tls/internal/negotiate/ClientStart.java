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
import handclasp.tls.internal.handshake.Session;
import handclasp.tls.internal.handshake.Sessions;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.handshake.Transcript;
import handclasp.tls.internal.message.ClientHello;
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

    private ClientStart() {}

    /** @param port the server's, if it is known, which tells its sessions from those of other servers of that name */
    public static State begin(
            ClientConfiguration configuration, ServerName name, OptionalInt port, Effects effects)
            throws TlsException {
        Optional<SessionStore> store = configuration.sessions();
        if (store.isEmpty() || !offers(configuration, ProtocolVersion.TLS_1_2)) {
            return sendHello(configuration, name, ClientSessions.none(), effects);
        }
        ClientSessions sessions = ClientSessions.of(configuration, name, port);
        return Sessions.with(
                store.get(),
                WorkKind.LOOK_UP_SESSION,
                () -> Sessions.find(store.get(), sessions.key()),
                effects,
                (found, then) ->
                        sendHello(
                                configuration,
                                name,
                                sessions.offering(
                                        found.flatMap(
                                                session -> offered(session, configuration, name))),
                                then));
    }

    /** A session is offered where it was made alone, whatever a store of the application's says. */
    private static Optional<Session> offered(
            Session session, ClientConfiguration configuration, ServerName name) {
        if (session.holdsFor(configuration) && session.serverName().equals(Optional.of(name))) {
            return Optional.of(session);
        }
        session.close();
        return Optional.empty();
    }

    private static State sendHello(
            ClientConfiguration configuration,
            ServerName name,
            ClientSessions sessions,
            Effects effects) {
        Map<NamedGroup, KeyExchange.KeyPair> keyPairs = new LinkedHashMap<>();
        if (offers(configuration, ProtocolVersion.TLS_1_3)) {
            for (NamedGroup group : configuration.keyShareGroups()) {
                keyPairs.put(
                        group,
                        configuration.crypto().keyExchange(group).generate(configuration.random()));
            }
        }
        byte[] random = new byte[ClientHello.RANDOM];
        configuration.random().nextBytes(random);
        ClientHello hello =
                new ClientHello(
                        ProtocolVersion.TLS_1_2,
                        random,
                        sessionId(configuration, sessions),
                        configuration.cipherSuites(),
                        new byte[] {0},
                        extensions(configuration, name, keyPairs, sessions));
        Transcript transcript = new Transcript(configuration.crypto());
        Flight flight = effects.flight(transcript);
        ClientHello sent = flight.add(hello);
        effects.send(flight);
        sessions.offered()
                .ifPresent(
                        session -> effects.session(sessions.store().orElseThrow(), sessions.key()));
        return new WaitServerHello(
                new ClientOffer(configuration, name, transcript, sent, keyPairs, sessions));
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
            ClientSessions sessions) {
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
