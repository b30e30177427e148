package handclasp.tls.internal.tls13;

import handclasp.tls.CipherSuite;
import handclasp.tls.Misbehaved;
import handclasp.tls.NamedGroup;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.TlsException;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.handshake.ClientOffer;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.Kind;
import handclasp.tls.internal.message.ServerHello;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A client's WAIT_SH after it sent a second ClientHello: what the retry chose must stay (RFC 9846 §4.2.4). */
final class WaitServerHelloAfterRetry implements State {
    private final ClientOffer offer;
    private final CipherSuite suite;
    private final Optional<NamedGroup> group;

    WaitServerHelloAfterRetry(ClientOffer offer, CipherSuite suite, Optional<NamedGroup> group) {
        this.offer = offer;
        this.suite = suite;
        this.group = group;
    }

    @Override
    public Set<Kind> expects() {
        return EnumSet.of(Kind.CHANGE_CIPHER_SPEC, Kind.SERVER_HELLO);
    }

    @Override
    public State on(Input input, Effects effects) throws TlsException {
        if (!(input instanceof Input.Message message)) {
            return this;
        }
        ServerHello hello = (ServerHello) message.value();
        Optional<ProtocolVersion> version = ExtensionTable.SELECTED_VERSION.in(hello.extensions());
        if (!version.equals(Optional.of(ProtocolVersion.TLS_1_3))) {
            throw TlsException.of(Misbehaved.RETRY_NOT_KEPT, "another version");
        }
        if (!hello.cipherSuite().equals(suite)) {
            throw TlsException.of(
                    Misbehaved.RETRY_NOT_KEPT, hello.cipherSuite() + " instead of " + suite);
        }
        var share = ExtensionTable.KEY_SHARE.in(hello.extensions());
        if (group.isPresent() && share.isPresent() && !share.get().group().equals(group.get())) {
            throw TlsException.of(
                    Misbehaved.RETRY_NOT_KEPT, share.get().group() + " instead of " + group.get());
        }
        return ClientStart13.accept(offer, hello, message.bytes(), effects);
    }
}
