package handclasp.cli.serve;

import java.time.Duration;

/**
 * What the server spends on its clients.
 *
 * @param connections at once; further clients wait to be accepted
 * @param perAddress of these, from one IPv4 address or one IPv6 network of 64 bits; further ones are closed at once.
 *     Loopback addresses are not counted
 * @param handshakeTime from the first byte that is expected to the last one
 */
record ServerLimits(int connections, int perAddress, Duration handshakeTime) {
    /** 1000 connections, 200 from one address, 10 s. */
    static final ServerLimits DEFAULT = new ServerLimits(1000, 200, Duration.ofSeconds(10));
}
