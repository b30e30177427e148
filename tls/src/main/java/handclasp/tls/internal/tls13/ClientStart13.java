package handclasp.tls.internal.tls13;

import handclasp.tls.Direction;
import handclasp.tls.EarlyData;
import handclasp.tls.Epoch;
import handclasp.tls.ExtensionType;
import handclasp.tls.Fact;
import handclasp.tls.Misbehaved;
import handclasp.tls.NamedGroup;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.TlsException;
import handclasp.tls.WorkFailed;
import handclasp.tls.WorkKind;
import handclasp.tls.crypto.InvalidShareException;
import handclasp.tls.crypto.KeyExchange;
import handclasp.tls.crypto.Secret;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.extension.Extensions;
import handclasp.tls.internal.extension.KeyShareEntry;
import handclasp.tls.internal.extension.Place;
import handclasp.tls.internal.handshake.ClientOffer;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.Flight;
import handclasp.tls.internal.handshake.Gate;
import handclasp.tls.internal.handshake.PreSharedKey;
import handclasp.tls.internal.handshake.Session;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.handshake.Suspended;
import handclasp.tls.internal.message.ClientHello;
import handclasp.tls.internal.message.HelloRetryRequest;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.ServerHello;
import java.util.List;
import java.util.Optional;

/** Where a client's handshake becomes one of TLS 1.3: the server's first answer. */
public final class ClientStart13 {
    /** What leaves room for the other extensions of a second hello, in bytes. */
    private static final int MAX_COOKIE = 60_000;

    private ClientStart13() {}

    /** Behind a hello that offers early data: over to the keys of its first pre-shared key (RFC 9846 §4.3.10). */
    public static void beginEarlyData(ClientOffer offer, Effects effects) {
        if (offer.hello().legacySessionId().length > 0) {
            effects.changeCipherSpecAtOnce();
        }
        PreSharedKey key = offer.keys().get(0);
        Session session = key.session().orElseThrow();
        var crypto = offer.configuration().crypto();
        Suite13 suite = new Suite13(crypto, session.suite());
        byte[] hash = offer.transcript().valueWith(key.hash(), new byte[0], 0);
        try (KeySchedule.EarlySecret early = KeySchedule.earlySecret(suite, key.secret())) {
            Secret traffic = early.clientEarlyTraffic(hash);
            effects.secret("CLIENT_EARLY_TRAFFIC_SECRET", offer.hello().random(), traffic);
            effects.protect(Epoch.EARLY, new TrafficKeys13(suite, traffic));
        }
        effects.gate(Direction.OUTBOUND, Gate.early(session));
    }

    /** Goes on after a ServerHello that chose TLS 1.3. */
    public static State onServerHello(ClientOffer offer, Input.Message input, Effects effects)
            throws TlsException {
        return accept(offer, (ServerHello) input.value(), input.bytes(), effects);
    }

    /** Goes on after a first HelloRetryRequest that chose TLS 1.3: sends a second ClientHello. */
    public static State onHelloRetryRequest(ClientOffer offer, Input.Message input, Effects effects)
            throws TlsException {
        ServerHello retry = ((HelloRetryRequest) input.value()).hello();
        ServerHelloRules.check(offer, retry);
        requireRequestedOrCookie(offer, retry);
        Optional<NamedGroup> group = ExtensionTable.SELECTED_GROUP.in(retry.extensions());
        Optional<byte[]> cookie = ExtensionTable.COOKIE.in(retry.extensions());
        if (cookie.isPresent() && cookie.get().length > MAX_COOKIE) {
            throw TlsException.of(
                    Misbehaved.MESSAGE_TOO_LONG,
                    "a cookie of " + cookie.get().length + " bytes, at most " + MAX_COOKIE);
        }
        if (group.isEmpty() && cookie.isEmpty()) {
            throw TlsException.of(Misbehaved.RETRY_CHANGES_NOTHING);
        }
        if (group.isPresent()) {
            checkGroup(offer, group.get());
        }
        Suite13 suite = new Suite13(offer.configuration().crypto(), retry.cipherSuite());
        offer.transcript().hashWith(suite.hash());
        offer.transcript().replaceByMessageHash(suite.hash());
        offer.transcript().add(input.bytes());
        effects.fact(new Fact.Retried());
        if (offer.earlyData()) {
            refuseEarlyData(effects);
            effects.unprotectWriting();
        }
        ClientOffer second = secondOffer(offer, suite, group, cookie, effects);
        return new WaitServerHelloAfterRetry(second, retry.cipherSuite(), group);
    }

    /** Goes on after the ServerHello that ends the negotiation. */
    static State accept(ClientOffer offer, ServerHello hello, byte[] bytes, Effects effects)
            throws TlsException {
        ServerHelloRules.check(offer, hello);
        // What it offered to resume is of TLS 1.2.
        offer.sessions().close();
        hello.extensions().requireRequested(offer.requested(), Place.SERVER_HELLO);
        Optional<Integer> selected = ExtensionTable.SELECTED_IDENTITY.in(hello.extensions());
        if (selected.isPresent()) {
            checkSelected(offer, hello, selected.get());
        }
        KeyShareEntry share = ExtensionTable.KEY_SHARE.requiredIn(hello.extensions());
        Optional<KeyExchange.KeyPair> keyPair = offer.keyPair(share.group());
        if (keyPair.isEmpty()) {
            throw TlsException.builder(Misbehaved.GROUP_NOT_OFFERED)
                    .ours(offer.configuration().namedGroups())
                    .theirs(share.group())
                    .build();
        }
        Suite13 suite = new Suite13(offer.configuration().crypto(), hello.cipherSuite());
        offer.transcript().hashWith(suite.hash());
        offer.transcript().add(bytes);
        effects.fact(new Fact.Version(ProtocolVersion.TLS_1_3));
        effects.fact(new Fact.Suite(hello.cipherSuite()));
        effects.fact(new Fact.Group(share.group()));
        return Suspended.on(
                WorkKind.KEY_AGREEMENT,
                WorkFailed.KEY_AGREEMENT,
                () -> decapsulate(keyPair.get(), share),
                (shared, then) -> ClientHandshake13.begin(offer, suite, shared, selected, then));
    }

