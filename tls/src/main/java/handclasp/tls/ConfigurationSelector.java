package handclasp.tls;

/** Chooses a server's configuration by what a client said. Called outside the engine; may block. Must be thread-safe. */
@FunctionalInterface
public interface ConfigurationSelector {
    /**
     * The configuration for this client. Its own selector is not asked, and listener, key log, padding and limits of the
     * first configuration stay in force.
     *
     * @throws TlsException to refuse, for example with {@link Incompatible#SERVER_NAME}
     * @throws Exception if the choice cannot be made; the handshake fails with {@code internal_error}
     */
    ServerConfiguration select(ClientHelloSummary hello) throws Exception;
}
