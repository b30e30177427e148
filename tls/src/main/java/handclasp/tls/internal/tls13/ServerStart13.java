package handclasp.tls.internal.tls13;

import handclasp.tls.CipherSuite;
import handclasp.tls.Direction;
import handclasp.tls.EarlyData;
import handclasp.tls.ExtensionType;
import handclasp.tls.Fact;
import handclasp.tls.Incompatible;
import handclasp.tls.Misbehaved;
import handclasp.tls.NamedGroup;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.TlsException;
import handclasp.tls.crypto.HashAlgorithm;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.extension.Extensions;
import handclasp.tls.internal.extension.KeyShareEntry;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.Flight;
import handclasp.tls.internal.handshake.Gate;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.handshake.Transcript;
import handclasp.tls.internal.message.ClientHello;
import handclasp.tls.internal.message.HelloRetryRequest;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.ServerHello;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where a server's handshake becomes one of TLS 1.3: RECVD_CH, the choice of suite and group (RFC 9846 §4.2.1). */
public final class ServerStart13 {
    /** Of early data that is thrown away at least, in bytes. */
    private static final long MIN_SKIPPED = 16_384;

    private ServerStart13() {}

    /** Goes on after a ClientHello that offers TLS 1.3. */
    public static State onClientHello(
            ServerConfiguration configuration, Input.Message input, Effects effects)
            throws TlsException {
        ClientHello hello = (ClientHello) input.value();
        checkForm(hello);
        return ServerPsks.findExternal(
                configuration,
                hello,
                effects,
                (external, then) -> choose(configuration, input, external, then));
    }

    private static State choose(
            ServerConfiguration configuration,
            Input.Message input,
            Optional<ServerPsks.External> external,
            Effects effects)
            throws TlsException {
        ClientHello hello = (ClientHello) input.value();
        CipherSuite suite = chooseSuite(configuration, hello, external);
        Suite13 chosen = new Suite13(configuration.crypto(), suite);
        Transcript transcript = new Transcript(configuration.crypto());
        transcript.hashWith(chosen.hash());
        effects.fact(new Fact.Version(ProtocolVersion.TLS_1_3));
        effects.fact(new Fact.Suite(suite));
        ExtensionTable.SERVER_NAME
                .in(hello.extensions())
                .flatMap(name -> name)
                .ifPresent(name -> effects.fact(new Fact.AskedFor(name)));

        List<KeyShareEntry> shares = ExtensionTable.KEY_SHARES.requiredIn(hello.extensions());
        List<NamedGroup> groups = commonGroups(configuration, hello);
        for (NamedGroup group : groups) {
            Optional<KeyShareEntry> share = find(shares, group);
            if (share.isPresent()) {
                return ServerChoice13.negotiate(
                        configuration, chosen, transcript, input, share.get(), external, effects);
            }
        }
        transcript.add(input.bytes());
        return retry(configuration, chosen, transcript, hello, groups.get(0), effects);
    }

    /** Every client of TLS 1.3 must send these in this form (RFC 9846 §4.2.2, §4.3.8, §4.3.10, §9.2). */
    static void checkForm(ClientHello hello) throws TlsException {
        if (!hello.legacyVersion().equals(ProtocolVersion.TLS_1_2)) {
            throw TlsException.builder(Misbehaved.ILLEGAL_LEGACY_VERSION)
                    .theirs(hello.legacyVersion())
                    .build();
        }
        byte[] compression = hello.legacyCompressionMethods();
        if (compression.length != 1 || compression[0] != 0) {
            throw TlsException.builder(Misbehaved.ILLEGAL_COMPRESSION)
                    .theirs("methods " + HexFormat.of().formatHex(compression))
                    .build();
        }
        if (!hello.extensions().contains(ExtensionType.PRE_SHARED_KEY)) {
            ExtensionTable.SIGNATURE_ALGORITHMS.requiredIn(hello.extensions());
            if (hello.extensions().contains(ExtensionType.EARLY_DATA)) {
                throw TlsException.of(
                        Misbehaved.ILLEGAL_EARLY_DATA, "it stands without pre_shared_key");
            }
        }
        List<NamedGroup> groups = ExtensionTable.SUPPORTED_GROUPS.requiredIn(hello.extensions());
        List<NamedGroup> shares =
                ExtensionTable.KEY_SHARES.requiredIn(hello.extensions()).stream()
                        .map(KeyShareEntry::group)
                        .toList();
        Set<NamedGroup> shared = new HashSet<>(shares);
        if (shared.size() != shares.size()) {
            throw TlsException.of(
                    Misbehaved.KEY_SHARES_DISAGREE_WITH_GROUPS, "two shares of one group");
        }
        if (!groups.stream().filter(shared::contains).distinct().toList().equals(shares)) {
            throw TlsException.builder(Misbehaved.KEY_SHARES_DISAGREE_WITH_GROUPS)
                    .theirs("supported_groups " + groups + ", key_share " + shares)
                    .build();
        }
    }

