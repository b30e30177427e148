package handclasp.tls.internal.negotiate;

import handclasp.tls.CipherSuite;
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
import handclasp.tls.internal.tls12.ServerStart12;
import handclasp.tls.internal.tls13.ServerStart13;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
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
        Optional<ProtocolVersion> common =
                chosen.protocolVersions().stream().filter(hello.versions()::contains).findFirst();
        if (common.isEmpty()) {
            throw Versions.incompatible(
                    chosen.protocolVersions(), hello.versions(), hello.versions());
        }
        refuseFallback(chosen, hello);
        return common.get().equals(ProtocolVersion.TLS_1_3)
                ? ServerStart13.onClientHello(chosen, message, effects)
                : ServerStart12.onClientHello(chosen, message, effects);
    }

    /** RFC 7507 §3: the client tried a newer version before, which this end knows, and failed. */
    private static void refuseFallback(ServerConfiguration chosen, ClientHello hello)
            throws TlsException {
        ProtocolVersion newest =
                chosen.protocolVersions().stream()
                        .max(Comparator.comparingInt(ProtocolVersion::code))
                        .orElseThrow();
        if (hello.cipherSuites().contains(CipherSuite.TLS_FALLBACK_SCSV)
                && hello.versions().stream().allMatch(each -> each.code() < newest.code())) {
            throw TlsException.builder(Incompatible.FALLBACK)
                    .ours(ProtocolVersion.names(chosen.protocolVersions()))
                    .theirs(hello.versions())
                    .build();
        }
    }
}
