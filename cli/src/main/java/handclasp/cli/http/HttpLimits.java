package handclasp.cli.http;

import java.time.Duration;

/**
 * What a client may make the server hold and wait for.
 *
 * @param line of the request line and of each header, in bytes without its line break
 * @param head of request line and headers together, in bytes
 * @param headers how many
 * @param headTime from a request's first byte to the end of its headers
 * @param idleTime between requests
 * @param stallTime for which the client may take nothing of a response
 * @param leastRate at which the client must take a response on the whole, in bytes a second; it is given {@code stallTime}
 *     beforehand
 */
public record HttpLimits(
        int line,
        int head,
        int headers,
        Duration headTime,
        Duration idleTime,
        Duration stallTime,
        int leastRate) {
    /** 8 KiB, 64 KiB, 100 headers; 20 s, 60 s, 60 s; 4 KiB/s. */
    public static final HttpLimits DEFAULT =
            new HttpLimits(
                    8192,
                    65_536,
                    100,
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60),
                    4096);
}