    /** Best first, but for one that a known external key can be used with (RFC 9846 §4.3.11). */
    private static CipherSuite chooseSuite(
            ServerConfiguration configuration,
            ClientHello hello,
            Optional<ServerPsks.External> external)
            throws TlsException {
        List<CipherSuite> common =
                configuration.cipherSuites().stream()
                        .filter(suite -> isTls13(suite) && hello.cipherSuites().contains(suite))
                        .toList();
        if (external.isPresent()) {
            HashAlgorithm wanted = external.get().key().hash();
            Optional<CipherSuite> fitting =
                    common.stream()
                            .filter(suite -> configuration.crypto().hash(suite) == wanted)
                            .findFirst();
            if (fitting.isPresent()) {
                return fitting.get();
            }
        }
        if (!common.isEmpty()) {
            return common.get(0);
        }
        throw TlsException.builder(Incompatible.CIPHER_SUITE)
                .ours(configuration.cipherSuites())
                .theirs(hello.cipherSuites())
                .build();
    }

    private static boolean isTls13(CipherSuite suite) {
        return suite.version().equals(Optional.of(ProtocolVersion.TLS_1_3));
    }

    private static List<NamedGroup> commonGroups(
            ServerConfiguration configuration, ClientHello hello) throws TlsException {
        List<NamedGroup> theirs = ExtensionTable.SUPPORTED_GROUPS.requiredIn(hello.extensions());
        List<NamedGroup> common =
                configuration.namedGroups().stream().filter(theirs::contains).toList();
        if (common.isEmpty()) {
            throw TlsException.builder(Incompatible.GROUP)
                    .ours(configuration.namedGroups())
                    .theirs(theirs)
                    .build();
        }
        return common;
    }

    /** Early data is thrown away up to there: also what an earlier configuration allowed (RFC 9846 §4.3.10). */
    static long skipLimit(ServerConfiguration configuration) {
        return Math.max(configuration.earlyDataLimit(), MIN_SKIPPED);
    }

    static Optional<KeyShareEntry> find(List<KeyShareEntry> shares, NamedGroup group) {
        return shares.stream().filter(share -> share.group().equals(group)).findFirst();
    }

    private static State retry(
            ServerConfiguration configuration,
            Suite13 suite,
            Transcript transcript,
            ClientHello hello,
            NamedGroup group,
            Effects effects) {
        transcript.replaceByMessageHash(suite.hash());
        Extensions extensions =
                Extensions.builder()
                        .put(ExtensionTable.SELECTED_VERSION, ProtocolVersion.TLS_1_3)
                        .put(ExtensionTable.SELECTED_GROUP, group)
                        .build();
        ServerHello retry =
                new ServerHello(
                        ProtocolVersion.TLS_1_2,
                        HelloRetryRequest.random(),
                        hello.legacySessionId(),
                        suite.cipherSuite(),
                        0,
                        extensions);
        Flight flight = effects.flight(transcript);
        HelloRetryRequest sent = flight.add(new HelloRetryRequest(retry));
        effects.send(flight);
        effects.fact(new Fact.Retried());
        if (hello.extensions().contains(ExtensionType.EARLY_DATA)) {
            effects.fact(new Fact.EarlyDataOffered(EarlyData.REFUSED));
            effects.gate(Direction.INBOUND, Gate.skipProtected(skipLimit(configuration)));
        }
        if (hello.legacySessionId().length > 0) {
            effects.changeCipherSpec();
        }
        Optional<byte[]> cookie = ExtensionTable.COOKIE.in(sent.hello().extensions());
        return new WaitClientHelloAfterRetry(
                configuration, suite, transcript, hello, group, cookie);
    }
}
