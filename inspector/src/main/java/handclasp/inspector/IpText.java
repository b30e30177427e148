package handclasp.inspector;

import java.net.InetAddress;
import java.util.regex.Pattern;

/** IP addresses as people write them: the JDK spells all zeros of IPv6 out. */
public final class IpText {
    private static final Pattern ZEROS = Pattern.compile("(^|:)0(:0)+(:|$)");

    private IpText() {}

    public static String of(InetAddress address) {
        return shortened(address.getHostAddress());
    }

    /** {@code 0:0:0:0:0:0:0:1} as {@code ::1}; anything else than an IPv6 address as it is. */
    public static String shortened(String address) {
        return address.indexOf(':') < 0 || address.indexOf('/') >= 0
                ? address
                : ZEROS.matcher(address).replaceFirst("::");
    }
}
