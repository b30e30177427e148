package handclasp.cli.connect;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;

/** Whether a host is this machine itself. */
final class Loopback {
    private Loopback() {}

    /** Whether all of its addresses are; false if it has none. */
    static boolean is(String host) {
        try {
            return Stream.of(InetAddress.getAllByName(host))
                    .allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
