package handclasp.cli.option;

/**
 * A host and a TCP port.
 *
 * @param host a name or an IP address, without brackets
 * @param port 1 to 65535
 */
public record Endpoint(String host, int port) {

    /**
     * Reads {@code HOST[:PORT]}: {@code example.com}, {@code localhost:8443}, {@code [::1]:8443},
     * {@code ::1}; the address of a web page is understood too.
     *
     * @param defaultPort where none is named; 0 if one must be
     * @throws IllegalArgumentException with a sentence for the user
     */
    public static Endpoint parse(String text, int defaultPort) {
        String rest = withoutUrl(text);
        int colon = portColon(rest);
        String host = colon < 0 ? rest : rest.substring(0, colon);
        if (colon < 0 && defaultPort == 0) {
            throw new IllegalArgumentException("'" + text + "' names no port; say HOST:PORT");
        }
        int port = colon < 0 ? defaultPort : port(rest.substring(colon + 1), 1);
        String bare = withoutBrackets(host);
        if (bare.isEmpty() || bare.chars().anyMatch(c -> " /[]".indexOf(c) >= 0)) {
            throw new IllegalArgumentException("'" + text + "' is not HOST or HOST:PORT");
        }
        return new Endpoint(bare, port);
    }

    /**
     * A port in digits.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    static int port(String digits, int least) {
        try {
            int port = Integer.parseInt(digits);
            if (port >= least && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Falls through to the sentence below.
        }
        throw new IllegalArgumentException(
                "'" + digits + "' is not a port; a port is a number from " + least + " to 65535");
    }

    /** Where the port begins: the colon after the brackets, or the only one; -1 if there is none. */
    static int portColon(String text) {
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            return end >= 0 && end + 1 < text.length() && text.charAt(end + 1) == ':'
                    ? end + 1
                    : -1;
        }
        int first = text.indexOf(':');
        return first == text.lastIndexOf(':') ? first : -1;
    }

    static String withoutBrackets(String host) {
        boolean bracketed = host.length() > 2 && host.startsWith("[") && host.endsWith("]");
        return bracketed ? host.substring(1, host.length() - 1) : host;
    }

    private static String withoutUrl(String text) {
        if (!text.startsWith("https://")) {
            return text;
        }
        String rest = text.substring("https://".length());
        int slash = rest.indexOf('/');
        return slash < 0 ? rest : rest.substring(0, slash);
    }

    /** As in a URL: an IPv6 address stands in brackets. */
    public String hostInUrl() {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }

    @Override
    public String toString() {
        return hostInUrl() + ":" + port;
    }
}
