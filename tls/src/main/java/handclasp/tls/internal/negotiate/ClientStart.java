package handclasp.tls.internal.negotiate;

import handclasp.tls.ClientConfiguration;
import handclasp.tls.NamedGroup;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.ServerName;
import handclasp.tls.crypto.KeyExchange;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.extension.Extensions;
import handclasp.tls.internal.extension.KeyShareEntry;
import handclasp.tls.internal.handshake.ClientOffer;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.Flight;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.handshake.Transcript;
import handclasp.tls.internal.message.ClientHello;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A client's START: it sends the ClientHello (RFC 9846 §4.2.2). */
public final class ClientStart {
    private ClientStart() {}

    public static State begin(ClientConfiguration configuration, ServerName name, Effects effects) {
        Map<NamedGroup, KeyExchange.KeyPair> keyPairs = new LinkedHashMap<>();
        for (NamedGroup group : configuration.keyShareGroups()) {
            keyPairs.put(
                    group,
                    configuration.crypto().keyExchange(group).generate(configuration.random()));
        }
        byte[] random = new byte[ClientHello.RANDOM];
        configuration.random().nextBytes(random);
        byte[] sessionId = new byte[configuration.compatibilityMode() ? 32 : 0];
        configuration.random().nextBytes(sessionId);
        ClientHello hello =
                new ClientHello(
                        ProtocolVersion.TLS_1_2,
                        random,
                        sessionId,
                        configuration.cipherSuites(),
                        new byte[] {0},
                        extensions(configuration, name, keyPairs));
        Transcript transcript = new Transcript(configuration.crypto());
        Flight flight = effects.flight(transcript);
        ClientHello sent = flight.add(hello);
        effects.send(flight);
        return new WaitServerHello(
                new ClientOffer(configuration, name, transcript, sent, keyPairs));
    }

    private static Extensions extensions(
            ClientConfiguration configuration,
            ServerName name,
            Map<NamedGroup, KeyExchange.KeyPair> keyPairs) {
        Extensions.Builder extensions = Extensions.builder();
        if (!name.isAddress()) {
            extensions.put(ExtensionTable.SERVER_NAME, Optional.of(name));
        }
        extensions.put(ExtensionTable.SUPPORTED_GROUPS, configuration.namedGroups());
        extensions.put(ExtensionTable.SIGNATURE_ALGORITHMS, configuration.signatureSchemes());
        if (!configuration.certificateSignatureSchemes().equals(configuration.signatureSchemes())) {
            extensions.put(
                    ExtensionTable.SIGNATURE_ALGORITHMS_CERT,
                    configuration.certificateSignatureSchemes());
        }
        if (!configuration.applicationProtocols().isEmpty()) {
            extensions.put(
                    ExtensionTable.APPLICATION_PROTOCOLS, configuration.applicationProtocols());
        }
        extensions.put(ExtensionTable.SUPPORTED_VERSIONS, List.of(ProtocolVersion.TLS_1_3));
        List<KeyShareEntry> shares =
                keyPairs.entrySet().stream()
                        .map(entry -> new KeyShareEntry(entry.getKey(), entry.getValue().share()))
                        .toList();
        return extensions.put(ExtensionTable.KEY_SHARES, shares).build();
    }
}
