package handclasp.tls;

import java.util.Map;
import java.util.Optional;

/** Names of registered code points; what is not registered here prints as hexadecimal. */
final class CodePoints {
    private CodePoints() {}

    static String name(Map<Integer, String> names, int code) {
        String name = names.get(code);
        if (name != null) {
            return name;
        }
        return isGrease(code) ? "GREASE(0x%04x)".formatted(code) : "0x%04x".formatted(code);
    }

    /** The 16 values of RFC 8701 §2 for suites, groups, extensions and versions: 0x0a0a, 0x1a1a … 0xfafa. */
    static boolean isGrease(int code) {
        return (code & 0x0f0f) == 0x0a0a && (code >>> 8) == (code & 0xff);
    }

    static Optional<Integer> find(Map<Integer, String> names, String name) {
        return names.entrySet().stream()
                .filter(entry -> entry.getValue().equalsIgnoreCase(name))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
