package handclasp.tls;

/** Chooses a server's configuration by what a client said. Called outside the engine; may block. Must be thread-safe. */
@FunctionalInterface
public interface ConfigurationSelector {
    /**
     * The configuration for this client; its own selector is not asked again, and its listener, key log, clock and
     * random source are not used: those of the first configuration stay.
     *
     * @throws TlsException to refuse, for example with {@link Incompatible#SERVER_NAME}
     * @throws Exception if the choice cannot be made; the handshake fails with {@code internal_error}
     */
    ServerConfiguration select(ClientHelloSummary hello) throws Exception;
}
