package handclasp.tls;

import handclasp.tls.auth.CertificateStatusSource;
import java.time.Duration;
import java.util.Optional;

/** A server's configuration. Immutable and safe for use by any number of threads and connections. */
public final class ServerConfiguration extends TlsConfiguration {
    private static final Duration TICKET_PERIOD = Duration.ofDays(1);

    private final ClientAuthentication clientAuthentication;
    private final Optional<ConfigurationSelector> configurationSelector;
    private final boolean writesBeforeClientFinished;
    private final Optional<TicketKeys> ticketKeys;
    private final Optional<CertificateStatusSource> certificateStatus;

    private ServerConfiguration(Builder builder) {
        super(builder);
        clientAuthentication = builder.clientAuthentication;
        configurationSelector = builder.configurationSelector;
        writesBeforeClientFinished = builder.writesBeforeClientFinished;
        certificateStatus = builder.certificateStatus;
        ticketKeys =
                builder.ticketKeys.orElseGet(
                        () -> Optional.of(TicketKeys.rotating(TICKET_PERIOD, clock(), random())));
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from these settings. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** By default {@link ClientAuthentication#NONE}. */
    public ClientAuthentication clientAuthentication() {
        return clientAuthentication;
    }

    public Optional<ConfigurationSelector> configurationSelector() {
        return configurationSelector;
    }

    /**
     * Whether the application may write right after the server's Finished, to a client that has proved nothing yet
     * (RFC 9846 §4.5.3); false by default.
     */
    public boolean writesBeforeClientFinished() {
        return writesBeforeClientFinished;
    }

    /**
     * What seals session tickets; empty to give none. By default keys in memory, which this configuration and its copies
     * share, and which change every day.
     */
    public Optional<TicketKeys> ticketKeys() {
        return ticketKeys;
    }

    /** What is sent along of the certificate's status in TLS 1.2; by default nothing. */
    public Optional<CertificateStatusSource> certificateStatus() {
        return certificateStatus;
    }

    /** Collects settings. Not thread-safe. */
    public static final class Builder extends TlsConfiguration.Builder<Builder> {
        private ClientAuthentication clientAuthentication = ClientAuthentication.NONE;
        private Optional<ConfigurationSelector> configurationSelector = Optional.empty();
        private boolean writesBeforeClientFinished;
        private Optional<Optional<TicketKeys>> ticketKeys = Optional.empty();
        private Optional<CertificateStatusSource> certificateStatus = Optional.empty();

        private Builder() {}

        private Builder(ServerConfiguration from) {
            super(from);
            clientAuthentication = from.clientAuthentication;
            configurationSelector = from.configurationSelector;
            writesBeforeClientFinished = from.writesBeforeClientFinished;
            ticketKeys = Optional.of(from.ticketKeys);
            certificateStatus = from.certificateStatus;
        }

        @Override
        Builder self() {
            return this;
        }

        public Builder clientAuthentication(ClientAuthentication mode) {
            clientAuthentication = mode;
            return this;
        }

        /** Chooses another configuration by the ClientHello, such as one for the name it asks for. */
        public Builder configurationSelector(ConfigurationSelector selector) {
            configurationSelector = Optional.of(selector);
            return this;
        }

        /** Whether the application may write before the client's Finished. */
        public Builder writesBeforeClientFinished(boolean allowed) {
            writesBeforeClientFinished = allowed;
            return this;
        }

        /**
         * Seals tickets with these keys, so that servers which share them, or one that starts again with them, resume each
         * other's sessions.
         */
        public Builder ticketKeys(TicketKeys keys) {
            ticketKeys = Optional.of(Optional.of(keys));
            return this;
        }

        /** Sends the certificate's status along where a client of TLS 1.2 asks for it. */
        public Builder certificateStatus(CertificateStatusSource source) {
            certificateStatus = Optional.of(source);
            return this;
        }

        /** Gives clients no tickets: whoever comes by a ticket's key reads what its sessions said. */
        public Builder withoutTickets() {
            ticketKeys = Optional.of(Optional.empty());
            return this;
        }

        /**
         * The configuration.
         *
         * @throws IllegalArgumentException if a list is empty or holds what the crypto provider lacks
         * @throws IllegalStateException if clients are asked for certificates and nothing says how to verify them
         */
        public ServerConfiguration build() {
            check();
            ServerConfiguration built = new ServerConfiguration(this);
            boolean asks = clientAuthentication != ClientAuthentication.NONE;
            if (asks && built.verifier().isEmpty() && !built.peerUnverified()) {
                throw new IllegalStateException(
                        "client authentication needs a verifier for the clients' certificates");
            }
            return built;
        }
    }
}
