package handclasp.conformance.peer;

import handclasp.tls.CipherSuite;
import handclasp.tls.ClientAuthentication;
import handclasp.tls.NamedGroup;
import handclasp.tls.ProtocolVersion;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a peer is set up.
 *
 * @param trusted issued the other side's certificate
 * @param identity what the peer shows: a server always, a client perhaps
 * @param suites best first
 * @param groups best first; a client offers a share of the first
 * @param applicationProtocols ALPN, best first; empty to do without
 * @param clientAuthentication whether a server asks for the client's certificate
 * @param body what the peer sends or sends back: lines of ASCII text
 * @param rounds how often a client posts it over one connection; once where an ending is asked for
 * @param ending when the peer ends its direction
 */
public record Setup(
        Authority trusted,
        Optional<FiledIdentity> identity,
        List<CipherSuite> suites,
        List<NamedGroup> groups,
        List<String> applicationProtocols,
        ClientAuthentication clientAuthentication,
        String body,
        int rounds,
        Ending ending) {
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

    private static final String SHORT_BODY = "ping and pong\n";

    /** When a peer ends its direction of the connection. */
    public enum Ending {
        /** As it usually does. */
        USUAL,
        /** It says all it has to say, ends, and only then hears the other side. */
        BEFORE_OURS,
        /** It hears the other side's end, and only then says what it has to say. */
        AFTER_OURS
    }

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

    private Setup(
            Authority trusted,
            Optional<FiledIdentity> identity,
            List<CipherSuite> suites,
            List<NamedGroup> groups,
            List<String> applicationProtocols) {
        this(
                trusted,
                identity,
                suites,
                groups,
                applicationProtocols,
                ClientAuthentication.NONE,
                SHORT_BODY,
                1,
                Ending.USUAL);
    }

    public Setup suites(CipherSuite... only) {
        return new Setup(
                trusted,
                identity,
                List.of(only),
                groups,
                applicationProtocols,
                clientAuthentication,
                body,
                rounds,
                ending);
    }

    public Setup groups(List<NamedGroup> only) {
        return new Setup(
                trusted,
                identity,
                suites,
                only,
                applicationProtocols,
                clientAuthentication,
                body,
                rounds,
                ending);
    }

    public Setup groups(NamedGroup... only) {
        return groups(List.of(only));
    }

    public Setup applicationProtocols(String... names) {
        return new Setup(
                trusted,
                identity,
                suites,
                groups,
                List.of(names),
                clientAuthentication,
                body,
                rounds,
                ending);
    }

    public Setup identity(FiledIdentity shown) {
        return new Setup(
                trusted,
                Optional.of(shown),
                suites,
                groups,
                applicationProtocols,
                clientAuthentication,
                body,
                rounds,
                ending);
    }

    public Setup clientAuthentication(ClientAuthentication mode) {
        return new Setup(
                trusted,
                identity,
                suites,
                groups,
                applicationProtocols,
                mode,
                body,
                rounds,
                ending);
    }

    /** Other text; it ends with a line feed. */
    public Setup body(String text) {
        return new Setup(
                trusted,
                identity,
                suites,
                groups,
                applicationProtocols,
                clientAuthentication,
                text,
                rounds,
                ending);
    }

    public Setup rounds(int count) {
        return new Setup(
                trusted,
                identity,
                suites,
                groups,
                applicationProtocols,
                clientAuthentication,
                body,
                count,
                ending);
    }

    public Setup ending(Ending when) {
        return new Setup(
                trusted,
                identity,
                suites,
                groups,
                applicationProtocols,
                clientAuthentication,
                body,
                rounds,
                when);
    }

    /** The suites' names in the way of OpenSSL: with colons. */
    String suiteNames() {
        return suites.stream().map(CipherSuite::toString).collect(Collectors.joining(":"));
    }
}
