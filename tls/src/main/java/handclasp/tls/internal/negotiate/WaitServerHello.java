package handclasp.tls.internal.negotiate;

import handclasp.tls.Incompatible;
import handclasp.tls.Misbehaved;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.TlsException;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.handshake.ClientOffer;
import handclasp.tls.internal.handshake.Dispatch;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.message.HelloRequest;
import handclasp.tls.internal.message.HelloRetryRequest;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.Kind;
import handclasp.tls.internal.message.ServerHello;
import handclasp.tls.internal.tls12.ClientStart12;
import handclasp.tls.internal.tls13.ClientStart13;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A client's WAIT_SH: where the version is settled (RFC 9846 §4.3.1). */
final class WaitServerHello implements State {
    /** "DOWNGRD", followed by 1 or 0 (RFC 9846 §4.2.3). */
    private static final byte[] DOWNGRADE = HexFormat.of().parseHex("444f574e475244");

    private final ClientOffer offer;

    /** Whether a ChangeCipherSpec came, which only TLS 1.3 drops (RFC 9846 §5). */
    private final boolean changedCipherSpec;

    WaitServerHello(ClientOffer offer) {
        this(offer, false);
    }

    private WaitServerHello(ClientOffer offer, boolean changedCipherSpec) {
        this.offer = offer;
        this.changedCipherSpec = changedCipherSpec;
    }

    @Override
    public Set<Kind> expects() {
        Set<Kind> all = EnumSet.of(Kind.SERVER_HELLO);
        if (offers(ProtocolVersion.TLS_1_3)) {
            all.add(Kind.CHANGE_CIPHER_SPEC);
            all.add(Kind.HELLO_RETRY_REQUEST);
        }
        if (offers(ProtocolVersion.TLS_1_2)) {
            all.add(Kind.HELLO_REQUEST);
        }
        return all;
    }

    @Override
    public State on(Input input, Effects effects) throws TlsException {
        if (!(input instanceof Input.Message message)) {
            return new WaitServerHello(offer, true);
        }
        return switch (message.value()) {
            // RFC 5246 §7.4.1.1: a handshake is under way, so it says nothing.
            case HelloRequest none -> this;
            case HelloRetryRequest retry -> {
                requireTls13(retry.hello());
                yield ClientStart13.onHelloRetryRequest(offer, message, effects);
            }
            default -> onServerHello(message, effects);
        };
    }

    private State onServerHello(Input.Message message, Effects effects) throws TlsException {
        ServerHello hello = (ServerHello) message.value();
        if (ExtensionTable.SELECTED_VERSION.in(hello.extensions()).isPresent()) {
            requireTls13(hello);
            return ClientStart13.onServerHello(offer, message, effects);
        }
        if (offers(ProtocolVersion.TLS_1_3) && isDowngraded(hello.random())) {
            throw TlsException.builder(Misbehaved.DOWNGRADE)
                    .ours(ProtocolVersion.TLS_1_3)
                    .theirs(hello.legacyVersion())
                    .build();
        }
        if (!hello.legacyVersion().equals(ProtocolVersion.TLS_1_2)
                || !offers(ProtocolVersion.TLS_1_2)) {
            throw Versions.incompatible(
                    offer.configuration().protocolVersions(),
                    List.of(hello.legacyVersion()),
                    hello.legacyVersion());
        }
        if (offer.earlyData()) {
            // RFC 9846 §E.3: such a server cannot skip what was sent.
            throw TlsException.builder(Incompatible.EARLY_DATA_VERSION)
                    .ours(ProtocolVersion.TLS_1_3)
                    .theirs(hello.legacyVersion())
                    .build();
        }
        if (changedCipherSpec) {
            throw Dispatch.unexpected(this, "a ChangeCipherSpec before the ServerHello", false);
        }
        return ClientStart12.onServerHello(offer, message, effects);
    }

    private boolean offers(ProtocolVersion version) {
        return offer.configuration().protocolVersions().contains(version);
    }

    /** A hello with a selected version can only choose TLS 1.3 (RFC 9846 §4.3.1). */
    private void requireTls13(ServerHello hello) throws TlsException {
        Optional<ProtocolVersion> selected = ExtensionTable.SELECTED_VERSION.in(hello.extensions());
        if (!selected.equals(Optional.of(ProtocolVersion.TLS_1_3))
                || !offers(ProtocolVersion.TLS_1_3)) {
            throw TlsException.builder(Misbehaved.VERSION_NOT_OFFERED)
                    .ours(ProtocolVersion.names(offer.configuration().protocolVersions()))
                    .theirs(selected.map(Object::toString).orElse("none"))
                    .build();
        }
    }

    private static boolean isDowngraded(byte[] random) {
        int at = random.length - DOWNGRADE.length - 1;
        int last = random[random.length - 1];
        return Arrays.equals(random, at, at + DOWNGRADE.length, DOWNGRADE, 0, DOWNGRADE.length)
                && (last == 0 || last == 1);
    }
}
