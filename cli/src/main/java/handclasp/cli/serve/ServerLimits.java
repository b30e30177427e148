package handclasp.cli.serve;

import java.time.Duration;

/**
 * What the server spends on its clients.
 *
 * @param connections at once; further clients wait to be accepted
 * @param handshakeTime from the first byte that is expected to the last one
 */
record ServerLimits(int connections, Duration handshakeTime) {
    /** 1000 connections, 10 s. */
    static final ServerLimits DEFAULT = new ServerLimits(1000, Duration.ofSeconds(10));
}
