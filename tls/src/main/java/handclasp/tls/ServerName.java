package handclasp.tls;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name by which a client knows its server: a DNS name, which goes into {@code server_name} (RFC 6066 §3), or an IP
 * address, which does not.
 *
 * @param value a DNS name in lower case and ASCII without a final dot, or an IP address in text without brackets
 * @param isAddress whether it is an IP address
 */
public record ServerName(String value, boolean isAddress) {
    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?");

    /**
     * Reads a host as people type it: {@code example.com}, {@code bücher.example}, {@code 127.0.0.1}, {@code ::1},
     * {@code [::1]}.
     *
     * @throws IllegalArgumentException if it is neither a DNS name of at most 253 characters nor an IP address
     */
    public static ServerName of(String host) {
        String bare =
                host.startsWith("[") && host.endsWith("]")
                        ? host.substring(1, host.length() - 1)
                        : host;
        if (IPV4.matcher(bare).matches() || bare.indexOf(':') >= 0) {
            return new ServerName(bare, true);
        }
        return parseDnsName(toAscii(bare))
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "not a host name or IP address: " + host));
    }

    /** Reads a name from the wire, where only an ASCII DNS name is legal. */
    public static Optional<ServerName> parseDnsName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String bare = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        if (bare.isEmpty() || bare.length() > 253 || IPV4.matcher(bare).matches()) {
            return Optional.empty();
        }
        for (String label : bare.split("\\.", -1)) {
            if (!LABEL.matcher(label).matches()) {
                return Optional.empty();
            }
        }
        return Optional.of(new ServerName(bare, false));
    }

    private static String toAscii(String name) {
        try {
            return IDN.toASCII(name);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
