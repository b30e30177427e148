package handclasp.cli.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request's head.
 *
 * @param segments of the path, percent-decoded: neither {@code .} nor {@code ..}, none with a slash
 *     or NUL in it, none empty
 * @param folder whether the path ends with a slash
 * @param query what follows the question mark, as it came; empty if nothing does
 * @param minorVersion of HTTP/1: 0 for 1.0, 1 or more for 1.1
 * @param headers by name in lower case
 */
public record HttpRequest(
        String method,
        List<String> segments,
        boolean folder,
        String query,
        int minorVersion,
        Map<String, List<String>> headers) {
    public HttpRequest {
        segments = List.copyOf(segments);
        headers = Map.copyOf(headers);
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    /** The header's value, with those of repeated headers joined by commas (RFC 9110 §5.3). */
    Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName))
                .map(values -> String.join(", ", values));
    }

    /** Whether the query says so, in the form {@code name=value}. */
    boolean asks(String name, String value) {
        return List.of(query.split("&")).contains(name + "=" + value);
    }

    /** Whether the client wants to send more requests (RFC 9112 §9.3). */
    boolean keepsAlive() {
        return minorVersion >= 1
                && header("connection").stream()
                        .flatMap(value -> List.of(value.split(",")).stream())
                        .noneMatch(option -> option.strip().equalsIgnoreCase("close"));
    }

    /** Whether content follows, which this server does not read. */
    boolean hasContent() {
        return headers.containsKey("transfer-encoding")
                || header("content-length").filter(length -> !isZero(length)).isPresent();
    }

    private static boolean isZero(String digits) {
        return digits.chars().allMatch(digit -> digit == '0');
    }

    static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
