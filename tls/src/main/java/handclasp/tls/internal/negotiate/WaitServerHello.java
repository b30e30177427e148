package handclasp.tls.internal.negotiate;

import handclasp.tls.Incompatible;
import handclasp.tls.Misbehaved;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.TlsException;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.handshake.ClientOffer;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.message.HelloRetryRequest;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.Kind;
import handclasp.tls.internal.message.ServerHello;
import handclasp.tls.internal.tls13.ClientStart13;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/** A client's WAIT_SH: where the version is settled (RFC 9846 §4.3.1). */
final class WaitServerHello implements State {
    /** "DOWNGRD", followed by 1 or 0 (RFC 9846 §4.2.3). */
    private static final byte[] DOWNGRADE = HexFormat.of().parseHex("444f574e475244");

    private final ClientOffer offer;

    WaitServerHello(ClientOffer offer) {
        this.offer = offer;
    }

    @Override
    public Set<Kind> expects() {
        return EnumSet.of(Kind.CHANGE_CIPHER_SPEC, Kind.SERVER_HELLO, Kind.HELLO_RETRY_REQUEST);
    }

    @Override
    public State on(Input input, Effects effects) throws TlsException {
        if (!(input instanceof Input.Message message)) {
            return this;
        }
        if (message.value() instanceof HelloRetryRequest retry) {
            requireTls13(retry.hello());
            return ClientStart13.onHelloRetryRequest(offer, message, effects);
        }
        requireTls13((ServerHello) message.value());
        return ClientStart13.onServerHello(offer, message, effects);
    }

    private void requireTls13(ServerHello hello) throws TlsException {
        Optional<ProtocolVersion> selected = ExtensionTable.SELECTED_VERSION.in(hello.extensions());
        if (selected.isPresent() && !selected.get().equals(ProtocolVersion.TLS_1_3)) {
            throw TlsException.builder(Misbehaved.VERSION_NOT_OFFERED)
                    .ours(ProtocolVersion.TLS_1_3)
                    .theirs(selected.get())
                    .build();
        }
        if (selected.isPresent()) {
            return;
        }
        if (isDowngraded(hello.random())) {
            throw TlsException.builder(Misbehaved.DOWNGRADE)
                    .ours(ProtocolVersion.TLS_1_3)
                    .theirs(hello.legacyVersion())
                    .build();
        }
        throw TlsException.builder(Incompatible.VERSION)
                .ours(ProtocolVersion.TLS_1_3)
                .theirs(hello.legacyVersion())
                .build();
    }

    private static boolean isDowngraded(byte[] random) {
        int at = random.length - DOWNGRADE.length - 1;
        int last = random[random.length - 1];
        return Arrays.equals(random, at, at + DOWNGRADE.length, DOWNGRADE, 0, DOWNGRADE.length)
                && (last == 0 || last == 1);
    }
}
