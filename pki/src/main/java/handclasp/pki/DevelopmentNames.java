package handclasp.pki;

import handclasp.tls.ServerName;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Names and addresses that never belong to someone on the Internet, for which a development authority is enough. */
final class DevelopmentNames {
    /** Each with its subdomains (RFC 6761, RFC 6762, and .internal as ICANN reserved it in 2024). */
    private static final List<String> DOMAINS = List.of("localhost", "test", "internal", "local");

    /** Loopback, private, link-local and unique local (RFC 1918, RFC 3927, RFC 4193, RFC 4291). */
    private static final List<String> ADDRESSES =
            List.of(
                    "127.0.0.0/8",
                    "10.0.0.0/8",
                    "172.16.0.0/12",
                    "192.168.0.0/16",
                    "169.254.0.0/16",
                    "::1/128",
                    "fc00::/7",
                    "fe80::/10");

    private static final List<String> LOCAL = List.of("localhost", "127.0.0.1", "::1");

    /** Letters, digits and hyphens: what name constraints can hold (RFC 5280 §4.2.1.6). */
    private static final Pattern HOST_NAME = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*");

    private static final Path LINUX = Path.of("/proc/sys/kernel/hostname");

    private DevelopmentNames() {}

    /** What a root made on this host may certify. */
    static List<String> permitted() {
        List<String> all = new ArrayList<>(DOMAINS);
        hostName().ifPresent(all::add);
        all.addAll(ADDRESSES);
        return List.copyOf(new LinkedHashSet<>(all));
    }

    /** The permitted ones in a person's words. */
    static String words() {
        return "localhost, names that end in .localhost, .test, .internal or .local, the name of the "
                + "host that it was made on, and loopback and private addresses";
    }

    /** What a server on this host is called from this host. */
    static Set<String> ofThisHost() {
        Set<String> names = new LinkedHashSet<>(LOCAL);
        hostName().ifPresent(names::add);
        return names;
    }

    /** This host's own name, if it is one that a certificate can hold. */
    static Optional<String> hostName() {
        return systemsName()
                .flatMap(ServerName::parseDnsName)
                .map(ServerName::value)
                .filter(name -> HOST_NAME.matcher(name).matches());
    }

    /** From Linux itself where it is Linux: the JDK asks name services too, which may take seconds. */
    private static Optional<String> systemsName() {
        try {
            return Files.isReadable(LINUX)
                    ? Optional.of(Files.readString(LINUX, StandardCharsets.ISO_8859_1).strip())
                    : Optional.of(InetAddress.getLocalHost().getHostName());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