    /** RFC 9846 §4.3.11: it is one that was offered, its hash is the suite's, and there is a key exchange. */
    private static void checkSelected(ClientOffer offer, ServerHello hello, int selected)
            throws TlsException {
        if (selected >= offer.keys().size()) {
            throw TlsException.builder(Misbehaved.ILLEGAL_SELECTED_IDENTITY)
                    .ours(offer.keys().size() + " keys")
                    .theirs("number " + selected + ", counted from 0")
                    .build();
        }
        PreSharedKey key = offer.keys().get(selected);
        if (offer.configuration().crypto().hash(hello.cipherSuite()) != key.hash()) {
            throw TlsException.builder(Misbehaved.ILLEGAL_SELECTED_IDENTITY)
                    .ours("a key for " + key.hash())
                    .theirs(hello.cipherSuite())
                    .build();
        }
        if (!hello.extensions().contains(ExtensionType.KEY_SHARE)) {
            throw TlsException.builder(Misbehaved.ILLEGAL_SELECTED_IDENTITY)
                    .ours("psk_dhe_ke")
                    .theirs("no key_share")
                    .build();
        }
    }

    /** The server throws it away; what is sent again is for the application to say. */
    static void refuseEarlyData(Effects effects) {
        effects.gate(Direction.OUTBOUND, Gate.CLOSED);
        effects.fact(new Fact.EarlyDataOffered(EarlyData.REFUSED));
    }

    private static Secret decapsulate(KeyExchange.KeyPair keyPair, KeyShareEntry share)
            throws TlsException {
        try {
            return keyPair.decapsulate(share.keyExchange());
        } catch (InvalidShareException e) {
            throw TlsException.of(
                    Misbehaved.KEY_SHARE_INVALID, share.group() + ", " + e.getMessage());
        }
    }

    private static void requireRequestedOrCookie(ClientOffer offer, ServerHello retry)
            throws TlsException {
        List<ExtensionType> allowed = offer.requested();
        allowed.add(ExtensionType.COOKIE);
        retry.extensions().requireRequested(allowed, Place.HELLO_RETRY_REQUEST);
    }

    private static void checkGroup(ClientOffer offer, NamedGroup group) throws TlsException {
        if (!offer.configuration().namedGroups().contains(group)) {
            throw TlsException.builder(Misbehaved.GROUP_NOT_OFFERED)
                    .ours(offer.configuration().namedGroups())
                    .theirs(group)
                    .build();
        }
        if (offer.keyPair(group).isPresent()) {
            throw TlsException.of(
                    Misbehaved.RETRY_CHANGES_NOTHING, "a share of " + group + " was there already");
        }
    }

    /** The first hello but for what the retry asks for (RFC 9846 §4.2.2). */
    private static ClientOffer secondOffer(
            ClientOffer first,
            Suite13 suite,
            Optional<NamedGroup> group,
            Optional<byte[]> cookie,
            Effects effects) {
        var configuration = first.configuration();
        Extensions.Builder extensions =
                first.hello().extensions().toBuilder()
                        .remove(ExtensionType.EARLY_DATA)
                        .remove(ExtensionType.PRE_SHARED_KEY);
        ClientOffer offer = first;
        if (group.isPresent()) {
            KeyExchange.KeyPair keyPair =
                    configuration
                            .crypto()
                            .keyExchange(group.get())
                            .generate(configuration.random());
            extensions.put(
                    ExtensionTable.KEY_SHARES,
                    List.of(new KeyShareEntry(group.get(), keyPair.share())));
            offer = first.withKeyPair(group.get(), keyPair);
        }
        cookie.ifPresent(value -> extensions.put(ExtensionTable.COOKIE, value));
        // RFC 9846 §4.2.4: keys of another hash cannot be bound to this transcript.
        List<PreSharedKey> keys =
                first.keys().stream().filter(key -> key.hash() == suite.hash()).toList();
        first.keys().stream().filter(key -> !keys.contains(key)).forEach(PreSharedKey::close);
        if (!keys.isEmpty()) {
            Binders.putPlaceholders(extensions, keys, configuration.clock().instant());
        }
        if (first.hello().legacySessionId().length > 0 && !first.earlyData()) {
            effects.changeCipherSpec();
        }
        Flight flight = effects.flight(first.transcript());
        ClientHello sent =
                flight.add(
                        first.hello().with(extensions.build()),
                        almost ->
                                keys.isEmpty()
                                        ? almost
                                        : Binders.fill(
                                                almost,
                                                keys,
                                                first.transcript(),
                                                configuration.crypto()));
        effects.send(flight);
        return offer.with(sent, keys);
    }
}
