package handclasp.tls;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A protocol version as two bytes on the wire (RFC 9846 §4.3.1), known or not.
 *
 * @param code 0 to 65535
 */
public record ProtocolVersion(int code) {
    public static final ProtocolVersion TLS_1_0 = new ProtocolVersion(0x0301);
    public static final ProtocolVersion TLS_1_1 = new ProtocolVersion(0x0302);
    public static final ProtocolVersion TLS_1_2 = new ProtocolVersion(0x0303);
    public static final ProtocolVersion TLS_1_3 = new ProtocolVersion(0x0304);

    private static final Map<Integer, String> NAMES =
            Map.of(
                    0x0300, "SSL 3.0", 0x0301, "TLS 1.0", 0x0302, "TLS 1.1", 0x0303, "TLS 1.2",
                    0x0304, "TLS 1.3");

    /** All of these by name, for a report. */
    public static String names(List<ProtocolVersion> versions) {
        return versions.stream().map(ProtocolVersion::toString).collect(Collectors.joining(", "));
    }

    /** The name people use, such as {@code TLS 1.3}, or the code in hexadecimal. */
    @Override
    public String toString() {
        return CodePoints.name(NAMES, code);
    }
}
