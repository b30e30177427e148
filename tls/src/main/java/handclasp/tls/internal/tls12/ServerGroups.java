package handclasp.tls.internal.tls12;

import handclasp.tls.NamedGroup;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.crypto.FiniteFieldGroup;
import handclasp.tls.crypto.SuiteAlgorithms.Exchange;
import handclasp.tls.internal.extension.ExtensionTable;
import handclasp.tls.internal.message.ClientHello;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The groups that a server may use with a client, best first. */
final class ServerGroups {
    /** What a server uses that names none for DHE: strong enough, and known to all. */
    private static final List<FiniteFieldGroup> DEFAULT =
            List.of(FiniteFieldGroup.FFDHE3072, FiniteFieldGroup.FFDHE2048);

    private final ServerConfiguration configuration;
    private final Optional<List<NamedGroup>> theirs;

    ServerGroups(ServerConfiguration configuration, ClientHello hello) {
        this.configuration = configuration;
        this.theirs = ExtensionTable.SUPPORTED_GROUPS.in(hello.extensions());
    }

    /** The best group for a key exchange; empty if there is none, as always with RSA. */
    Optional<ServerGroup> of(Exchange exchange) {
        return switch (exchange) {
            case ECDHE -> curve();
            case DHE -> field();
            case RSA, BY_EXTENSION -> Optional.empty();
        };
    }

    /** A client that names no curves takes any (RFC 8422 §4), and this one it will have. */
    private Optional<ServerGroup> curve() {
        List<NamedGroup> offered = theirs.orElse(List.of(NamedGroup.SECP256R1));
        return configuration.namedGroups().stream()
                .filter(group -> !group.isFiniteField())
                .filter(offered::contains)
                .findFirst()
                .map(ServerGroup::curve);
    }

    /** A client that names finite fields takes only those (RFC 7919 §4); one that names none takes what comes. */
    private Optional<ServerGroup> field() {
        List<NamedGroup> offered =
                theirs.orElse(List.of()).stream().filter(NamedGroup::isFiniteField).toList();
        return ours().filter(
                        group ->
                                offered.isEmpty()
                                        || group.name().filter(offered::contains).isPresent())
                .findFirst()
                .map(ServerGroup::field);
    }

    private Stream<FiniteFieldGroup> ours() {
        List<FiniteFieldGroup> named =
                configuration.namedGroups().stream()
                        .flatMap(group -> FiniteFieldGroup.of(group).stream())
                        .toList();
        List<FiniteFieldGroup> chosen =
                Stream.concat(configuration.finiteFieldGroups().stream(), named.stream()).toList();
        return chosen.isEmpty() ? DEFAULT.stream() : chosen.stream();
    }
}
