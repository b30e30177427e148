package handclasp.tls.internal.tls13;

import handclasp.tls.Fact;
import handclasp.tls.Misbehaved;
import handclasp.tls.TlsException;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.extension.Place;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.message.EncryptedExtensions;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A client's WAIT_EE. */
final class WaitEncryptedExtensions implements State {
    private final ClientHandshake13 handshake;

    WaitEncryptedExtensions(ClientHandshake13 handshake) {
        this.handshake = handshake;
    }

    @Override
    public Set<Kind> expects() {
        return EnumSet.of(Kind.CHANGE_CIPHER_SPEC, Kind.ENCRYPTED_EXTENSIONS);
    }

    @Override
    public State on(Input input, Effects effects) throws TlsException {
        if (!(input instanceof Input.Message message)) {
            return this;
        }
        var extensions = ((EncryptedExtensions) message.value()).extensions();
        extensions.requireRequested(handshake.offer().requested(), Place.ENCRYPTED_EXTENSIONS);
        Optional<String> protocol = ExtensionTable.APPLICATION_PROTOCOL.in(extensions);
        if (protocol.isPresent()) {
            List<String> offered = handshake.offer().configuration().applicationProtocols();
            if (!offered.contains(protocol.get())) {
                throw TlsException.builder(Misbehaved.ALPN_NOT_OFFERED)
                        .ours(offered)
                        .theirs(protocol.get())
                        .build();
            }
            effects.fact(new Fact.ApplicationProtocol(protocol.get()));
        }
        handshake.offer().transcript().add(message.bytes());
        boolean early = ExtensionTable.EARLY_DATA.in(extensions).orElse(false);
        return handshake.with(early, protocol, effects).authenticate(effects);
    }
}
