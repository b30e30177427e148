package handclasp.tls.internal.negotiate;

import handclasp.tls.ConfigurationSelector;
import handclasp.tls.Incompatible;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.TlsException;
import handclasp.tls.WorkFailed;
import handclasp.tls.WorkKind;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.handshake.Suspended;
import handclasp.tls.internal.message.ClientHello;
import handclasp.tls.internal.message.Input;
import handclasp.tls.internal.message.Kind;
import handclasp.tls.internal.tls13.ServerStart13;
import java.util.EnumSet;
import java.util.Set;

/** A server's START: where the configuration is chosen and the version settled (RFC 9846 §4.3.1). */
public final class WaitClientHello implements State {
    private final ServerConfiguration configuration;

    public WaitClientHello(ServerConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public Set<Kind> expects() {
        return EnumSet.of(Kind.CLIENT_HELLO);
    }

    @Override
    public State on(Input input, Effects effects) throws TlsException {
        Input.Message message = (Input.Message) input;
        if (configuration.configurationSelector().isEmpty()) {
            return negotiate(configuration, message, effects);
        }
        ConfigurationSelector selector = configuration.configurationSelector().get();
        ClientHello hello = (ClientHello) message.value();
        return Suspended.on(
                WorkKind.CHOOSE_CONFIGURATION,
                WorkFailed.CONFIGURATION,
                () -> selector.select(hello.summary()),
                (chosen, then) -> negotiate(chosen, message, then));
    }

    private static State negotiate(
            ServerConfiguration chosen, Input.Message message, Effects effects)
            throws TlsException {
        ClientHello hello = (ClientHello) message.value();
        if (!hello.versions().contains(ProtocolVersion.TLS_1_3)) {
            throw TlsException.builder(Incompatible.VERSION)
                    .ours(ProtocolVersion.TLS_1_3)
                    .theirs(hello.versions())
                    .build();
        }
        return ServerStart13.onClientHello(chosen, message, effects);
    }
}
