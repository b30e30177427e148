package handclasp.cli.serve;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Counts who is here by address, so that nobody takes all places. One IPv6 address is as good as any other of its /64,
 * which is what a single subscriber has. Thread-safe.
 */
final class Crowd {
    private static final int IPV6_PREFIX = 8;

    private final int most;
    private final Predicate<InetAddress> exempt;
    private final Map<ByteBuffer, Integer> here = new HashMap<>();

    /**
     * @param most of one address at once
     * @param exempt who is not counted
     */
    Crowd(int most, Predicate<InetAddress> exempt) {
        this.most = most;
        this.exempt = exempt;
    }

    /** One that does not count this very machine: all its users and the proxies on it have the same address. */
    static Crowd ofStrangers(int most) {
        return new Crowd(most, InetAddress::isLoopbackAddress);
    }

    /** Whether one more of this address may come; who may must {@link #leave}. */
    synchronized boolean enter(InetAddress address) {
        if (exempt.test(address)) {
            return true;
        }
        int before = here.getOrDefault(key(address), 0);
        if (before >= most) {
            return false;
        }
        here.put(key(address), before + 1);
        return true;
    }

    synchronized void leave(InetAddress address) {
        if (!exempt.test(address)) {
            here.computeIfPresent(key(address), (key, count) -> count == 1 ? null : count - 1);
        }
    }

    /** How many addresses are counted at the moment. */
    synchronized int addresses() {
        return here.size();
    }

    private static ByteBuffer key(InetAddress address) {
        byte[] bytes = address.getAddress();
        return ByteBuffer.wrap(
                address instanceof Inet4Address ? bytes : Arrays.copyOf(bytes, IPV6_PREFIX));
    }
}
