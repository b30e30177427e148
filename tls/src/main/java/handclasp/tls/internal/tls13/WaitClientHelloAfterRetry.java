package handclasp.tls.internal.tls13;

import handclasp.tls.Direction;
import handclasp.tls.ExtensionType;
import handclasp.tls.Misbehaved;
import handclasp.tls.NamedGroup;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.TlsException;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.extension.KeyShareEntry;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.Gate;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.handshake.Transcript;
import handclasp.tls.internal.message.ClientHello;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.Kind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A server that sent a HelloRetryRequest: the second hello must be the first but for what was asked for. */
final class WaitClientHelloAfterRetry implements State {
    /** What may differ between the two hellos (RFC 9846 §4.2.2). */
    private static final List<ExtensionType> MAY_DIFFER =
            List.of(
                    ExtensionType.KEY_SHARE,
                    ExtensionType.COOKIE,
                    ExtensionType.PRE_SHARED_KEY,
                    ExtensionType.EARLY_DATA,
                    ExtensionType.PADDING);

    private final ServerConfiguration configuration;
    private final Suite13 suite;
    private final Transcript transcript;
    private final ClientHello first;
    private final NamedGroup group;
    private final Optional<byte[]> cookie;

    WaitClientHelloAfterRetry(
            ServerConfiguration configuration,
            Suite13 suite,
            Transcript transcript,
            ClientHello first,
            NamedGroup group,
            Optional<byte[]> cookie) {
        this.configuration = configuration;
        this.suite = suite;
        this.transcript = transcript;
        this.first = first;
        this.group = group;
        this.cookie = cookie;
    }

    @Override
    public Set<Kind> expects() {
        return EnumSet.of(Kind.CHANGE_CIPHER_SPEC, Kind.CLIENT_HELLO);
    }

    @Override
    public State on(Input input, Effects effects) throws TlsException {
        if (!(input instanceof Input.Message message)) {
            return this;
        }
        ClientHello second = (ClientHello) message.value();
        ServerStart13.checkForm(second);
        requireSame(second);
        List<KeyShareEntry> shares = ExtensionTable.KEY_SHARES.requiredIn(second.extensions());
        if (shares.size() != 1 || !shares.get(0).group().equals(group)) {
            throw TlsException.builder(Misbehaved.SECOND_CLIENT_HELLO_DIFFERS)
                    .detail("key_share is not the one share that was asked for")
                    .ours(group)
                    .theirs(shares.stream().map(KeyShareEntry::group).toList())
                    .build();
        }
        if (second.extensions().contains(ExtensionType.EARLY_DATA)) {
            throw TlsException.of(
                    Misbehaved.ILLEGAL_EARLY_DATA, "it stands in the second ClientHello");
        }
        effects.gate(Direction.INBOUND, Gate.CLOSED);
        return ServerPsks.findExternal(
                configuration,
                second,
                effects,
                (external, then) ->
                        ServerChoice13.negotiate(
                                configuration,
                                suite,
                                transcript,
                                message,
                                shares.get(0),
                                external,
                                then));
    }

    private void requireSame(ClientHello second) throws TlsException {
        if (!Arrays.equals(first.random(), second.random())) {
            throw TlsException.of(Misbehaved.SECOND_CLIENT_HELLO_DIFFERS, "random");
        }
        if (!Arrays.equals(first.legacySessionId(), second.legacySessionId())) {
            throw TlsException.of(Misbehaved.SECOND_CLIENT_HELLO_DIFFERS, "legacy_session_id");
        }
        if (!first.cipherSuites().equals(second.cipherSuites())) {
            throw TlsException.of(Misbehaved.SECOND_CLIENT_HELLO_DIFFERS, "cipher_suites");
        }
        Optional<String> difference = first.differenceTo(second, MAY_DIFFER);
        if (difference.isPresent()) {
            throw TlsException.of(Misbehaved.SECOND_CLIENT_HELLO_DIFFERS, difference.get());
        }
        byte[] echoed = ExtensionTable.COOKIE.in(second.extensions()).orElse(new byte[0]);
        if (!Arrays.equals(cookie.orElse(new byte[0]), echoed)) {
            throw TlsException.of(Misbehaved.SECOND_CLIENT_HELLO_DIFFERS, "cookie");
        }
    }
}
