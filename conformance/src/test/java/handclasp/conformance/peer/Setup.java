package handclasp.conformance.peer;

import handclasp.tls.CipherSuite;
import handclasp.tls.NamedGroup;
import handclasp.tls.ProtocolVersion;
import java.util.List;
import java.util.Optional;

/**
 * How a peer is set up.
 *
 * @param trusted issued the other side's certificate
 * @param identity what the peer shows: a server always, a client perhaps
 * @param suites best first
 * @param groups best first; a client offers a share of the first
 * @param applicationProtocols ALPN, best first; empty to do without
 */
public record Setup(
        Authority trusted,
        Optional<FiledIdentity> identity,
        List<CipherSuite> suites,
        List<NamedGroup> groups,
        List<String> applicationProtocols) {
    public static final List<CipherSuite> ALL_SUITES =
            List.of(
                    CipherSuite.TLS_AES_128_GCM_SHA256,
                    CipherSuite.TLS_AES_256_GCM_SHA384,
                    CipherSuite.TLS_CHACHA20_POLY1305_SHA256);

    public static final List<NamedGroup> ALL_GROUPS =
            List.of(
                    NamedGroup.X25519,
                    NamedGroup.SECP256R1,
                    NamedGroup.SECP384R1,
                    NamedGroup.SECP521R1,
                    NamedGroup.X448);

    public Setup {
        suites = List.copyOf(suites);
        groups = List.copyOf(groups);
        applicationProtocols = List.copyOf(applicationProtocols);
    }

    /** The one version of its suites. */
    public ProtocolVersion version() {
        return suites.get(0).version().orElseThrow();
    }

    /** A client without an identity that offers everything. */
    public static Setup client(Authority trusted) {
        return new Setup(trusted, Optional.empty(), ALL_SUITES, ALL_GROUPS, List.of());
    }

    /** A server that takes everything and asks for no certificate. */
    public static Setup server(Authority authority, FiledIdentity identity) {
        return new Setup(authority, Optional.of(identity), ALL_SUITES, ALL_GROUPS, List.of());
    }

    public Setup suites(CipherSuite... only) {
        return new Setup(trusted, identity, List.of(only), groups, applicationProtocols);
    }

    public Setup groups(List<NamedGroup> only) {
        return new Setup(trusted, identity, suites, only, applicationProtocols);
    }

    public Setup groups(NamedGroup... only) {
        return groups(List.of(only));
    }

    public Setup applicationProtocols(String... names) {
        return new Setup(trusted, identity, suites, groups, List.of(names));
    }

    public Setup identity(FiledIdentity shown) {
        return new Setup(trusted, Optional.of(shown), suites, groups, applicationProtocols);
    }
}
