package handclasp.tls.internal.tls12;

import handclasp.tls.ClientAuthentication;
import handclasp.tls.ExtensionType;
import handclasp.tls.Fact;
import handclasp.tls.Incompatible;
import handclasp.tls.Misbehaved;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.TlsException;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.extension.Extensions;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.handshake.Transcript;
import handclasp.tls.internal.message.ClientHello;
import handclasp.tls.internal.message.Input;
import java.util.Optional;

/** Where a server's handshake becomes one of TLS 1.2: the ClientHello (RFC 5246 §7.4.1.2). */
public final class ServerStart12 {
    private ServerStart12() {}

    /** Goes on after a ClientHello of which TLS 1.2 was chosen. */
    public static State onClientHello(
            ServerConfiguration configuration, Input.Message input, Effects effects)
            throws TlsException {
        ClientHello hello = (ClientHello) input.value();
        checkForm(hello);
        if (configuration.extendedMasterSecretRequired()
                && !hello.extensions().contains(ExtensionType.EXTENDED_MASTER_SECRET)) {
            throw TlsException.of(Incompatible.EXTENDED_MASTER_SECRET);
        }
        Transcript transcript = new Transcript(configuration.crypto());
        transcript.add(input.bytes());
        if (configuration.clientAuthentication() != ClientAuthentication.NONE) {
            transcript.keepMessages();
        }
        effects.fact(new Fact.Version(ProtocolVersion.TLS_1_2));
        ExtensionTable.SERVER_NAME
                .in(hello.extensions())
                .flatMap(name -> name)
                .ifPresent(name -> effects.fact(new Fact.AskedFor(name)));
        ServerHandshake12 handshake = new ServerHandshake12(configuration, transcript, hello);
        return ServerResumption12.begin(handshake, effects);
    }

    private static void checkForm(ClientHello hello) throws TlsException {
        boolean uncompressed = false;
        for (byte method : hello.legacyCompressionMethods()) {
            uncompressed |= method == 0;
        }
        if (!uncompressed) {
            throw TlsException.of(Misbehaved.ILLEGAL_COMPRESSION);
        }
        Extensions extensions = hello.extensions();
        Optional<byte[]> info = ExtensionTable.RENEGOTIATION_INFO.in(extensions);
        if (info.isPresent() && info.get().length > 0) {
            throw TlsException.of(Misbehaved.RENEGOTIATION_INFO_NOT_EMPTY);
        }
        PointFormats.check(extensions);
    }
}
