package handclasp.tls;

import java.util.Map;
import java.util.Optional;

/**
 * A group for key exchange (RFC 9846 §4.3.7), known or not.
 *
 * @param code 0 to 65535
 */
public record NamedGroup(int code) {
    public static final NamedGroup SECP256R1 = new NamedGroup(0x0017);
    public static final NamedGroup SECP384R1 = new NamedGroup(0x0018);
    public static final NamedGroup SECP521R1 = new NamedGroup(0x0019);
    public static final NamedGroup X25519 = new NamedGroup(0x001d);
    public static final NamedGroup X448 = new NamedGroup(0x001e);

    /** RFC 7919. */
    public static final NamedGroup FFDHE2048 = new NamedGroup(0x0100);

    /** RFC 7919. */
    public static final NamedGroup FFDHE3072 = new NamedGroup(0x0101);

    /** RFC 7919. */
    public static final NamedGroup FFDHE4096 = new NamedGroup(0x0102);

    private static final Map<Integer, String> NAMES =
            Map.ofEntries(
                    Map.entry(0x0017, "secp256r1"),
                    Map.entry(0x0018, "secp384r1"),
                    Map.entry(0x0019, "secp521r1"),
                    Map.entry(0x001d, "x25519"),
                    Map.entry(0x001e, "x448"),
                    Map.entry(0x001f, "brainpoolP256r1tls13"),
                    Map.entry(0x0020, "brainpoolP384r1tls13"),
                    Map.entry(0x0021, "brainpoolP512r1tls13"),
                    Map.entry(0x0100, "ffdhe2048"),
                    Map.entry(0x0101, "ffdhe3072"),
                    Map.entry(0x0102, "ffdhe4096"),
                    Map.entry(0x0103, "ffdhe6144"),
                    Map.entry(0x0104, "ffdhe8192"),
                    Map.entry(0x0200, "MLKEM512"),
                    Map.entry(0x0201, "MLKEM768"),
                    Map.entry(0x0202, "MLKEM1024"),
                    Map.entry(0x11eb, "SecP256r1MLKEM768"),
                    Map.entry(0x11ec, "X25519MLKEM768"),
                    Map.entry(0x11ed, "SecP384r1MLKEM1024"));

    private static final Map<String, NamedGroup> ALIASES =
            Map.of(
                    "p-256",
                    SECP256R1,
                    "p-384",
                    SECP384R1,
                    "p-521",
                    SECP521R1,
                    "prime256v1",
                    SECP256R1);

    /** The group of a name: IANA's ({@code x25519}, {@code secp256r1}) or {@code P-256} and the like, in any case. */
    public static Optional<NamedGroup> named(String name) {
        NamedGroup alias = ALIASES.get(name.toLowerCase(java.util.Locale.ROOT));
        return alias != null
                ? Optional.of(alias)
                : CodePoints.find(NAMES, name).map(NamedGroup::new);
    }

    /** Whether its code point is reserved for finite fields (RFC 7919 §2). */
    public boolean isFiniteField() {
        return code >>> 8 == 0x01;
    }

    /** IANA's name, or the code in hexadecimal. */
    @Override
    public String toString() {
        return CodePoints.name(NAMES, code);
    }
}
