package handclasp.pki;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** IP addresses between text and bytes, without ever asking a name service. */
final class IpAddress {
    /** A leading zero makes it octal for some programs, so it is none. */
    private static final String PART = "0|[1-9]\\d{0,2}";

    private static final Pattern IPV4 =
            Pattern.compile("(%1$s)\\.(%1$s)\\.(%1$s)\\.(%1$s)".formatted(PART));

    private IpAddress() {}

    /** 4 or 16 bytes; a zone such as {@code %eth0} is left out, since certificates have none. */
    static Optional<byte[]> parse(String text) {
        int zone = text.indexOf('%');
        String bare = zone < 0 ? text : text.substring(0, zone);
        Matcher matcher = IPV4.matcher(bare);
        if (matcher.matches()) {
            return parseIpv4(matcher);
        }
        // With a colon in it the JDK takes the text for an address and nothing else.
        if (!bare.contains(":")
                || !bare.chars()
                        .allMatch(c -> c == ':' || c == '.' || Character.digit(c, 16) >= 0)) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(bare).getAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> parseIpv4(Matcher matcher) {
        byte[] address = new byte[4];
        for (int i = 0; i < 4; i++) {
            int part = Integer.parseInt(matcher.group(i + 1));
            if (part > 255) {
                return Optional.empty();
            }
            address[i] = (byte) part;
        }
        return Optional.of(address);
    }

    static String text(byte[] address) {
        try {
            // The JDK writes 0:0:0:0:0:0:0:1 for ::1.
            return InetAddress.getByAddress(address)
                    .getHostAddress()
                    .replaceFirst("(^|:)0(:0)+(:|$)", "::");
        } catch (UnknownHostException e) {
            return "an address of %s bytes (%s)"
                    .formatted(address.length, HexFormat.of().formatHex(address));
        }
    }
}
