package handclasp.tls.internal.handshake;

import handclasp.tls.ClientConfiguration;
import handclasp.tls.ServerName;
import handclasp.tls.SessionStore;
import handclasp.tls.crypto.HashAlgorithm;
import handclasp.tls.crypto.RunningHash;
import handclasp.tls.internal.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;

/** Where a client keeps its sessions with one server, and the one of TLS 1.2 that it offers now. */
public final class ClientSessions implements AutoCloseable {
    private final Optional<SessionStore> store;
    private final String key;
    private final Optional<Session> offered;

    private ClientSessions(Optional<SessionStore> store, String key, Optional<Session> offered) {
        this.store = store;
        this.key = key;
        this.offered = offered;
    }

    /**
     * Of a server, none offered yet.
     *
     * @param port that tells servers of one name apart, if it is known
     */
    public static ClientSessions of(
            ClientConfiguration configuration, ServerName name, OptionalInt port) {
        return new ClientSessions(
                configuration.sessions(), key(configuration, name, port), Optional.empty());
    }

    /** Nothing offered, nothing kept. */
    public static ClientSessions none() {
        return new ClientSessions(Optional.empty(), "", Optional.empty());
    }

    private static String key(
            ClientConfiguration configuration, ServerName name, OptionalInt port) {
        byte[] text = name.value().getBytes(StandardCharsets.US_ASCII);
        byte[] all =
                new WireWriter()
                        .vector(1, text)
                        .u32(port.orElse(-1))
                        .bytes(TrustSettings.of(configuration))
                        .toByteArray();
        RunningHash hash = configuration.crypto().newHash(HashAlgorithm.SHA256);
        hash.update(all, 0, all.length);
        return HexFormat.of().formatHex(hash.value());
    }

    /** Empty if nothing is kept. */
    public Optional<SessionStore> store() {
        return store;
    }

    /** Of the session of TLS 1.2. */
    public String key() {
        return "client:" + key;
    }

    /** Of the sessions of TLS 1.3, one for each ticket. */
    public String key13() {
        return "client13:" + key;
    }

    /** What the hello offers to resume in TLS 1.2. */
    public Optional<Session> offered() {
        return offered;
    }

    public ClientSessions offering(Optional<Session> session) {
        return new ClientSessions(store, key, session);
    }

    /** Forgets the secret of the session that is offered. */
    @Override
    public void close() {
        offered.ifPresent(Session::close);
    }
}
