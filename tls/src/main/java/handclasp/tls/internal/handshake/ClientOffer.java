package handclasp.tls.internal.handshake;

import handclasp.tls.ClientConfiguration;
import handclasp.tls.ExtensionType;
import handclasp.tls.NamedGroup;
import handclasp.tls.ServerName;
import handclasp.tls.crypto.KeyExchange;
import handclasp.tls.internal.message.ClientHello;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a client offered and needs again when the server answers. Holds private keys: closing it forgets them.
 */
public final class ClientOffer implements AutoCloseable {
    private final ClientConfiguration configuration;
    private final ServerName serverName;
    private final Transcript transcript;
    private final ClientHello hello;
    private final Map<NamedGroup, KeyExchange.KeyPair> keyPairs;
    private final ClientSessions sessions;

    public ClientOffer(
            ClientConfiguration configuration,
            ServerName serverName,
            Transcript transcript,
            ClientHello hello,
            Map<NamedGroup, KeyExchange.KeyPair> keyPairs,
            ClientSessions sessions) {
        this.configuration = configuration;
        this.serverName = serverName;
        this.transcript = transcript;
        this.hello = hello;
        this.keyPairs = Map.copyOf(keyPairs);
        this.sessions = sessions;
    }

    public ClientConfiguration configuration() {
        return configuration;
    }

    /** The name the server must prove. */
    public ServerName serverName() {
        return serverName;
    }

    public Transcript transcript() {
        return transcript;
    }

    /** As sent last. */
    public ClientHello hello() {
        return hello;
    }

    /** The key pair whose share the last hello brought for this group. */
    public Optional<KeyExchange.KeyPair> keyPair(NamedGroup group) {
        return Optional.ofNullable(keyPairs.get(group));
    }

    /** The session it offers to resume, and where the next one will be kept. */
    public ClientSessions sessions() {
        return sessions;
    }

    /** The same key pairs in another hello. */
    public ClientOffer withHello(ClientHello other) {
        return with(other, keyPairs);
    }

    /** Other key pairs in another hello. */
    public ClientOffer with(ClientHello other, Map<NamedGroup, KeyExchange.KeyPair> others) {
        return new ClientOffer(configuration, serverName, transcript, other, others, sessions);
    }

    /** What a server may answer to, for {@code requireRequested}. */
    public List<ExtensionType> requested() {
        return new ArrayList<>(hello.extensions().types());
    }

    @Override
    public void close() {
        keyPairs.values().forEach(KeyExchange.KeyPair::close);
    }
}
