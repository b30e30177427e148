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
 * What a client offered and needs again when the server answers. Holds private and pre-shared keys: closing it forgets
 * them.
 */
public final class ClientOffer implements AutoCloseable {
    private final ClientConfiguration configuration;
    private final ServerName serverName;
    private final Transcript transcript;
    private final ClientHello hello;
    private final Map<NamedGroup, KeyExchange.KeyPair> keyPairs;
    private final ClientSessions sessions;
    private final List<PreSharedKey> keys;
    private final boolean earlyData;

    public ClientOffer(
            ClientConfiguration configuration,
            ServerName serverName,
            Transcript transcript,
            ClientHello hello,
            Map<NamedGroup, KeyExchange.KeyPair> keyPairs,
            ClientSessions sessions,
            List<PreSharedKey> keys,
            boolean earlyData) {
        this.configuration = configuration;
        this.serverName = serverName;
        this.transcript = transcript;
        this.hello = hello;
        this.keyPairs = Map.copyOf(keyPairs);
        this.sessions = sessions;
        this.keys = List.copyOf(keys);
        this.earlyData = earlyData;
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

    /** The pre-shared keys that the last hello offers, in its order. */
    public List<PreSharedKey> keys() {
        return keys;
    }

    /** Whether the first hello offered early data, under the first of its keys. */
    public boolean earlyData() {
        return earlyData;
    }

    /** The session it offers to resume, and where the next one will be kept. */
    public ClientSessions sessions() {
        return sessions;
    }

    /** Another hello, with the same key pairs and these of the keys. */
    public ClientOffer with(ClientHello other, List<PreSharedKey> those) {
        return new ClientOffer(
                configuration, serverName, transcript, other, keyPairs, sessions, those, earlyData);
    }

    /** Another key pair; those before it are forgotten. */
    public ClientOffer withKeyPair(NamedGroup group, KeyExchange.KeyPair pair) {
        keyPairs.values().forEach(KeyExchange.KeyPair::close);
        return new ClientOffer(
                configuration,
                serverName,
                transcript,
                hello,
                Map.of(group, pair),
                sessions,
                keys,
                earlyData);
    }

    /** What a server may answer to, for {@code requireRequested}. */
    public List<ExtensionType> requested() {
        return new ArrayList<>(hello.extensions().types());
    }

    @Override
    public void close() {
        keyPairs.values().forEach(KeyExchange.KeyPair::close);
        keys.forEach(PreSharedKey::close);
    }
}
