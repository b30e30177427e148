package handclasp.tls;

import handclasp.tls.auth.CertificateStatusSource;
import java.time.Duration;
import java.util.Optional;

/** A server's configuration. Immutable and safe for use by any number of threads and connections. */
public final class ServerConfiguration extends TlsConfiguration {
    private static final Duration TICKET_PERIOD = Duration.ofDays(1);
    private static final int TICKETS = 2;
    private static final int MAX_TICKETS = 16;

    /** For errors of clocks and the network (RFC 9846 §8.3). */
    private static final Duration REPLAY_WINDOW = Duration.ofSeconds(10);

    /** Handshakes with early data in twice the window. */
    private static final int REPLAY_CAPACITY = 100_000;

    private final ClientAuthentication clientAuthentication;
    private final Optional<ConfigurationSelector> configurationSelector;
    private final boolean writesBeforeClientFinished;
    private final Optional<TicketKeys> ticketKeys;
    private final Optional<CertificateStatusSource> certificateStatus;
    private final int tickets;
    private final int earlyDataLimit;
    private final Optional<ReplayGuard> replayGuard;
    private final Optional<ExternalPsks> externalPsks;

    private ServerConfiguration(Builder builder) {
        super(builder);
        clientAuthentication = builder.clientAuthentication;
        configurationSelector = builder.configurationSelector;
        writesBeforeClientFinished = builder.writesBeforeClientFinished;
        certificateStatus = builder.certificateStatus;
        tickets = builder.tickets;
        earlyDataLimit = builder.earlyDataLimit;
        replayGuard =
                earlyDataLimit == 0
                        ? Optional.empty()
                        : builder.replayGuard.or(
                                () ->
                                        Optional.of(
                                                ReplayGuard.inMemory(
                                                        REPLAY_WINDOW, REPLAY_CAPACITY, clock())));
        externalPsks = builder.externalPsks;
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

    /** How many tickets a client of TLS 1.3 is given after the handshake, 0 to 16; by default 2. */
    public int tickets() {
        return tickets;
    }

    /** How many bytes of early data are taken from a client (RFC 9846 §4.7.1); by default 0, which is none at all. */
    public int earlyDataLimit() {
        return earlyDataLimit;
    }

    /**
     * What keeps early data from being taken twice; empty if none is taken. By default in memory, for this configuration and
     * its copies, with a window of ten seconds.
     */
    public Optional<ReplayGuard> replayGuard() {
        return replayGuard;
    }

    /** Where the external pre-shared keys of clients are found; by default there are none. */
    public Optional<ExternalPsks> externalPsks() {
        return externalPsks;
    }

    /** Collects settings. Not thread-safe. */
    public static final class Builder extends TlsConfiguration.Builder<Builder> {
        private ClientAuthentication clientAuthentication = ClientAuthentication.NONE;
        private Optional<ConfigurationSelector> configurationSelector = Optional.empty();
        private boolean writesBeforeClientFinished;
        private Optional<Optional<TicketKeys>> ticketKeys = Optional.empty();
        private Optional<CertificateStatusSource> certificateStatus = Optional.empty();
        private int tickets = TICKETS;
        private int earlyDataLimit;
        private Optional<ReplayGuard> replayGuard = Optional.empty();
        private Optional<ExternalPsks> externalPsks = Optional.empty();

        private Builder() {}

        private Builder(ServerConfiguration from) {
            super(from);
            clientAuthentication = from.clientAuthentication;
            configurationSelector = from.configurationSelector;
            writesBeforeClientFinished = from.writesBeforeClientFinished;
            ticketKeys = Optional.of(from.ticketKeys);
            certificateStatus = from.certificateStatus;
            tickets = from.tickets;
            earlyDataLimit = from.earlyDataLimit;
            replayGuard = from.replayGuard;
            externalPsks = from.externalPsks;
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

        /**
         * Gives clients of TLS 1.3 so many tickets right after the handshake; more can be given by {@link
         * TlsConnection#sendTickets}. Each serves one connection, so that a client needs as many as it opens at a time (RFC
         * 9846 §C.4). Tickets are sealed by {@link #ticketKeys}; without those ({@link #withoutTickets}) they are names under
         * which {@link #sessions} keeps what is needed, each good for one handshake.
         *
         * @param count 0 to 16
         */
        public Builder tickets(int count) {
            tickets = count;
            return this;
        }

        /**
         * Takes early data from clients that resume a session (RFC 9846 §4.3.10), each piece of it once at this server. It can
         * still be sent again by somebody who recorded it: to another server with the same ticket keys, or to this one after it
         * was refused. An application reads it apart from other data, by {@link TlsSocket#earlyData} or {@link
         * PlaintextSink#acceptEarly}, and only if its protocol says what is safe in it (RFC 9846 §F.5); for HTTP see RFC 8470.
         *
         * @param limit in bytes for one connection, 1 to 16 MiB, all of which a {@link TlsSocket} may hold in memory; 0 for none
         */
        public Builder earlyData(int limit) {
            earlyDataLimit = limit;
            return this;
        }

        /** Asks this guard before early data is taken, in place of one in memory. */
        public Builder replayGuard(ReplayGuard guard) {
            replayGuard = Optional.of(guard);
            return this;
        }

        /** Takes clients that hold one of these keys, without certificates; see {@link ExternalPsk}. */
        public Builder externalPsks(ExternalPsks keys) {
            externalPsks = Optional.of(keys);
            return this;
        }

        /** Sends the certificate's status along where a client of TLS 1.2 asks for it. */
        public Builder certificateStatus(CertificateStatusSource source) {
            certificateStatus = Optional.of(source);
            return this;
        }

        /**
         * Seals no tickets: whoever comes by a ticket's key reads what its sessions said. Sessions are resumed as {@link
         * #sessions} keeps them.
         */
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
            if (tickets < 0 || tickets > MAX_TICKETS) {
                throw new IllegalArgumentException(
                        "tickets is " + tickets + ", not 0 to " + MAX_TICKETS);
            }
            if (earlyDataLimit < 0 || earlyDataLimit > 16 << 20) {
                throw new IllegalArgumentException(
                        "earlyData is " + earlyDataLimit + ", not 0 to 16777216");
            }
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
