package handclasp.tls;

import java.util.List;
import java.util.Optional;

/** A client's configuration. Immutable and safe for use by any number of threads and connections. */
public final class ClientConfiguration extends TlsConfiguration {
    private final List<NamedGroup> keyShareGroups;
    private final boolean compatibilityMode;
    private final boolean tickets;
    private final boolean certificateStatusRequested;
    private final boolean renegotiationIndicationOptional;

    private ClientConfiguration(Builder builder) {
        super(builder);
        keyShareGroups = builder.keyShareGroups.orElseGet(() -> namedGroups().subList(0, 1));
        compatibilityMode = builder.compatibilityMode;
        tickets = builder.tickets;
        certificateStatusRequested = builder.certificateStatusRequested;
        renegotiationIndicationOptional = builder.renegotiationIndicationOptional;
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

    /** Whether servers of TLS 1.2 are asked for session tickets (RFC 5077); true by default. */
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

    /** Collects settings. Not thread-safe. */
    public static final class Builder extends TlsConfiguration.Builder<Builder> {
        private Optional<List<NamedGroup>> keyShareGroups = Optional.empty();
        private boolean compatibilityMode = true;
        private boolean tickets = true;
        private boolean certificateStatusRequested;
        private boolean renegotiationIndicationOptional;

        private Builder() {}

        private Builder(ClientConfiguration from) {
            super(from);
            keyShareGroups = Optional.of(from.keyShareGroups);
            compatibilityMode = from.compatibilityMode;
            tickets = from.tickets;
            certificateStatusRequested = from.certificateStatusRequested;
            renegotiationIndicationOptional = from.renegotiationIndicationOptional;
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

        /** Whether servers of TLS 1.2 are asked for session tickets; without {@link #sessions} there are none. */
        public Builder tickets(boolean wanted) {
            tickets = wanted;
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
            if (built.verifier().isEmpty() && !built.peerUnverified()) {
                throw new IllegalStateException(
                        "a client needs a verifier for the server's certificate");
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
