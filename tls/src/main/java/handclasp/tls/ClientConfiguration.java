package handclasp.tls;

import java.util.List;
import java.util.Optional;

/** A client's configuration. Immutable and safe for use by any number of threads and connections. */
public final class ClientConfiguration extends TlsConfiguration {
    /** Servers need not look at more. */
    private static final int MAX_PSKS = 8;

    private final List<NamedGroup> keyShareGroups;
    private final boolean compatibilityMode;
    private final boolean tickets;
    private final boolean certificateStatusRequested;
    private final boolean renegotiationIndicationOptional;
    private final boolean ticketsReused;
    private final boolean earlyData;
    private final List<ExternalPsk> externalPsks;

    private ClientConfiguration(Builder builder) {
        super(builder);
        keyShareGroups = builder.keyShareGroups.orElseGet(() -> namedGroups().subList(0, 1));
        compatibilityMode = builder.compatibilityMode;
        tickets = builder.tickets;
        certificateStatusRequested = builder.certificateStatusRequested;
        renegotiationIndicationOptional = builder.renegotiationIndicationOptional;
        ticketsReused = builder.ticketsReused;
        earlyData = builder.earlyData;
        externalPsks = builder.externalPsks;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from these settings. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** The groups a first ClientHello brings shares for; by default the best one only. Empty asks for a retry. */
    public List<NamedGroup> keyShareGroups() {
        return keyShareGroups;
    }

    /** Whether to look like TLS 1.2 to middleboxes (RFC 9846 §E.4); true by default. */
    public boolean compatibilityMode() {
        return compatibilityMode;
    }

    /** Whether session tickets are asked for, kept and used (RFC 5077, RFC 9846 §4.7.1); true by default. */
    public boolean tickets() {
        return tickets;
    }

    /** Whether the server is asked for its certificate's status (RFC 6066 §8); false by default. */
    public boolean certificateStatusRequested() {
        return certificateStatusRequested;
    }

    /** Whether servers of TLS 1.2 may do without {@code renegotiation_info} (RFC 5746 §4.1); false by default. */
    public boolean renegotiationIndicationOptional() {
        return renegotiationIndicationOptional;
    }

    /** Whether a ticket of TLS 1.3 serves more than one connection; false by default. */
    public boolean ticketsReused() {
        return ticketsReused;
    }

    /** Whether early data is offered where a ticket allows it (RFC 9846 §4.3.10); false by default. */
    public boolean earlyData() {
        return earlyData;
    }

    /** The external pre-shared keys that are offered, the one wanted most first; by default none. */
    public List<ExternalPsk> externalPsks() {
        return externalPsks;
    }

    /** Collects settings. Not thread-safe. */
    public static final class Builder extends TlsConfiguration.Builder<Builder> {
        private Optional<List<NamedGroup>> keyShareGroups = Optional.empty();
        private boolean compatibilityMode = true;
        private boolean tickets = true;
        private boolean certificateStatusRequested;
        private boolean renegotiationIndicationOptional;
        private boolean ticketsReused;
        private boolean earlyData;
        private List<ExternalPsk> externalPsks = List.of();

        private Builder() {}

        private Builder(ClientConfiguration from) {
            super(from);
            keyShareGroups = Optional.of(from.keyShareGroups);
            compatibilityMode = from.compatibilityMode;
            tickets = from.tickets;
            certificateStatusRequested = from.certificateStatusRequested;
            renegotiationIndicationOptional = from.renegotiationIndicationOptional;
            ticketsReused = from.ticketsReused;
            earlyData = from.earlyData;
            externalPsks = from.externalPsks;
        }

        @Override
        Builder self() {
            return this;
        }

        /** Other groups also mean another share: set {@link #keyShareGroups} afterwards if it matters. */
        @Override
        public Builder namedGroups(List<NamedGroup> groups) {
            keyShareGroups = Optional.empty();
            return super.namedGroups(groups);
        }

        /** @param groups a subset of the named groups, in their order; may be empty */
        public Builder keyShareGroups(List<NamedGroup> groups) {
            keyShareGroups = Optional.of(List.copyOf(groups));
            return this;
        }

        /** Whether to look like TLS 1.2 to middleboxes (RFC 9846 §E.4). */
        public Builder compatibilityMode(boolean on) {
            compatibilityMode = on;
            return this;
        }

        /** Whether session tickets are asked for, kept and used; without {@link #sessions} there are none. */
        public Builder tickets(boolean wanted) {
            tickets = wanted;
            return this;
        }

        /**
         * Whether a ticket of TLS 1.3 serves more than one connection, for servers that give too few. Whoever watches then sees
         * that these connections belong together (RFC 9846 §C.4).
         */
        public Builder reuseTickets(boolean reused) {
            ticketsReused = reused;
            return this;
        }

        /**
         * Whether to offer early data where a ticket allows it: the application may then send with the first flight, by {@link
         * TlsSocket#sendEarlyData} or {@link TlsConnection#sendEarlyData}, before the server has said a word. Such data can be
         * recorded and sent again by anybody, is not secret once the server's ticket keys are lost, and may be refused, after
         * which it is for the application to send it once more or not. Only for what an application's protocol says is safe
         * (RFC 9846 §F.5); for HTTP see RFC 8470.
         */
        public Builder earlyData(boolean offered) {
            earlyData = offered;
            return this;
        }

        /**
         * Offers keys that both ends were given outside of TLS. A server that takes one shows no certificate; one that takes
         * none is verified by its certificate, or refused if there is no {@link #verifier}.
         *
         * @param keys the one wanted most first, at most 8; not to be closed while the configuration is used
         */
        public Builder externalPsks(List<ExternalPsk> keys) {
            externalPsks = List.copyOf(keys);
            return this;
        }

        /** Whether the server is asked for its certificate's status, for {@link Facts#certificateStatus}. */
        public Builder requestCertificateStatus(boolean wanted) {
            certificateStatusRequested = wanted;
            return this;
        }

        /**
         * Take servers of TLS 1.2 without {@code renegotiation_info}. Such a server is old, and if it renegotiates, a stranger's
         * words may be put before this client's (RFC 5746 §1).
         */
        public Builder acceptServersWithoutRenegotiationIndication() {
            renegotiationIndicationOptional = true;
            return this;
        }

        /**
         * The configuration.
         *
         * @throws IllegalArgumentException if a list is empty or holds what the crypto provider lacks
         * @throws IllegalStateException if nothing says how the server is verified
         */
        public ClientConfiguration build() {
            check();
            ClientConfiguration built = new ClientConfiguration(this);
            if (externalPsks.size() > MAX_PSKS) {
                throw new IllegalArgumentException(
                        externalPsks.size() + " external keys, at most " + MAX_PSKS);
            }
            if (built.verifier().isEmpty()
                    && !built.peerUnverified()
                    && built.externalPsks.isEmpty()) {
                throw new IllegalStateException(
                        "a client needs a verifier for the server's certificate, or an external key");
            }
            List<NamedGroup> inOrder =
                    built.namedGroups().stream().filter(built.keyShareGroups::contains).toList();
            if (!inOrder.equals(built.keyShareGroups)) {
                throw new IllegalArgumentException(
                        "keyShareGroups "
                                + built.keyShareGroups
                                + " is no ordered subset of "
                                + built.namedGroups());
            }
            return built;
        }
    }
}
