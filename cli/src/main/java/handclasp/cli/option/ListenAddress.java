package handclasp.cli.option;

import java.util.Optional;

/**
 * Where to listen.
 *
 * @param address a host name or IP address without brackets; empty for loopback; {@code *} for every
 *     address of this machine
 * @param port 0 to 65535; 0 for any free one
 */
public record ListenAddress(Optional<String> address, int port) {

    /**
     * Reads {@code [ADDR]:PORT} or {@code PORT}.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    public static ListenAddress parse(String text) {
        int colon = Endpoint.portColon(text);
        if (colon < 0) {
            boolean digits = !text.isEmpty() && text.chars().allMatch(Character::isDigit);
            if (!digits) {
                throw new IllegalArgumentException("'" + text + "' names no port; say [ADDR]:PORT");
            }
            return new ListenAddress(Optional.empty(), Endpoint.port(text, 0));
        }
        String host = Endpoint.withoutBrackets(text.substring(0, colon));
        int port = Endpoint.port(text.substring(colon + 1), 0);
        return new ListenAddress(host.isEmpty() ? Optional.empty() : Optional.of(host), port);
    }

    /** Whether it means every address of this machine. */
    public boolean everywhere() {
        return address.filter(
                        name -> name.equals("*") || name.equals("0.0.0.0") || name.equals("::"))
                .isPresent();
    }

    @Override
    public String toString() {
        return address.map(name -> new Endpoint(name, port).toString()).orElse(":" + port);
    }
}
